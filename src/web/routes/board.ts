import { may } from '#access';
import { agenciesOf, boardOf, boardParts, loadOf, worklist } from '#cases';
import { today } from '#web/house.ts';
import { boardPage, boardPath, casesOnBoard } from '#web/pages/board.ts';
import { keepList } from '#web/signed-in.ts';

import { withRight } from './attended.ts';
import { looksAtCases } from './looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const lateTasksShown = 50;

/** The cases an agency leads, for its lead and its head; the address keeps which of them are shown. */
export function addBoard(walk: Walk): void {
  const { app, house } = walk;
  app.get(
    '/board',
    withRight(walk, 'board.see', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'officer') return go(c, walk, '/my');
      const { agency } = actor;
      const part = boardParts.find((one) => one === c.req.query('part')) ?? 'all';
      const skip = skipIn(c.req.query('skip'));
      const day = today(house);
      const isHead = who.roles.includes('head');
      const seen = await house.look(who, async (transaction) => {
        const queries = { queries: transaction };
        const filter = { agency, part, today: day, now: house.now(), skip, most: casesOnBoard + 1 };
        const board = await boardOf(queries, filter);
        const own = isHead
          ? {
              load: await loadOf(queries, agency, day),
              late: await worklist(queries, { agency, lateOn: day, most: lateTasksShown }),
            }
          : undefined;
        const shown = [...board.lines.slice(0, casesOnBoard).map(({ joint }) => joint), ...(own?.late ?? [])];
        return {
          seen: { board, own },
          entries: looksAtCases(walk, who, shown, may(who, 'board.see'), 'board'),
        };
      });
      const { board, own } = seen;
      const holders = board.lines.flatMap(({ joint }) => [joint.lead, ...agenciesOf(joint)]);
      const view = {
        officers: await house.officers([agency, ...holders]),
        catalogue: house.catalogue,
        timeZone: house.timeZone,
        who,
        agency,
        today: day,
        part,
        board: { ...board, lines: board.lines.slice(0, casesOnBoard) },
        skip,
        isMore: board.lines.length > casesOnBoard,
        ...(own === undefined ? {} : { own }),
      };
      keepList(c, house, boardPath(part, skip));
      return show(c, boardPage(screen, view));
    }),
  );
}

function skipIn(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/u.test(text) ? Number(text) : 0;
}
