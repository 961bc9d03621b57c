import { states } from '#language';

import type { Side } from './crowds.ts';
import type { Lanes } from './lanes.ts';
import type { Memory } from './plane-engine.ts';

/** Stands for a criterion: it is not known whether the service is about this person. */
export const concerns = -2;

/**
 * What pairs that follow each other have in common, as numbers: the service, the answer, the place of the deciding criterion
 * among those of the service (-1: none; or `concerns`), 1 where they are about the household itself and not about a person
 * of it, and how many they are.
 */
export const runFields = { service: 0, answer: 1, criterion: 2, isOfHousehold: 3, count: 4 } as const;
export const runWidth = 5;
type Run = { readonly service: number; readonly answer: number };

/** Two bytes tell each of the households and people of a group. */
export const mostInGroup = 0x1_00_00;
const mostPairs = 1 << 23;

/**
 * Those who have a right to a service, or may have, pair after pair, as they become a row group: the households and people
 * they are about are told by their places among those of the group, who come side after side, and in runs that have the
 * rest in common.
 */
export class Pairs {
  length = 0;
  /** Place of the household of each pair, and of the person of each pair that is about one. */
  readonly households: Uint16Array;
  readonly persons: Uint16Array;
  /** How many are about a person. */
  ofPersons = 0;
  /** Rows in the block of the households and people of the group, by their places. */
  readonly householdRows = new Int32Array(mostInGroup);
  readonly personRows = new Int32Array(mostInGroup);
  householdCount = 0;
  personCount = 0;
  /** Where those of the side that is told now begin: its households; then the people at each place in them. */
  readonly bases: Int32Array;
  /** Roubles of each pair, in order; NaN where the service gives no amount, or it is not known. */
  readonly amounts = new Amounts();
  #runs = new Int32Array(1 << 12);
  #runsLength = 0;

  constructor(memory: Memory) {
    this.households = shortsIn(memory, mostPairs + 8);
    this.persons = shortsIn(memory, mostPairs + 8);
    this.bases = memory.ints(1 + mostInGroup);
  }

  /** How many households of a size fit in, with so many services for each person, when nobody is there yet. */
  mostHouseholds(size: number, services: number): number {
    return Math.max(1, Math.floor(Math.min(mostInGroup / size, mostPairs / (size * services))));
  }

  /** Whether a side with so many services fits in as well. */
  hasRoomFor({ crowd: { size }, count }: Side, services: number): boolean {
    return (
      this.length + count * size * services <= mostPairs &&
      this.householdCount + count <= mostInGroup &&
      this.personCount + size * count <= mostInGroup
    );
  }

  /** What is put in from now on is about the people of this side. */
  beginSide({ crowd, from, count }: Side): void {
    this.bases[0] = this.householdCount;
    this.householdRows.set(crowd.households.subarray(from, from + count), this.householdCount);
    this.householdCount += count;
    for (const [place, rows] of crowd.people.entries()) {
      this.bases[1 + place] = this.personCount;
      this.personRows.set(rows.subarray(from, from + count), this.personCount);
      this.personCount += count;
    }
  }

  /** The next so many pairs are of this service, with this answer. */
  add(count: number, service: number, answer: number, criterion: number, isOfHousehold: boolean): void {
    const last = this.#runsLength - runWidth;
    const { service: ofService, answer: ofAnswer, criterion: ofCriterion } = runFields;
    let runs = this.#runs;
    const goesOn =
      last >= 0 &&
      runs[last + ofService] === service &&
      runs[last + ofAnswer] === answer &&
      runs[last + ofCriterion] === criterion;
    if (goesOn) runs[last + runFields.count]! += count;
    else {
      const at = this.#runsLength;
      if (at + runWidth > runs.length) this.#runs = runs = grown(runs, new Int32Array(2 * runs.length));
      runs[at + ofService] = service;
      runs[at + ofAnswer] = answer;
      runs[at + ofCriterion] = criterion;
      runs[at + runFields.isOfHousehold] = Number(isOfHousehold);
      runs[at + runFields.count] = count;
      this.#runsLength = at + runWidth;
    }
    this.length += count;
    if (!isOfHousehold) this.ofPersons += count;
  }

