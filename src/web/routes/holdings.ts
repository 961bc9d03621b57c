import { holdingsOf } from '#exchange';
import { holdingsPage } from '#web/pages/holdings.ts';

import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** Which register holds which kind of fact about a resident and her people. */
export function addHoldings(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/my/registers',
    withRight(walk, 'own-journal.see', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const { person } = actor;
      const holdings = await house.look(who, async (transaction) => {
        const seen = await holdingsOf(transaction, person);
        const entry = {
          at: house.now().toISOString(),
          actor,
          action: 'looked',
          object: { kind: 'directory', id: person },
          facts: [...new Set(seen.map(({ fact }) => fact))],
          ground: { kind: 'own', basis: 'own data' },
          purpose: 'own registers',
        } as const;
        return { seen, entries: [{ person, entry }] };
      });
      const { catalogue, timeZone } = house;
      return show(c, holdingsPage(screen, { catalogue, timeZone, person, holdings }));
    }),
  );
}
