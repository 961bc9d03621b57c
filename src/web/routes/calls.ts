import { may } from '#access';
import type { SignedIn } from '#access';
import { callsDue, invitationCallsDue } from '#cases';
import type { InvitationCallDue } from '#cases';
import type { EntryOf, Ground } from '#journal';
import { readForm } from '#web/form.ts';
import { callsPage, outboxPage } from '#web/pages/calls.ts';
import { contactPage } from '#web/pages/contact.ts';
import { screenOf } from '#web/session.ts';
import { keepList, signedIn } from '#web/signed-in.ts';
import { say } from '#web/words.ts';

import { withRight } from './attended.ts';
import { looksAtCases } from './looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const lettersShown = 200;

/** How a resident is reached, whom an operator calls, and for development every letter. */
export function addCalls(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/my/contact',
    withRight(walk, 'own-cases.list', async ({ c, screen, who: { actor } }) => {
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const contact = await house.contacts.of(actor.person);
      const typed = {
        address: contact?.address ?? '',
        telephone: contact?.telephone ?? '',
        language: contact?.language ?? language,
      };
      return show(c, contactPage(screen, { typed, problems: [], isSaved: c.req.query('done') === 'yes' }));
    }),
  );

  app.post(
    '/my/contact',
    withRight(walk, 'own-cases.list', async ({ c, screen, who: { actor } }) => {
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const form = await readForm(c);
      const typed = {
        address: form.one('address').trim(),
        telephone: form.one('telephone').trim(),
        language: form.one('language') === 'en' ? 'en' : 'ru',
      } as const;
      const { address, telephone } = typed;
      const problems = [
        ...(address === '' || /^[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[^\s@<>]{2,63}$/u.test(address)
          ? []
          : [{ field: 'address', text: say(language, 'contactAddressWrong') }]),
        ...(telephone === '' || /^\+?\d{5,15}$/u.test(telephone.replaceAll(/[\s()-]/gu, ''))
          ? []
          : [{ field: 'telephone', text: say(language, 'contactTelephoneWrong') }]),
      ];
      if (problems.length > 0) return show(c, contactPage(screen, { typed, problems, isSaved: false }), 422);
      await house.contacts.keep(actor.person, {
        language: typed.language,
        ...(address === '' ? {} : { address }),
        ...(telephone === '' ? {} : { telephone }),
      });
      return go(c, walk, '/my/contact?done=yes');
    }),
  );

  app.get(
    '/calls',
    withRight(walk, 'calls.see', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'officer') return go(c, walk, '/my');
      const calls = await house.look(who, async (transaction) => {
        const seen = await callsDue({ queries: transaction }, { agency: actor.agency, now: house.now() });
        return { seen, entries: looksAtCases({ house }, who, seen, may(who, 'calls.see'), 'call list') };
      });
      const mayInvite = may(who, 'invitations.call');
      const invited = mayInvite.allowed ? await invitedSeenBy(who, mayInvite.ground) : undefined;
      keepList(c, house, '/calls');
      return show(c, callsPage(screen, house.timeZone, { calls, ...(invited === undefined ? {} : { invited }) }));
    }),
  );

  app.post(
    '/calls',
    withRight(walk, 'invitations.call', async ({ c, who }) => {
      const verdict = may(who, 'invitations.call');
      if (!verdict.allowed) return go(c, walk, '/calls');
      const form = await readForm(c);
      const due = await invitedSeenBy(who, verdict.ground);
      const called = due.find(({ person }) => person === form.one('person'));
      const caller = { by: who.actor, ground: verdict.ground };
      // Called meanwhile by somebody else, or read: there is nothing to record.
      if (called !== undefined) await house.contacts.keepCall(called.person, form.one('result') === 'reached', caller);
      return go(c, walk, '/calls');
    }),
  );

  /** Who has not read an offer or a notice; each look is in her journal. */
  async function invitedSeenBy(who: SignedIn, ground: Ground): Promise<readonly InvitationCallDue[]> {
    const at = house.now();
    return await house.look(who, async (transaction) => {
      const seen = await invitationCallsDue({ queries: transaction }, at);
      const entries = seen.map(({ person }): EntryOf => ({
        person,
        entry: {
          at: at.toISOString(),
          actor: who.actor,
          action: 'looked',
          object: { kind: 'contact', id: person },
          facts: [],
          ground,
          purpose: 'call list',
        },
      }));
      return { seen, entries };
    });
  }

  if (!house.showsOutbox) return;
  app.get('/outbox', async (c) => {
    const who = await signedIn(c, house);
    const screen = { ...screenOf(c, house, language), ...(who === undefined ? {} : { who }) };
    return show(c, outboxPage(screen, house.timeZone, await house.contacts.everyMessage(lettersShown)));
  });
}
