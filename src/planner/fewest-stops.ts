import type { DayCount } from './day-count.ts';
import { fits, joined, place, type Placed, placedEarly, placedLate, type Placing, type Put } from './stops.ts';
import type { Visit, VisitOption } from './visit-days.ts';

/** Visits up to which all ways to put them on days and places are tried. */
const smallEnough = 14;
/** Slack longer than this is not walked day by day. */
const longestWindow = 45;

/** Passages that may still be put on days while better ways are looked for. */
export type Patience = { left: number };

export type Fewest = Placed & { readonly isProved: boolean };

/**
 * The fewest stops for the visits of a network: two quick ways first; where they do not reach the lower bound and the
 * visits are few, every way (branch and bound: whoever already has as many stops as the best is left).
 */
export function fewestStops(problem: Placing, atLeast: number, patience: Patience): Fewest | undefined {
  const early = placedEarly(problem);
  if (early !== undefined && early.stops <= atLeast) return { ...early, isProved: true };
  const late = placedLate(problem);
  const best = early === undefined || (late !== undefined && compare(late, early) < 0) ? late : early;
  if (best === undefined) return undefined;
  if (best.stops <= atLeast) return { ...best, isProved: true };
  if (problem.visits.length > smallEnough) return { ...best, isProved: false };
  return tryAll(problem, best, atLeast, patience);
}

export function compare(a: Placed, b: Placed): number {
  return a.stops - b.stops || a.waiting - b.waiting;
}

/** Goes through the ways like an odometer: at each visit the number of its choice, the last one turning first. */
function tryAll(problem: Placing, known: Placed, atLeast: number, patience: Patience): Fewest {
  let best = known;
  let isWhole = true;
  const digits: number[] = [];
  for (;;) {
    if (patience.left <= 0) return { ...best, isProved: false };
    patience.left -= problem.passages.length;
    const counts: number[] = [];
    let made = 0;
    const placed = place(problem, (visit, options, isAtOnce, stops) => {
      const choices = choicesOf(options, isAtOnce, stops, problem, () => {
        isWhole = false;
      });
      counts.push(choices.length);
      const put = choices[digits[visit] ?? 0];
      if (put === undefined) return undefined;
      if (stops.get(put.option.place.key)?.has(put.day) !== true) made += 1;
      return made >= best.stops ? undefined : put;
    });
    if (placed !== undefined && compare(placed, best) < 0) best = placed;
    if (best.stops <= atLeast) return { ...best, isProved: true };
    let turning = counts.length - 1;
    while (turning >= 0 && (digits[turning] ?? 0) + 1 >= counts[turning]!) turning -= 1;
    if (turning < 0) return { ...best, isProved: isWhole };
    digits.length = counts.length;
    digits.fill(0, turning + 1);
    digits[turning] = (digits[turning] ?? 0) + 1;
  }
}

/** What can be done with a visit: to join a stop that is made anyway, or to make one on any day of any place. */
function choicesOf(
  options: readonly VisitOption[],
  isAtOnce: boolean,
  stops: ReadonlyMap<string, ReadonlySet<DayCount>>,
  { clock }: Placing,
  cut: () => void,
): readonly Put[] {
  const first = joined(options, isAtOnce, stops, clock);
  const choices: Put[] = first === undefined ? [] : [first];
  for (const option of options) {
    if (option.last - option.first > longestWindow) cut();
    for (let day = option.first; day <= Math.min(option.last, option.first + longestWindow); day += 1) {
      const isFirst = first !== undefined && first.day === day && first.option.place.key === option.place.key;
      if (!isFirst && fits(option, day, isAtOnce, clock)) choices.push({ option, day });
    }
  }
  return choices;
}

/**
 * A number of stops that no route can do without: visits no two of which can be one stop, because they have no place in
 * common on a day in common. Taken greedily, those with the shortest windows first.
 */
export function stopsAtLeast(visits: readonly Visit[]): number {
  const width = ({ options }: Visit): number => options.reduce((days, { first, last }) => days + last - first + 1, 0);
  const apart: Visit[] = [];
  for (const visit of visits.toSorted((a, b) => width(a) - width(b)))
    if (!apart.some((other) => canBeOneStop(visit, other))) apart.push(visit);
  return apart.length;
}

function canBeOneStop(a: Visit, b: Visit): boolean {
  return a.options.some((one) =>
    b.options.some((other) => one.place.key === other.place.key && one.first <= other.last && other.first <= one.last),
  );
}
