import { journalPage } from '#web/pages/journal.ts';
import { myCasesPage } from '#web/pages/my-cases.ts';

import { withRight } from './attended.ts';
import { lookAtOwnCases, lookAtOwnJournal, lookAtPreviews } from './own-looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** What is a resident's own: her cases, and who looked at her data. */
export function addMy(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/my',
    withRight(walk, 'own-cases.list', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const cases = await lookAtOwnCases(house, who);
      const previews = await lookAtPreviews(house, who);
      const { catalogue, timeZone, onBehalf } = house;
      await house.contacts.markReadAt(actor.person, '/my');
      const helped = await onBehalf.helpedBy(actor.person);
      return show(c, myCasesPage(screen, { catalogue, timeZone, person: actor.person, cases, helped, previews }));
    }),
  );

  app.get(
    '/my/journal',
    withRight(walk, 'own-journal.see', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const own = c.req.query('own') === 'yes';
      const { entries, older } = await lookAtOwnJournal(house, who, { own, before: beforeIn(c.req.query('before')) });
      const { catalogue, timeZone } = house;
      const helpers = await house.onBehalf.namesOf(actor.person);
      const officers = await house.officers(
        entries.flatMap(({ actor: by }) => (by.kind === 'officer' ? [by.agency] : [])),
      );
      const view = {
        catalogue,
        timeZone,
        who,
        helpers,
        officers,
        entries,
        own,
        ...(older === undefined ? {} : { older }),
      };
      return show(c, journalPage(screen, view));
    }),
  );
}

function beforeIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
}