  /** Puts in the one at a place (-1: the household) of a household of the side. */
  put(place: number, lane: number): void {
    this.households[this.length] = this.bases[0]! + lane;
    if (place >= 0) this.persons[this.ofPersons] = this.bases[1 + place]! + lane;
  }

  /** The runs, one after the other; each has `runWidth` numbers, by the places of `runFields`. */
  get runs(): Int32Array {
    return this.#runs.subarray(0, this.#runsLength);
  }

  /** Calls back with each pair: the rows of its household and person, and the amount. */
  each(visit: (run: Run, household: number, person: number | undefined, amount: number | undefined) => void): void {
    const amounts = this.amounts.all();
    const { runs } = this;
    let pair = 0;
    let ofPerson = 0;
    for (let at = 0; at < runs.length; at += runWidth) {
      const run = { service: runs[at + runFields.service]!, answer: runs[at + runFields.answer]! };
      for (const end = pair + runs[at + runFields.count]!; pair < end; pair += 1) {
        const isOfHousehold = runs[at + runFields.isOfHousehold] === 1;
        const person = isOfHousehold ? undefined : this.personRows[this.persons[ofPerson++]!];
        visit(run, this.householdRows[this.households[pair]!]!, person, amounts[pair]);
      }
    }
  }

  clear(): void {
    this.length = 0;
    this.ofPersons = 0;
    this.householdCount = 0;
    this.personCount = 0;
    this.#runsLength = 0;
    this.amounts.clear();
  }
}

/** A column of amounts, of which many are the same or none. */
export class Amounts {
  /** Those that are known. */
  known = new Float64Array(1024);
  count = 0;
  /** How many follow each other that are known, or not, in turn: the first are not. */
  #spans: number[] = [0];

  /** The next so many pairs have none. */
  none(count: number): void {
    if (this.#spans.length % 2 === 0) this.#spans.push(count);
    else this.#spans[this.#spans.length - 1]! += count;
  }

  put(value: number): void {
    if (Number.isNaN(value)) return this.none(1);
    if (this.count === this.known.length) this.known = grown(this.known, new Float64Array(2 * this.count));
    this.known[this.count] = value;
    this.count += 1;
    if (this.#spans.length % 2 === 1) this.#spans.push(1);
    else this.#spans[this.#spans.length - 1]! += 1;
  }

  /** Amounts of those whose bits are set, as a column of numbers has them. */
  putAll(lanes: Lanes, slot: number, sures: Int32Array): void {
    const { low, state } = lanes.numbers;
    const column = lanes.from(slot);
    eachLane(sures, (lane) => {
      const isKnown = state[column + lane] === states.known;
      this.put(isKnown ? Math.round(low[column + lane]! * 100) / 100 : Number.NaN);
    });
  }

  eachSpan(visit: (isKnown: boolean, count: number) => void): void {
    for (const [index, count] of this.#spans.entries()) if (count > 0) visit(index % 2 === 1, count);
  }

  all(): readonly (number | undefined)[] {
    const found: (number | undefined)[] = [];
    let next = 0;
    this.eachSpan((isKnown, count) => {
      for (let i = 0; i < count; i += 1) found.push(isKnown ? this.known[next++] : undefined);
    });
    return found;
  }

  clear(): void {
    this.count = 0;
    this.#spans = [0];
  }
}

/** Lanes whose bits are set. */
export function eachLane(words: Int32Array, visit: (lane: number) => void): void {
  for (let word = 0; word < words.length; word += 1)
    for (let left = words[word]!; left !== 0; left &= left - 1) visit(32 * word + 31 - Math.clz32(left & -left));
}

function shortsIn({ bytes }: Memory, length: number): Uint16Array {
  const { buffer, byteOffset } = bytes(2 * length);
  return new Uint16Array(buffer, byteOffset, length);
}

function grown<Items extends { set: (from: Items) => void }>(from: Items, into: Items): Items {
  into.set(from);
  return into;
}
