import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';

import { checkRoute } from './check-route.ts';
import type { Happened } from './happened.ts';
import type { RouteOptions } from './model.ts';
import type { Replanned } from './replan.ts';
import { legOf } from './standing.ts';

/**
 * What is wrong with the rest of a route, in one sentence a mistake. What an agency has in hand began before the day
 * asked for, so it is not judged again; what is in the past is.
 */
export function mistakesAfter(
  catalogue: Catalogue,
  told: ToldSituation,
  happened: readonly Happened[],
  { done, route, assessment }: Pick<Replanned, 'done' | 'route' | 'assessment'>,
  options: RouteOptions = {},
): readonly string[] {
  const begunLegs = new Set(done.map(legOf));
  // Help of tonight that was missed or comes later is not of tonight any more.
  const put = new Set(happened.flatMap((one) => (one.kind === 'delayed' || one.kind === 'missed' ? [one.step] : [])));
  const unjudged = route.steps
    .filter((step) => begunLegs.has(legOf(step)) || put.has(step.id))
    .map(({ id }) => `${id} `);
  // Whether the way is free once a service that opened it has been given, new facts say.
  const given = new Set(done.map(({ service }) => service));
  const opened = new Set(
    route.steps
      .filter(({ unlockedBy }) => unlockedBy.some((service) => given.has(service)))
      .map(({ id }) => `${id} does not wait for what unlocks it.`),
  );
  const early = route.steps.filter(({ part, start }) => part !== 'wait' && start < told.asOf);
  return [
    ...checkRoute(catalogue, told, assessment, route, options).filter(
      (mistake) => !opened.has(mistake) && !unjudged.some((id) => mistake.startsWith(id)) && !isOfTheWhole(mistake),
    ),
    ...early.map(({ id }) => `${id} is in the past.`),
  ];
}

/** Needs that are met already, and where a route ends, are told of the whole route and not of its rest. */
function isOfTheWhole(mistake: string): boolean {
  return !/^\S+:\S+ /u.test(mistake);
}
