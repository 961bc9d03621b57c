import { z } from 'zod';

import type { Operation } from '#access';
import type { TaskState, WorklistPlace } from '#cases';
import { packed, unpacked } from '#web/form.ts';
import { today } from '#web/house.ts';
import { listPath, workPage } from '#web/pages/work.ts';
import type { WorkFilter, WorkView } from '#web/pages/work.ts';
import { keepList } from '#web/signed-in.ts';
import { usableDay } from '#web/usable-day.ts';

import { withRight } from './attended.ts';
import { lookAtWork } from './own-looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const liveStates: readonly TaskState[] = ['ready', 'under-way', 'suspended'];

/** Tasks of the officer's agency and of its joint teams: what is due first standing first; the address keeps the filters. */
export function addWork(walk: Walk): void {
  addList(walk, 'work', 'worklist.see');
  addList(walk, 'pool', 'pool.see');
}

function addList(walk: Walk, list: WorkView['list'], right: Operation): void {
  const { app, house } = walk;
  app.get(
    `/${list}`,
    withRight(walk, right, async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'officer') return go(c, walk, '/my');
      const filter = filterIn((name) => c.req.query(name));
      const { whose, late, state } = filter;
      const after = placeIn(c.req.query('after'));
      const day = today(house);
      const { rows, more } = await lookAtWork(house, who, {
        ...(list === 'pool' ? { scope: 'team' } : {}),
        ...(whose === 'all' ? {} : { officer: whose === 'mine' ? actor.officer : 'nobody' }),
        ...(late ? { lateOn: day } : {}),
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      });
      const view = {
        list,
        catalogue: house.catalogue,
        who,
        today: day,
        agency: actor.agency,
        officers: await house.officers([actor.agency, ...rows.map(({ agency }) => agency)]),
        filter,
        rows,
        ...(after === undefined ? {} : { after: placeText(after) }),
        ...(more === undefined ? {} : { more: placeText(more) }),
      };
      keepList(c, house, listPath(view, view.after));
      return show(c, workPage(screen, view));
    }),
  );
}

/** What is not understood in the address filters nothing. */
function filterIn(query: (name: string) => string | undefined): WorkFilter {
  const whose = (['mine', 'nobody'] as const).find((one) => one === query('whose')) ?? 'all';
  const state = liveStates.find((one) => one === query('state'));
  return { whose, late: query('late') === 'yes', ...(state === undefined ? {} : { state }) };
}

const place = z.tuple([z.string(), z.string(), z.string(), usableDay.nullable(), z.int().min(0).max(9)]);

export function placeText({ person, id, task, due, urgency }: WorklistPlace): string {
  return packed([person, id, task, due, urgency]);
}

/** Where the page before ended; an address that was written by hand begins at the top. */
export function placeIn(text: string | undefined): WorklistPlace | undefined {
  if (text === undefined || text.length > 2000) return undefined;
  const { data } = place.safeParse(unpacked(text));
  if (data === undefined) return undefined;
  const [person, id, task, due, urgency] = data;
  return { person, id, task, due, urgency };
}
