import { z } from 'zod';

import { may } from '#access';
import type { Operation, SignedIn } from '#access';
import type { ReviewPlace, ReviewRow, TaskState, WorklistPlace } from '#cases';
import { packed, unpacked } from '#web/form.ts';
import { today } from '#web/house.ts';
import type { House } from '#web/house.ts';
import { listPath, workPage, workShown } from '#web/pages/work.ts';
import type { WorkFilter, WorkView } from '#web/pages/work.ts';
import { keepList } from '#web/signed-in.ts';
import { usableDay } from '#web/usable-day.ts';

import { withRight } from './attended.ts';
import { lookAtReviews, lookAtWork } from './own-looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const liveStates: readonly TaskState[] = ['ready', 'under-way', 'suspended'];

/** Tasks of the officer's agency and of its joint teams, and for a lead the reviews that are due; the address keeps the filters. */
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
      const after = c.req.query('after');
      const day = today(house);
      const page = { filter, officer: officerIn(filter, actor.officer), after };
      const isOfLead = list === 'work' && may(who, 'reviews.see').allowed;
      const due = isOfLead ? await reviewsOn(house, who, page) : undefined;
      const { rows, more } =
        due !== undefined && filter.show === 'reviews'
          ? { rows: [], more: due.more }
          : await tasksOn(house, who, list, page);
      const view = {
        list,
        catalogue: house.catalogue,
        who,
        today: day,
        agency: actor.agency,
        officers: await house.officers([actor.agency, ...rows.map(({ agency }) => agency)]),
        filter: isOfLead ? filter : { ...filter, show: 'all' as const },
        rows,
        ...(due === undefined ? {} : { reviews: { rows: due.rows, areMore: due.more !== undefined } }),
        ...(after === undefined ? {} : { after }),
        ...(more === undefined ? {} : { more }),
      };
      keepList(c, house, listPath(view, view.after));
      return show(c, workPage(screen, view));
    }),
  );
}

/** What is not understood in the address filters nothing. */
function filterIn(query: (name: string) => string | undefined): WorkFilter {
  const show = workShown.find((one) => one === query('show')) ?? 'all';
  const whose = (['mine', 'nobody'] as const).find((one) => one === query('whose')) ?? 'all';
  const state = liveStates.find((one) => one === query('state'));
  return { show, whose, late: query('late') === 'yes', ...(state === undefined ? {} : { state }) };
}

type Asked = { readonly filter: WorkFilter; readonly officer: string | undefined; readonly after: string | undefined };

function officerIn({ whose }: WorkFilter, officer: string): string | undefined {
  return whose === 'all' ? undefined : whose === 'mine' ? officer : 'nobody';
}

async function tasksOn(
  house: House,
  who: SignedIn,
  list: WorkView['list'],
  { filter: { late, state }, officer, after: text }: Asked,
): Promise<{ readonly rows: WorkView['rows']; readonly more: string | undefined }> {
  const after = placeIn(text);
  const { rows, more } = await lookAtWork(house, who, {
    ...(list === 'pool' ? { scope: 'team' } : {}),
    ...(officer === undefined ? {} : { officer }),
    ...(late ? { lateOn: today(house) } : {}),
    ...(state === undefined ? {} : { state }),
    ...(after === undefined ? {} : { after }),
  });
  return { rows, more: more === undefined ? undefined : placeText(more) };
}

/** Alone a page at a time; beside the tasks on their first page, where they are not asked for by their state. */
async function reviewsOn(
  house: House,
  who: SignedIn,
  { filter: { show, state }, officer, after: text }: Asked,
): Promise<{ readonly rows: readonly ReviewRow[]; readonly more: string | undefined }> {
  const isBeside = show === 'all' && state === undefined && text === undefined;
  if (show !== 'reviews' && !isBeside) return { rows: [], more: undefined };
  const after = reviewPlaceIn(text);
  const { rows, more } = await lookAtReviews(house, who, {
    ...(officer === undefined ? {} : { officer }),
    ...(after === undefined ? {} : { after }),
    ...(isBeside ? { most: reviewsBeside } : {}),
  });
  return { rows, more: more === undefined ? undefined : reviewPlaceText(more) };
}

/** More of them would push the tasks out of sight. */
const reviewsBeside = 5;

const reviewPlace = z.tuple([usableDay, z.string(), z.string()]);

export function reviewPlaceText({ told, person, id }: ReviewPlace): string {
  return packed([told, person, id]);
}

export function reviewPlaceIn(text: string | undefined): ReviewPlace | undefined {
  const { data } = reviewPlace.safeParse(unpackedShort(text));
  if (data === undefined) return undefined;
  const [told, person, id] = data;
  return { told, person, id };
}

function unpackedShort(text: string | undefined): unknown {
  return text === undefined || text.length > 2000 ? undefined : unpacked(text);
}

const place = z.tuple([z.string(), z.string(), z.string(), usableDay.nullable(), z.int().min(0).max(9)]);

export function placeText({ person, id, task, due, urgency }: WorklistPlace): string {
  return packed([person, id, task, due, urgency]);
}

/** Where the page before ended; an address that was written by hand begins at the top. */
export function placeIn(text: string | undefined): WorklistPlace | undefined {
  const { data } = place.safeParse(unpackedShort(text));
  if (data === undefined) return undefined;
  const [person, id, task, due, urgency] = data;
  return { person, id, task, due, urgency };
}
