import { textCode } from '#assessment';
import type { FactPlace } from '#assessment';
import { dayNumber, states, truths } from '#language';
import type { Slots } from '#language';

import { noChoice, noChoices, openChoice, openChoices } from './block.ts';
import type { Column } from './block.ts';
import { codeOf, highestCode, lowestCode } from './codes.ts';
import type { Arranged, Side } from './crowds.ts';
import type { Codes, PlaneEngine, Thresholds } from './plane-engine.ts';
import type { PlaneForm } from './plane-form.ts';
import type { PlaneMemory } from './plane-program.ts';

/** Puts one fact of the person at some place, or of the household, of all households side by side where the rules read it. */
export type Fill = (columns: Arranged['columns'], side: Side) => void;

/** A column of codes that a fact is put into as it is. */
export type CodesOfFact = { readonly thresholds: Thresholds; readonly into: Codes };

export type Filling = {
  readonly form: PlaneForm;
  readonly engine: PlaneEngine;
  readonly memory: PlaneMemory;
  readonly tall: Slots;
  /** The column of truths of a slot, where there is one. */
  readonly bytesOf: (slot: number) => Uint8Array | undefined;
  readonly codesOf: (slot: number) => readonly CodesOfFact[];
  /** Is called back when thresholds have got other values. */
  readonly onTurn: (act: () => void) => void;
};

export function fillerOf(filling: Filling, slot: number, place: FactPlace): Fill {
  const { layout, columnOf, planeOf } = filling.form;
  const person = place.isOfPerson ? layout.personOf[slot]! : -1;
  const column = columnOf[slot]!;
  const at = 32 * filling.memory.words * column;
  // The applicant is himself, whatever was told.
  const isSelf = place.id === 'relation' && person === 0;
  const self = place.codes.get('self') ?? -1;
  const put =
    layout.isTruth[slot] === 1
      ? truthsInto(filling, planeOf[slot]!, filling.bytesOf(slot))
      : column < 0
        ? codesInto(filling, place, filling.codesOf(slot))
        : numbersInto(place, filling.tall, at);
  if (isSelf)
    return (_, { count }) => {
      for (let lane = 0; lane < count; lane += 1) putKnown(filling.tall, at + lane, self);
    };
  // Looked for once in a block, and not for each set of households.
  let last: Arranged['columns'] | undefined;
  let values: Column | undefined;
  return (columns, { crowd, from, count }) => {
    if (columns !== last) values = columns.get(place.id);
    last = columns;
    put(values, (person < 0 ? crowd.at : crowd.peopleAt[person]!) + from, count);
  };
}

/** Puts so many values of a column, from one of them on. */
type Put = (column: Column | undefined, from: number, count: number) => void;

/** As a plane and, where somebody needs them, as bytes. */
function truthsInto({ engine, memory }: Filling, plane: number, bytes: Uint8Array | undefined): Put {
  const open = engine.memory.bytes(32 * memory.words).fill(truths.unknown);
  return (column, from, count) => {
    const [values, at] = column?.kind === 'truth' ? [column.values, from] : [open, 0];
    engine.pack(values, at, memory, plane, Math.ceil(count / 128) * 4);
    bytes?.set(values.subarray(at, at + count));
  };
}

/** A fact that is only compared needs no column: its values become codes at once. */
function codesInto({ engine, onTurn }: Filling, place: FactPlace, all: readonly CodesOfFact[]): Put {
  const { fact, codes, min, max } = place;
  const puts = all.map(({ thresholds, into }): Put => {
    const open: [number, number] = [lowestCode, highestCode];
    const tables = open.map(() => engine.memory.bytes(fact.type === 'choice' ? 256 : 0));
    const turn = (): void => {
      if (fact.type !== 'choice') {
        open[0] = codeOf(thresholds, min);
        open[1] = codeOf(thresholds, max);
        return;
      }
      for (const [side, table] of tables.entries()) {
        table.fill(open[side]!);
        for (const [choice, { value }] of fact.choices.entries())
          table[choice] = codeOf(thresholds, codes.get(value) ?? Number.NaN);
      }
    };
    turn();
    onTurn(turn);
    return (column, from, count) => {
      if (column?.kind === 'number') engine.places(column.values, from, count, thresholds, open, into);
      else if (column?.kind === 'choice') {
        engine.translate(column.values, from, count, tables[0]!, into.low);
        engine.translate(column.values, from, count, tables[1]!, into.high);
      } else {
        into.low.fill(open[0], 0, count);
        into.high.fill(open[1], 0, count);
      }
    };
  });
  return (column, from, count) => {
    for (const put of puts) put(column, from, count);
  };
}

/** The number that stands for each value of a column, with its state. */
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
  const others = { asOf, putOpen, putNone };
  return (column, from, count) => {
    if (column?.kind === 'number') {
      putAllKnown(tall, at, column.values.subarray(from, from + count));
      if (column.states !== undefined)
        putOthers(tall, at, column, column.states.subarray(from, from + count), from, others);
    } else if (column?.kind === 'choice')
      putChoices(tall, at, column.values.subarray(from, from + count), choices, others);
    else
      for (let lane = 0; lane < count; lane += 1) {
        const slot = at + lane;
        const value = column?.kind === 'choices' || column?.kind === 'text' ? column.values[from + lane] : undefined;
        if (value === undefined || value === openChoices) putOpen(slot);
        else if (value === null || value === noChoices) putNone(slot);
        else putKnown(tall, slot, typeof value === 'string' ? textCode(place, value) : value);
      }
  };
}

type Others = {
  readonly asOf: number;
  readonly putOpen: (slot: number) => void;
  readonly putNone: (slot: number) => void;
};

/** Those of a column of numbers that are not simply known. */
function putOthers(
  tall: Slots,
  at: number,
  { values, lasts }: Column & { readonly kind: 'number' },
  found: Uint8Array,
  from: number,
  { asOf, putOpen, putNone }: Others,
): void {
  for (let lane = 0; lane < found.length; lane += 1) {
    const state = found[lane]!;
    if (state === states.known) continue;
    const first = values[from + lane]!;
    const last = Math.max(first, Math.min(lasts?.[from + lane] ?? first, asOf));
    if (state === states.nothing) putNone(at + lane);
    else if (state !== states.bounded) putOpen(at + lane);
    else if (first === last) putKnown(tall, at + lane, first);
    else put(tall, at + lane, states.bounded, first, last);
  }
}

function putChoices(
  tall: Slots,
  at: number,
  values: Uint8Array,
  choices: Float64Array,
  { putOpen, putNone }: Others,
): void {
  for (let lane = 0; lane < values.length; lane += 1) {
    const choice = values[lane]!;
    if (choice === openChoice) putOpen(at + lane);
    else if (choice === noChoice) putNone(at + lane);
    else putKnown(tall, at + lane, choices[choice]!);
  }
}

function putAllKnown({ state, low, high }: Slots, at: number, values: Float64Array): void {
  low.set(values, at);
  high.set(values, at);
  state.fill(states.known, at, at + values.length);
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
