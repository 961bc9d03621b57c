import type { EntityKind } from '#catalogue';

import type { Block, Column } from './block.ts';
import type { LawOf } from './laws.ts';
import type { Memory, PlaneEngine } from './plane-engine.ts';

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
  lawOf: LawOf,
  of: (fact: string) => EntityKind | undefined,
  engine: PlaneEngine,
): Arranged {
  const memory = engine.passing();
  const groups = groupsOf(block, lawOf);
  const room = (households: number): number => roundUp(households, unit);
  const householdAt = memory.ints(roundUp(block.households, 4));
  const personAt = memory.ints(roundUp(block.people, 4));
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
  householdAt.fill(at, block.households);
  personAt.fill(placeAt, block.people);
  const ofPeople = { rows: block.people, places: personAt, length: placeAt };
  const ofHouseholds = { rows: block.households, places: householdAt, length: at };
  const columns = new Map<string, Column>();
  for (const [id, column] of block.columns)
    columns.set(id, laid(column, of(id) === 'person' ? ofPeople : ofHouseholds, engine, memory));
  return { crowds, columns };
}

type Group = { readonly law: string; readonly size: number; count: number; readonly first: number; last: number };

/** Laws and sizes that there are, and for each household the next one of the same. */
function groupsOf(block: Block, lawOf: LawOf): readonly (Group & { readonly next: Int32Array })[] {
  const next = new Int32Array(block.households);
  const groups = new Map<string, Group>();
  const byTerritory = block.territories.map((territory) => ({ law: lawOf(territory), bySize: [] as Group[] }));
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
function laid(
  column: Column,
  { rows, places, length }: { readonly rows: number; readonly places: Int32Array; readonly length: number },
  { lay }: PlaneEngine,
  { bytes, doubles }: Memory,
): Column {
  const ofBytes = (values: Uint8Array): Uint8Array => {
    const into = bytes(length);
    lay(values.subarray(0, rows), places, into);
    return into;
  };
  const ofDoubles = (values: Float64Array): Float64Array => {
    const into = doubles(length);
    lay(values.subarray(0, rows), places, into);
    return into;
  };
  switch (column.kind) {
    case 'truth':
    case 'choice':
      return { kind: column.kind, values: ofBytes(column.values) };
    case 'number': {
      const { values, states, lasts } = column;
      return {
        kind: 'number',
        values: ofDoubles(values),
        ...(states === undefined ? {} : { states: ofBytes(states) }),
        ...(lasts === undefined ? {} : { lasts: ofDoubles(lasts) }),
      };
    }
    case 'choices': {
      const values = new Int32Array(length);
      for (let row = 0; row < rows; row += 1) values[places[row]!] = column.values[row]!;
      return { kind: 'choices', values };
    }
    case 'text': {
      const values = Array.from<string | null | undefined>({ length });
      for (let row = 0; row < rows; row += 1) values[places[row]!] = column.values[row];
      return { kind: 'text', values };
    }
  }
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}
