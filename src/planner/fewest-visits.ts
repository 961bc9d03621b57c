import type { Chosen } from './choose.ts';
import type { Having } from './fresh.ts';
import { compare, type Fewest, fewestStops, stopsAtLeast } from './fewest-stops.ts';
import { type Choices, costsOf, network, type Network, type Passage } from './rests.ts';
import type { Clock } from './timeline.ts';
import { type Days, latestFrom, visitsOf } from './visit-days.ts';

/** Passages put on days at most while better ways are looked for; beyond, the best so far is taken and the bound is told. */
const longestPatience = 3000;

export type FewestVisits = {
  readonly passages: readonly Passage[];
  readonly days: readonly Days[];
  /** No route with the same earliest days has fewer. */
  readonly visitsAtLeast: number;
};

type Tried = Network & { readonly fewest: Fewest; readonly kopecks: number };

/**
 * Among all routes in which every need is met on its earliest day, one with few visits, then little money, then short
 * ways: exactly where the visits and the choices between givers are few, else with a proved bound.
 */
export function fewestVisits(chosen: Chosen, had: readonly (readonly Having[])[], clock: Clock): FewestVisits {
  const { legs } = chosen;
  const latest = (leg: number, from: number, readyBy: number): number => latestFrom(legs[leg]!, from, readyBy, clock);
  const costs = costsOf(chosen, had);
  const forced = network(chosen, had, costs, latest, 'none');
  const atLeast = stopsAtLeast(visitsOf(legs, forced.passages, clock));
  let best: Tried | undefined;
  let isWhole = true;
  let choices: Choices | undefined = [];
  const patience = { left: longestPatience };
  while (choices !== undefined) {
    if (best !== undefined && patience.left <= 0) {
      isWhole = false;
      break;
    }
    const made = network(chosen, had, costs, latest, choices);
    const visits = visitsOf(legs, made.passages, clock);
    const fewest = fewestStops({ legs, passages: made.passages, visits, clock }, atLeast, patience);
    patience.left -= made.passages.length;
    if (fewest === undefined) throw new Error('A visit of the route finds no day');
    isWhole &&= fewest.isProved && made.isWhole;
    const kopecks = made.passages.reduce((sum, { leg }) => sum + kopecksOf(legs[leg]!.version.feeRoubles?.value), 0);
    const own = { ...made, fewest, kopecks };
    if (best === undefined || isBetter(own, best)) best = own;
    choices = nextChoices(choices, made.choices);
  }
  if (best === undefined) throw new Error('No route was tried');
  return {
    passages: best.passages,
    days: best.fewest.days,
    visitsAtLeast: isWhole ? best.fewest.stops : Math.min(atLeast, best.fewest.stops),
  };
}

function isBetter(one: Tried, other: Tried): boolean {
  return (
    (one.fewest.stops - other.fewest.stops || one.kopecks - other.kopecks || compare(one.fewest, other.fewest)) < 0
  );
}

function kopecksOf(roubles: number | undefined): number {
  return Math.round((roubles ?? 0) * 100);
}

/** The next turn of an odometer whose digits are the choices made; undefined after the last. */
function nextChoices(made: Choices, counts: Choices): Choices | undefined {
  const digits = counts.map((_, place) => made[place] ?? 0);
  for (let place = digits.length - 1; place >= 0; place -= 1) {
    if (digits[place]! + 1 < counts[place]!) return [...digits.slice(0, place), digits[place]! + 1];
  }
  return undefined;
}
