import { may } from '#access';
import type { SignedIn } from '#access';
import { headsOf } from '#cases';
import type { PutOffTimer } from '#cases';
import { readForm } from '#web/form.ts';
import { timersPage } from '#web/pages/timers.ts';

import { withRight } from './attended.ts';
import { looksAtCases } from './looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** Timers of cases that could not be carried out, for the operators. It shows no facts and nobody's name. */
export function addTimers(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/timers',
    withRight(walk, 'timers.see', async ({ c, screen, who }) => {
      const tried = (['done', 'put-off', 'gone'] as const).find((one) => one === c.req.query('tried'));
      const view = {
        timeZone: house.timeZone,
        figures: await house.cases.timers.figures(),
        putOff: await withNumbers(walk, who, await house.cases.timers.putOff()),
        mayMend: may(who, 'timers.mend').allowed,
        ...(tried === undefined ? {} : { tried }),
      };
      return show(c, timersPage(screen, view));
    }),
  );

  app.post(
    '/timers/try',
    withRight(walk, 'timers.mend', async ({ c, who }) => {
      const verdict = may(who, 'timers.mend');
      if (!verdict.allowed) throw new Error('A timer is tried again without a right to it.');
      const { actor } = who;
      const id = (await readForm(c)).one('id');
      return go(c, walk, `/timers?tried=${await house.cases.timers.tryNow(id, { actor, ground: verdict.ground })}`);
    }),
  );
}

/** The number of a case tells of somebody: it stands here for whoever may see the case, and is a look at it. */
async function withNumbers(
  walk: Walk,
  who: SignedIn,
  timers: readonly PutOffTimer[],
): Promise<readonly Omit<PutOffTimer, 'person' | 'case_id'>[]> {
  return await walk.house.look(who, async (transaction) => {
    const refs = timers.map(({ person, case_id: id }) => ({ person, id }));
    const heads = (await headsOf({ queries: transaction }, refs)).filter((head) => may(who, 'case.see', head).allowed);
    const numbers = new Set(heads.map(({ number }) => number));
    const seen = timers.map(({ person: _person, case_id: _id, number, ...timer }) =>
      number !== undefined && numbers.has(number) ? { ...timer, number } : timer,
    );
    const ground = may(who, 'timers.see');
    return { seen, entries: looksAtCases(walk, who, heads, ground, 'timers') };
  });
}
