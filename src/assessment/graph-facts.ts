import type { Fact } from '#catalogue';
import { truths } from '#language';
import type { Graph, Run } from '#language';

import type { FactValue } from './model.ts';
import { isPartOfDate, toldDays } from './told-days.ts';

/** A fact as the graph knows it: its node, and the numbers that stand for its texts. */
export type FactPlace = {
  readonly id: string;
  readonly fact: Fact;
  readonly node: number;
  readonly isOfPerson: boolean;
  /** Of a text, its code; of choices, the bit of each; of days, those met before. */
  readonly codes: ReadonlyMap<string, number>;
  readonly min: number;
  readonly max: number;
  readonly asOf: string;
};

export function factPlace(graph: Graph, fact: Fact, node: number, asOf: string): FactPlace {
  const codes =
    fact.type === 'choices' ? new Map(fact.choices.map((choice, index) => [choice.value, 2 ** index])) : graph.texts;
  return {
    id: fact.id,
    fact,
    node,
    isOfPerson: fact.of === 'person',
    codes,
    min: fact.min ?? -Infinity,
    max: fact.max ?? Infinity,
    asOf,
  };
}

/** Writes what is told of a fact; absent is "not known", `null` is "known to be none". */
export function putFact(run: Run, slot: number, place: FactPlace, value: FactValue | undefined): void {
  if (typeof value === 'boolean') run.putTruth(slot, value ? truths.yes : truths.no);
  else if (typeof value === 'number') run.putNumber(slot, value, value);
  else if (typeof value === 'string') {
    if (isPartOfDate(place.fact, value)) {
      const { low, high } = toldDays(place.fact, value, place.asOf);
      run.putNumber(slot, low, high);
      return;
    }
    const code = place.fact.type === 'date' ? dayCode(value) : textCode(place, value);
    run.putNumber(slot, code, code);
  } else if (value === undefined) putUnknown(run, slot, place);
  else if (value === null) run.putNothing(slot);
  else {
    const bits = bitsOf(place, value);
    run.putNumber(slot, bits, bits);
  }
}

function putUnknown(run: Run, slot: number, { fact: { type, mayBeAbsent }, min, max }: FactPlace): void {
  if (type === 'boolean') run.putTruth(slot, truths.unknown);
  else if ((type === 'number' || type === 'money') && mayBeAbsent === undefined) run.putNumber(slot, min, max);
  else run.putOpen(slot);
}

/** The day of a checked date, from its digits. */
function dayCode(day: string): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  // Years that begin in March have the leap day as their last.
  const shifted = month > 2 ? year : year - 1;
  const inYear = Math.trunc((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1;
  const found =
    shifted * 365 + Math.trunc(shifted / 4) - Math.trunc(shifted / 100) + Math.trunc(shifted / 400) + inYear - 719_468;
  return found;
}

/** A text that no rule names has a code of its own below zero, so that two such texts are equal only when they are. */
export function textCode({ codes }: FactPlace, text: string): number {
  return codes.get(text) ?? -1 - hashOf(text);
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (hash * 31 + text.charCodeAt(i)) % 9_007_199_254_740;
  return hash;
}

function bitsOf({ codes }: FactPlace, values: readonly string[]): number {
  let bits = 0;
  for (const value of values) bits |= codes.get(value) ?? 0;
  return bits;
}
