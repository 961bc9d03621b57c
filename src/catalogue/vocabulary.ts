import { listOf, readUnit, types } from '#language';
import type { DeclaredFunction, ValueType, Vocabulary } from '#language';

import type { Catalogue, Fact } from './model.ts';

/** Everything packs declare that a rule may name, each with its type. */
export type Declared = {
  readonly facts: readonly {
    readonly id: string;
    readonly of: 'person' | 'household';
    readonly type: ValueType;
    readonly mayBeAbsent: boolean;
  }[];
  readonly parameters: readonly { readonly id: string; readonly type: ValueType }[];
  readonly derived: readonly {
    readonly id: string;
    readonly of: 'person' | 'household';
    readonly type: ValueType;
    /** Of a function; a plain derived fact has none. */
    readonly parameters?: readonly { readonly name: string; readonly type: ValueType }[];
  }[];
};

export function vocabularyFrom({ facts, parameters, derived }: Declared): Vocabulary {
  const globals = new Map<string, ValueType>([
    ['today', types.date],
    ['territory', types.text],
    ['members', listOf({ kind: 'entity', entity: 'person' })],
    ['applicant', { kind: 'entity', entity: 'person' }],
  ]);
  const person = new Map<string, ValueType>();
  const series = new Map(parameters.map(({ id, type }) => [id, type]));
  const parameterOn = {
    parameters: [
      { name: 'name', type: types.text },
      { name: 'day', type: types.date },
    ],
    result: types.number,
    results: series,
  };
  const functions = new Map<string, DeclaredFunction>([['parameterOn', parameterOn]]);
  for (const { id, of, type } of facts) (of === 'person' ? person : globals).set(id, type);
  for (const [id, type] of series) globals.set(id, type);
  for (const one of derived) {
    if (one.parameters !== undefined) functions.set(one.id, { parameters: one.parameters, result: one.type });
    else (one.of === 'person' ? person : globals).set(one.id, one.type);
  }
  return {
    globals,
    entities: new Map([
      ['person', person],
      ['household', new Map()],
    ]),
    functions,
    neverAbsent: new Set(facts.flatMap(({ id, mayBeAbsent }) => (mayBeAbsent ? [] : [id]))),
  };
}

/** The words of packs that have been read: for a rule that is written later. */
export function vocabularyOfCatalogue({ facts, parameters, derived }: Catalogue): Vocabulary {
  return vocabularyFrom({
    facts: [...facts.values()].map((fact) => ({
      id: fact.id,
      of: fact.of,
      type: typeOfFact(fact),
      mayBeAbsent: fact.mayBeAbsent !== undefined,
    })),
    parameters: [...parameters.values()].map(({ id, unit }) => ({ id, type: numberOf(unit) })),
    derived: [...derived.values()].map(({ id, of, type, parameters: taken }) => ({
      id,
      of,
      type,
      ...(taken.length === 0 ? {} : { parameters: taken }),
    })),
  });
}

export function typeOfFact({
  type,
  unit,
  choices,
}: Pick<Fact, 'type' | 'choices'> & { readonly unit?: string | undefined }): ValueType {
  switch (type) {
    case 'money':
    case 'number':
      return numberOf(unit);
    case 'choice':
      return { kind: 'text', choices: choices.map(({ value }) => value) };
    case 'choices':
      return listOf({ kind: 'text', choices: choices.map(({ value }) => value) });
    case 'boolean':
    case 'date':
    case 'text':
      return types[type];
  }
}

/** A number of what a unit counts; a plain number where there is no such unit. */
export function numberOf(unit: string | undefined): ValueType {
  const read = unit === undefined ? undefined : readUnit(unit);
  return read === undefined ? types.number : { kind: 'number', unit: read };
}
