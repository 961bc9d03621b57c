import { noticesOf } from '#exchange';
import { readForm } from '#web/form.ts';
import { myNoticesPage } from '#web/pages/notices.ts';

import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** What registers told a resident's people of, and what it means for her. */
export function addNotices(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/my/notices',
    withRight(walk, 'own-cases.list', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const { person } = actor;
      const notices = await house.look(who, async (transaction) => {
        const seen = await noticesOf(transaction, person);
        const entry = {
          at: house.now().toISOString(),
          actor,
          action: 'looked',
          object: { kind: 'notice', id: person },
          facts: [...new Set(seen.flatMap(({ facts }) => facts))],
          ground: { kind: 'own', basis: 'own data' },
          purpose: 'own notices',
        } as const;
        return { seen, entries: [{ person, entry }] };
      });
      await house.contacts.markReadAt(person, '/my/notices');
      return show(c, myNoticesPage(screen, house, notices));
    }),
  );

  app.post(
    '/my/notices',
    withRight(walk, 'own-cases.list', async ({ c, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const form = await readForm(c);
      const notice = { source: form.one('source'), id: form.one('id'), subject: form.one('subject') };
      if (form.one('answer') === 'agree') await house.exchange?.agree(actor.person, notice);
      else await house.exchange?.decline(actor.person, notice);
      return go(c, walk, '/my/notices');
    }),
  );
}
