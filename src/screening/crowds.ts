import type { EntityKind } from '#catalogue';

import type { Block, Column } from './block.ts';
import type { Laws } from './laws.ts';
import type { Memory } from './plane-engine.ts';

/** Households of a block that are counted by the same program, of one law and one size; the applicant comes first in each. */
export type Crowd = {
  readonly law: string;
  readonly size: number;
  readonly count: number;
  /** Rows of the households in the block, and of the person at each place. */
  readonly households: Int32Array;
  readonly people: readonly Int32Array[];
  /** Where the crowd begins in columns of households, and each place in columns of people. */
  readonly at: number;
  readonly peopleAt: readonly number[];
};

/** A block with its columns as they are counted: crowd after crowd, place after place, household after household. */
export type Arranged = { readonly crowds: readonly Crowd[]; readonly columns: ReadonlyMap<string, Column> };

/** Places begin at multiples of so many households; what lies between is of nobody. */
const unit = 128;

/** What is counted at once: some households of a crowd, from one of them on. */
export type Side = { readonly crowd: Crowd; readonly from: number; readonly count: number };

export function* sidesOf(crowd: Crowd, lanes: number): Generator<Side> {
  for (let from = 0; from < crowd.count; from += lanes)
    yield { crowd, from, count: Math.min(lanes, crowd.count - from) };
}

export function arrange(
  block: Block,
  laws: Laws,
  of: (fact: string) => EntityKind | undefined,
  memory: Memory,
): Arranged {
  const groups = groupsOf(block, laws);
  const room = (households: number): number => Math.ceil(households / unit) * unit;
  const householdAt = new Int32Array(block.households);
  const personAt = new Int32Array(block.people);
  let at = 0;
  let placeAt = 0;
  const crowds = groups.map(({ law, size, count, first, next }): Crowd => {
    const from = at;
    const peopleAt = Array.from({ length: size }, (_, place) => placeAt + place * room(count));
    const households = new Int32Array(count);
    const people = peopleAt.map(() => new Int32Array(count));
    for (let lane = 0, household = first; lane < count; lane += 1, household = next[household]!) {
      households[lane] = household;
      householdAt[household] = from + lane;
      const row = block.firsts[household]!;
      const applicant = block.applicants[household]!;
      for (let place = 0; place < size; place += 1) {
        const person = place === 0 ? applicant : row + place - (row + place <= applicant ? 1 : 0);
        people[place]![lane] = person;
        personAt[person] = peopleAt[place]! + lane;
      }
    }
    at += room(count);
    placeAt += size * room(count);
    return { law, size, count, households, people, at: from, peopleAt };
  });
  const columns = [...block.columns].map(([id, column]) => {
    const isOfPerson = of(id) === 'person';
    return [id, laid(column, isOfPerson ? personAt : householdAt, isOfPerson ? placeAt : at, memory)] as const;
  });
  return { crowds, columns: new Map(columns) };
}

type Group = { readonly law: string; readonly size: number; count: number; readonly first: number; last: number };

/** Laws and sizes that there are, and for each household the next one of the same. */
function groupsOf(block: Block, laws: Laws): readonly (Group & { readonly next: Int32Array })[] {
  const next = new Int32Array(block.households);
  const groups = new Map<string, Group>();
  const byTerritory = block.territories.map((territory) => ({ law: laws.of(territory), bySize: [] as Group[] }));
  for (let household = 0; household < block.households; household += 1) {
    const { law, bySize } = byTerritory[block.territoryOf[household]!]!;
    const size = block.firsts[household + 1]! - block.firsts[household]!;
    const group = bySize[size] ?? groups.get(`${law} ${size}`);
    if (group === undefined) {
      const made = { law, size, count: 1, first: household, last: household };
      groups.set(`${law} ${size}`, made);
      bySize[size] = made;
      continue;
    }
    bySize[size] = group;
    next[group.last] = household;
    group.last = household;
    group.count += 1;
  }
  return [...groups.values()].map((group) => ({ ...group, next }));
}

/** A column with each value in the place that its row has got. */
function laid(column: Column, places: Int32Array, length: number, { bytes, doubles }: Memory): Column {
  switch (column.kind) {
    case 'truth':
    case 'choice':
      return { kind: column.kind, values: layBytes(column.values, places, bytes(length)) };
    case 'number': {
      const { states, lasts } = column;
      return {
        kind: 'number',
        values: layDoubles(column.values, places, doubles(length)),
        ...(states === undefined ? {} : { states: layBytes(states, places, bytes(length)) }),
        ...(lasts === undefined ? {} : { lasts: layDoubles(lasts, places, doubles(length)) }),
      };
    }
    case 'choices': {
      const values = new Int32Array(length);
      for (const [row, place] of places.entries()) values[place] = column.values[row]!;
      return { kind: 'choices', values };
    }
    case 'text': {
      const values = Array.from<string | null | undefined>({ length });
      for (const [row, place] of places.entries()) values[place] = column.values[row];
      return { kind: 'text', values };
    }
  }
}

// Read in their order and written to as many places at once as there are places in crowds: both stay near.

function layBytes(values: Uint8Array, places: Int32Array, into: Uint8Array): Uint8Array {
  for (let row = 0; row < places.length; row += 1) into[places[row]!] = values[row]!;
  return into;
}

function layDoubles(values: Float64Array, places: Int32Array, into: Float64Array): Float64Array {
  for (let row = 0; row < places.length; row += 1) into[places[row]!] = values[row]!;
  return into;
}
