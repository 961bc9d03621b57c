import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import { daysOf, states, truths } from '#language';

import { noChoice, noChoices, openChoice, openChoices } from './block.ts';
import type { Block, Column } from './block.ts';

/** Told households as a piece of a population: those of the store, of examples, of tests. They get numbers from `firstId` on. */
export function blockOfTold(catalogue: Catalogue, all: readonly ToldSituation[], firstId = 0): Block {
  const people = all.flatMap((told) => told.people);
  const firsts = new Int32Array(all.length + 1);
  for (const [household, told] of all.entries()) firsts[household + 1] = firsts[household]! + told.people.length;
  const territories = [...new Set(all.map(({ territory }) => territory))];
  const columns = new Map<string, Column>();
  for (const fact of catalogue.facts.values()) {
    const rows: readonly Readonly<Record<string, FactValue>>[] =
      fact.of === 'person' ? people.map(({ facts }) => facts) : all.map(({ household }) => household);
    const values = rows.map((row) => row[fact.id]);
    if (values.some((value) => value !== undefined)) columns.set(fact.id, columnOf(fact, values));
  }
  const ids = people.map(({ id }) => new TextEncoder().encode(id));
  const starts = new Int32Array(people.length + 1);
  for (const [row, id] of ids.entries()) starts[row + 1] = starts[row]! + id.length;
  return {
    people: people.length,
    households: all.length,
    ids: Float64Array.from(all, (_, household) => firstId + household),
    firsts,
    applicants: Int32Array.from(
      all,
      (told, household) =>
        firsts[household]! +
        Math.max(
          0,
          told.people.findIndex(({ id }) => id === told.applicant),
        ),
    ),
    territories,
    territoryOf: Uint16Array.from(all, ({ territory }) => territories.indexOf(territory)),
    persons: { bytes: Uint8Array.from(ids.flatMap((id) => [...id])), starts },
    columns,
  };
}

type Values = readonly (FactValue | undefined)[];

function columnOf(fact: Fact, values: Values): Column {
  switch (fact.type) {
    case 'boolean':
      return { kind: 'truth', values: Uint8Array.from(values, truthOf) };
    case 'number':
    case 'money':
      return {
        kind: 'number',
        values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)),
        states: Uint8Array.from(values, stateOf),
      };
    case 'date': {
      const days = values.map((value) => (typeof value === 'string' ? daysOf(value) : undefined));
      return {
        kind: 'number',
        values: Float64Array.from(days, (day) => day?.low ?? Number.NaN),
        lasts: Float64Array.from(days, (day) => day?.high ?? Number.NaN),
        states: Uint8Array.from(values, (value, row) =>
          days[row] !== undefined && days[row].low !== days[row].high ? states.bounded : stateOf(value),
        ),
      };
    }
    case 'choice':
      return {
        kind: 'choice',
        values: Uint8Array.from(values, (value) =>
          value === undefined
            ? openChoice
            : value === null
              ? noChoice
              : fact.choices.findIndex((one) => one.value === value),
        ),
      };
    case 'choices':
      return { kind: 'choices', values: Int32Array.from(values, (value) => bitsOf(fact, value)) };
    case 'text':
      return {
        kind: 'text',
        values: values.map((value) => (typeof value === 'string' || value === null ? value : undefined)),
      };
  }
}

function truthOf(value: FactValue | undefined): number {
  if (value === undefined) return truths.unknown;
  return value === null ? truths.neither : value === true ? truths.yes : truths.no;
}

function stateOf(value: FactValue | undefined): number {
  return value === undefined ? states.open : value === null ? states.nothing : states.known;
}

function bitsOf(fact: Fact, value: FactValue | undefined): number {
  if (value === undefined) return openChoices;
  if (!Array.isArray(value)) return noChoices;
  return fact.choices.reduce((bits, choice, bit) => (value.includes(choice.value) ? bits | (1 << bit) : bits), 0);
}
