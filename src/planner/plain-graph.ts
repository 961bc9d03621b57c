import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';

import { chooseLegs } from './choose.ts';
import { countOf, workDaysOf } from './day-count.ts';
import { earliestTimes } from './earliest.ts';
import { Offers } from './offers.ts';
import { Places } from './places.ts';

/** What a route is planned on, without calendars: for measuring, and for solvers that know only numbers. */
export type PlainGraph = {
  /** For each service its term in days. */
  readonly terms: readonly number[];
  /** For each service what it waits for, each over with any one of the services named. */
  readonly waits: readonly (readonly (readonly number[])[])[];
  /** Papers that services ask for, and services that give those that are missing. */
  readonly edges: number;
};

export function plainGraph(catalogue: Catalogue, told: ToldSituation, assessment: Assessment): PlainGraph {
  const asOf = countOf(told.asOf);
  const places = new Places(catalogue, told.territory, asOf, workDaysOf(catalogue.calendar), {});
  const { legs, waits } = chooseLegs(new Offers(catalogue, told, assessment, places));
  const plain = waits.map((all) => all.map(({ anyOf }) => [...new Set(anyOf.map(({ leg }) => leg))]));
  return {
    terms: legs.map(({ version }) => version.term?.days ?? 0),
    waits: plain,
    edges:
      legs.reduce((sum, { needs }) => sum + needs.length, 0) +
      plain.flat().reduce((sum, givers) => sum + givers.length, 0),
  };
}

/** The first day, from 0, on which each service is ready; nothing for those on a circle. */
export function plainEarliest({ terms, waits }: PlainGraph): readonly (number | undefined)[] {
  const { timings } = earliestTimes({
    waits: waits.map((all) =>
      all.map((givers, index) => ({
        key: String(index),
        anyOf: givers.map((leg) => ({ leg })),
        isGivenUpLast: false,
      })),
    ),
    rounds: terms.map(() => 0),
    weights: terms.map(() => 0),
    readyFrom: (node, day) => day + (terms[node] ?? 0),
    asOf: 0,
  });
  return timings.map((timing) => timing?.ready);
}
