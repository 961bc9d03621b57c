import type { FactValue, ToldSituation } from '#assessment';
import { dayNumber, dayText } from '#language';

import { Draws } from './draws.ts';
import type { Weighted } from './draws.ts';
import { familiesOf } from './family.ts';
import type { Family } from './family.ts';
import { homesOf } from './homes.ts';
import type { Home } from './homes.ts';
import type { Facts, Margins } from './margins.ts';
import { makeChildren, makeHealth, makePapers } from './make-person.ts';
import { makeDebts, makeDwelling, makeEvents, makeProperty } from './make-home.ts';
import { makeWork } from './make-work.ts';

/** A family of the synthetic region, as it stands in the tables. */
export type MadeFamily = {
  readonly household: number;
  readonly territory: string;
  /** The first is the applicant. */
  readonly people: readonly { readonly id: string; readonly facts: Facts }[];
  readonly facts: Facts;
};

/** What stays known whatever is forgotten: how people belong together. */
const neverForgotten: ReadonlySet<string> = new Set(['relation']);

/**
 * The families of a region of so many people, home by home. The same seed, margins and count give the same families.
 * `unknown` is the share of values that are forgotten.
 */
export function* makeFamilies(
  margins: Margins,
  { people, seed, unknown = 0 }: { readonly people: number; readonly seed: number; readonly unknown?: number },
): Generator<MadeFamily> {
  const homes = homesOf(margins);
  const places = margins.weighted('municipalities');
  const draws = new Draws(seed);
  const today = dayNumber(margins.day) ?? 0;
  const dayBefore = (days: number): string => dayText(today - days);
  let made = 0;
  let household = 0;
  for (let home = 1; made < people; home += 1) {
    draws.restart(seed, home);
    const drawn = fitting(draws, homes, people - made);
    made += drawn.members.length;
    let member = 0;
    for (const family of familiesOf(drawn, draws.pick(places), draws, margins)) {
      household += 1;
      draw(family, draws, margins, dayBefore);
      if (unknown > 0) forget(family, draws, unknown);
      yield {
        household,
        territory: family.territory,
        people: family.people.map(({ facts }) => ({ id: `synthetic-${home}-${(member += 1)}`, facts })),
        facts: family.facts,
      };
    }
  }
}

/** A home that does not go over the number of people wanted: the last ones are small. */
function fitting(draws: Draws, homes: Weighted<Home>, left: number): Home {
  let home = draws.pick(homes);
  while (home.members.length > left) home = draws.pick(homes);
  return home;
}

function draw(family: Family, draws: Draws, margins: Margins, dayBefore: (days: number) => string): void {
  makePapers(family, draws, margins);
  makeHealth(family, draws, margins);
  makeChildren(family, draws, margins);
  makeWork(family, draws, margins);
  makeDwelling(family, draws, margins);
  makeProperty(family, draws, margins);
  makeDebts(family, draws, margins);
  makeEvents(family, draws, margins, dayBefore);
}

function forget(family: Family, draws: Draws, share: number): void {
  for (const facts of [family.facts, ...family.people.map((person) => person.facts)])
    for (const name of Object.keys(facts))
      if (facts[name] !== undefined && !neverForgotten.has(name) && draws.isSo(share)) facts[name] = undefined;
}

/** A family as a situation that has been told, for the evaluator that answers one household. */
export function toldOf(family: MadeFamily, day: string): ToldSituation {
  return {
    asOf: day,
    territory: family.territory,
    applicant: family.people[0]?.id ?? '',
    people: family.people.map(({ id, facts }) => ({ id, facts: known(facts) })),
    household: known(family.facts),
  };
}

function known(facts: Facts): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
