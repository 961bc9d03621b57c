import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue, Day, WorkingCalendar } from '#catalogue';

import { earliestTimes } from './earliest.ts';
import { readLegs } from './leg.ts';
import { chooseLegs } from './legs-on-route.ts';
import { directlyAfter, type Link, linkLegs, sureLegs, urgenciesOf } from './links.ts';
import type { Route } from './model.ts';
import { choosePlaces, placesOf, type Visit } from './offices.ts';
import { compareText, later } from './order.ts';
import { lastStepId, stepIds, stepsOf } from './steps.ts';
import { stuckServices } from './stuck.ts';
import { isVisited, type Timeline, timelineOf } from './timeline.ts';
import { inOrder, numberVisits } from './visits.ts';

/**
 * The steps by which a household gets what it needs, each at the earliest day it can be: what tonight, what beside
 * what, what waits for what (210-FZ art. 15.1 calls services of a complex request parallel and sequential).
 */
export function planRoute(catalogue: Catalogue, told: ToldSituation, assessment: Assessment): Route {
  const { calendar } = catalogue;
  const choice = chooseLegs(readLegs(catalogue, told, assessment));
  const timings = earliestTimes(
    [...choice.legs.values()].map((leg) => ({
      id: leg.id,
      round: leg.entitlement.answer === 'yes' ? 0 : 1,
      weight: leg.meets.length > 0 ? 0 : 1,
      waits: choice.waitsOf(leg),
      readyFrom: (day) => timelineOf(leg, day, calendar, 'usual').ready,
    })),
    told.asOf,
  );
  const links = linkLegs(choice, timings);
  const urgencies = urgenciesOf(links, assessment, told.asOf);
  const sure = sureLegs(links);
  const direct = directlyAfter(links);
  const longest = longestTimelines(links, told.asOf, calendar);
  const journeys = links.map((link) => ({ ...link, usual: timelineOf(link.leg, link.timing.from, calendar, 'usual') }));
  const places = choosePlaces(
    journeys.flatMap(({ leg, usual }): readonly Visit[] => {
      const choices = placesOf(leg, catalogue, told.territory);
      const { apply, collect } = stepIds(leg);
      return [
        ...(isVisited(leg) ? [{ id: apply, day: usual.applied, places: choices }] : []),
        ...(usual.collected === undefined
          ? []
          : [{ id: collect, day: usual.collected, places: choices, sameAs: apply }]),
      ];
    }),
  );
  const steps = journeys.flatMap(({ leg, timing, usual, unlockedBy }) =>
    stepsOf(
      {
        leg,
        usual,
        longest: longest.get(leg.id) ?? usual,
        after: (direct.get(leg.id) ?? []).map(lastStepId).toSorted(compareText),
        givenBy: new Map(
          [...timing.waitedFor].map(([key, id]) => [
            key,
            choice.legs.get(id)?.service.authority ?? leg.service.authority,
          ]),
        ),
        urgency: urgencies.get(leg.id) ?? 'long',
        isSure: sure.has(leg.id),
        unlockedBy: [...new Set(unlockedBy.map(({ service }) => service.id))].toSorted(compareText),
        places,
      },
      catalogue,
    ),
  );
  return {
    ...numberVisits(inOrder(steps)),
    finish: steps.reduce((last, { end }) => later(last, end), told.asOf),
    stuck: stuckServices(choice, timings),
  };
}

/** The same legs when every agency takes the longest it may. */
function longestTimelines(links: readonly Link[], asOf: Day, calendar: WorkingCalendar): ReadonlyMap<string, Timeline> {
  const timelines = new Map<string, Timeline>();
  for (const { leg, after } of links) {
    const from = after.reduce((last, { id }) => later(last, timelines.get(id)?.ready ?? last), asOf);
    timelines.set(leg.id, timelineOf(leg, from, calendar, 'longest'));
  }
  return timelines;
}
