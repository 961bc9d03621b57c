import { textCode } from '#assessment';
import type { FactPlace } from '#assessment';
import { dayNumber, states, truths } from '#language';
import type { Slots } from '#language';

import { noChoice, noChoices, openChoice, openChoices } from './block.ts';
import type { Block, Column } from './block.ts';
import type { Side } from './lanes.ts';
import type { PlaneForm } from './plane-form.ts';
import type { PlaneMemory } from './plane-program.ts';

/** Puts one fact of the person at some place, or of the household, of all households side by side where the rules read it. */
export type Fill = (block: Block, side: Side) => void;

export function fillerOf(form: PlaneForm, slot: number, place: FactPlace, tall: Slots, memory: PlaneMemory): Fill {
  const { columnOf, planeOf, layout } = form;
  const person = place.isOfPerson ? layout.personOf[slot]! : -1;
  const at = 32 * memory.words * columnOf[slot]!;
  // The applicant is himself, whatever was told.
  const isSelf = place.id === 'relation' && person === 0;
  const put =
    layout.isTruth[slot] === 1
      ? truthsInto(memory, planeOf[slot]!, columnOf[slot]! < 0 ? undefined : tall.truth.subarray(at))
      : numbersInto(place, tall, at);
  return (block, side) => {
    const column = isSelf ? undefined : block.columns.get(place.id);
    put(column, person < 0 ? side.households : side.people[person]!, side.count);
    if (isSelf)
      for (let lane = 0; lane < side.count; lane += 1) putKnown(tall, at + lane, place.codes.get('self') ?? -1);
  };
}

type Put = (column: Column | undefined, rows: Int32Array, count: number) => void;

function truthsInto({ planes, words: stride }: PlaneMemory, plane: number, bytes: Uint8Array | undefined): Put {
  const into = 2 * stride * plane;
  return (column, rows, count) => {
    const values = column?.kind === 'truth' ? column.values : undefined;
    for (let word = 0; 32 * word < count; word += 1) {
      let sure = 0;
      let maybe = values === undefined ? -1 : 0;
      const last = values === undefined ? 0 : Math.min(32, count - 32 * word);
      for (let bit = 0; bit < last; bit += 1) {
        const truth = values![rows[32 * word + bit]!]!;
        sure |= Number(truth === truths.yes) << bit;
        maybe |= Number(truth !== truths.no) << bit;
      }
      planes[into + word] = sure;
      planes[into + stride + word] = maybe;
    }
    if (bytes !== undefined)
      for (let lane = 0; lane < count; lane += 1) bytes[lane] = values?.[rows[lane]!] ?? truths.unknown;
  };
}

/** The number that stands for each value of a column; `undefined` where it has none. */
function numbersInto(place: FactPlace, tall: Slots, at: number): Put {
  const { fact, codes } = place;
  const choices = Float64Array.from(fact.choices, ({ value }) => codes.get(value) ?? Number.NaN);
  const isLimited = (fact.type === 'number' || fact.type === 'money') && fact.mayBeAbsent === undefined;
  const asOf = fact.past ? (dayNumber(place.asOf) ?? Infinity) : Infinity;
  const putOpen = (slot: number): void => {
    if (isLimited && place.min === place.max) putKnown(tall, slot, place.min);
    else if (isLimited) put(tall, slot, states.bounded, place.min, place.max);
    else put(tall, slot, states.open, Number.NaN, Number.NaN);
  };
  const putNone = (slot: number): void => put(tall, slot, states.nothing, Number.NaN, Number.NaN);
  return (column, rows, count) => {
    if (column === undefined || column.kind === 'truth') {
      for (let lane = 0; lane < count; lane += 1) putOpen(at + lane);
      return;
    }
    if (column.kind === 'number' && column.states === undefined) {
      const { values } = column;
      for (let lane = 0; lane < count; lane += 1) putKnown(tall, at + lane, values[rows[lane]!]!);
      return;
    }
    for (let lane = 0; lane < count; lane += 1) {
      const row = rows[lane]!;
      const slot = at + lane;
      if (column.kind === 'choice') {
        const choice = column.values[row]!;
        if (choice === openChoice) putOpen(slot);
        else if (choice === noChoice) putNone(slot);
        else putKnown(tall, slot, choices[choice]!);
      } else if (column.kind === 'choices') {
        const bits = column.values[row]!;
        if (bits === openChoices) putOpen(slot);
        else if (bits === noChoices) putNone(slot);
        else putKnown(tall, slot, bits);
      } else if (column.kind === 'text') {
        const text = column.values[row];
        if (text === undefined) putOpen(slot);
        else if (text === null) putNone(slot);
        else putKnown(tall, slot, textCode(place, text));
      } else {
        const state = column.states![row]!;
        const first = column.values[row]!;
        const last = Math.max(first, Math.min(column.lasts?.[row] ?? first, asOf));
        if (state === states.known || (state === states.bounded && first === last)) putKnown(tall, slot, first);
        else if (state === states.bounded) put(tall, slot, states.bounded, first, last);
        else if (state === states.nothing) putNone(slot);
        else putOpen(slot);
      }
    }
  };
}

function putKnown(tall: Slots, slot: number, value: number): void {
  tall.state[slot] = states.known;
  tall.low[slot] = value;
  tall.high[slot] = value;
}

function put(tall: Slots, slot: number, state: number, low: number, high: number): void {
  tall.state[slot] = state;
  tall.low[slot] = low;
  tall.high[slot] = high;
}
