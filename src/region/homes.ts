import { Draws, Weighted } from './draws.ts';
import { oldestAge } from './margins.ts';
import type { Margins } from './margins.ts';
import { rake } from './rake.ts';

export type Sex = 'female' | 'male';
export type Place = 'first' | 'second' | 'child' | 'grown' | 'elder' | 'ward';

/** Somebody of a home before anything else is drawn. `first` and `second` are a couple, or the one adult. */
export type Member = { readonly place: Place; readonly sex: Sex; readonly age: number };

/** People under one roof: who they are to each other and how old. */
export type Home = { readonly members: readonly Member[]; readonly isCouple: boolean };

/** Homes that are likely at all; how often each is drawn is then found by raking. */
const poolSize = 24_000;

/**
 * Homes to draw from, so weighted that what is drawn has the published margins: women and men by age, homes by size,
 * families by number of children, who brings children up, who lives alone.
 */
export function homesOf(margins: Margins): Weighted<Home> {
  const draws = new Draws(20_260_601);
  const homes = Array.from({ length: poolSize }, () => likelyHome(draws, margins));
  return new Weighted(homes, rake(homes, margins));
}

const childrenAtOnce = new Weighted([1, 2, 3, 4, 5, 6], [0.4, 0.32, 0.18, 0.07, 0.02, 0.01]);

function likelyHome(draws: Draws, margins: Margins): Home {
  const kind = draws.share();
  if (kind < 0.34) return { members: [{ place: 'first', sex: anySex(draws), age: adultAge(draws) }], isCouple: false };
  if (kind < 0.54) return couple(draws, adultAge(draws), []);
  if (kind < 0.62) return withGrown(draws);
  return withChildren(draws, margins);
}

function couple(draws: Draws, herAge: number, others: readonly Member[]): Home {
  const hisAge = Math.max(18, Math.min(oldestAge, Math.round(herAge + 2.5 + 3.5 * draws.normal())));
  return {
    members: [{ place: 'first', sex: 'female', age: herAge }, { place: 'second', sex: 'male', age: hisAge }, ...others],
    isCouple: true,
  };
}

/** Parents and a child of age who has not left. */
function withGrown(draws: Draws): Home {
  const herAge = draws.whole(40, 84);
  const grown: Member = { place: 'grown', sex: anySex(draws), age: between(herAge - draws.whole(19, 36), 18, 60) };
  if (draws.isSo(0.5)) return couple(draws, herAge, [grown]);
  return {
    members: [{ place: 'first', sex: draws.isSo(0.8) ? 'female' : 'male', age: herAge }, grown],
    isCouple: false,
  };
}

function withChildren(draws: Draws, margins: Margins): Home {
  const count = draws.pick(childrenAtOnce);
  const isWard = draws.isSo(margins.share('ward'));
  const youngest = draws.whole(0, 17);
  const ages: number[] = [youngest];
  while (ages.length < count) {
    const next = ages.at(-1)! + (draws.isSo(0.03) ? 0 : draws.whole(1, 6));
    if (next > 22) break;
    ages.push(next);
  }
  const motherAtFirst = between(Math.round(25 + 5 * draws.normal()), 18, 40);
  const herAge = isWard ? draws.whole(45, 70) : between(ages.at(-1)! + motherAtFirst, 18, ages[0]! + 46);
  const children = ages.map((age): Member => ({ place: isWard ? 'ward' : 'child', sex: anySex(draws), age }));
  const elder: readonly Member[] = draws.isSo(0.08)
    ? [{ place: 'elder', sex: draws.isSo(0.8) ? 'female' : 'male', age: between(herAge + draws.whole(20, 34), 40, 95) }]
    : [];
  const others = [...children.filter(({ age }) => age < 18 || age < 23), ...elder];
  if (draws.isSo(0.62)) return couple(draws, herAge, others);
  const sex: Sex = draws.isSo(0.85) ? 'female' : 'male';
  return { members: [{ place: 'first', sex, age: herAge }, ...others], isCouple: false };
}

function adultAge(draws: Draws): number {
  return draws.isSo(0.12) ? draws.whole(18, 24) : draws.whole(20, 92);
}

function anySex(draws: Draws): Sex {
  return draws.isSo(0.5) ? 'female' : 'male';
}

function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
