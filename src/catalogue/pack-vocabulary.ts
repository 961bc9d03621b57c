import { listOf, nearestUnit, readUnit, types, typeNamed } from '#language';
import type { DeclaredFunction, ValueType, Vocabulary } from '#language';

import type { Gathered, Raw } from './gathered.ts';
import type { At, PackFaults } from './pack-faults.ts';

const entities: ReadonlySet<string> = new Set(['person', 'household']);

type Declared = { readonly type: string; readonly unit?: string | undefined };

/** Every name that the packs declare, with its type and unit; a unit or a type that does not exist is told. */
export function vocabularyOf(gathered: Gathered, faults: PackFaults): Vocabulary {
  const globals = new Map<string, ValueType>([
    ['today', types.date],
    ['territory', types.text],
    ['members', listOf({ kind: 'entity', entity: 'person' })],
    ['applicant', { kind: 'entity', entity: 'person' }],
  ]);
  const person = new Map<string, ValueType>();
  const parameters = new Map<string, ValueType>();
  const parameterOn = {
    parameters: [
      { name: 'name', type: types.text },
      { name: 'day', type: types.date },
    ],
    result: types.number,
    results: parameters,
  };
  const functions = new Map<string, DeclaredFunction>([['parameterOn', parameterOn]]);
  const declare = (of: 'person' | 'household', name: string, type: ValueType, at: At): void => {
    if (globals.has(name) || person.has(name))
      faults.problem(at, 'twice', `слово «${name}» уже объявлено`, `the word "${name}" is declared already`, {
        ru: 'Возьмите другое имя: одно слово значит одно и то же во всех правилах.',
        en: 'Take another name: one word means one thing in all rules.',
      });
    (of === 'person' ? person : globals).set(name, type);
  };
  for (const [fact, at] of gathered.facts) declare(fact.of, fact.id, factType(fact, at, faults), at);
  for (const [parameter, at] of gathered.parameters) {
    const type = withUnit(parameter, at, faults);
    if (!globals.has(parameter.id) || !gathered.isSeries(parameter.id)) declare('household', parameter.id, type, at);
    if (!parameters.has(parameter.id)) parameters.set(parameter.id, type);
  }
  for (const [derived, at] of gathered.derived) {
    // What is wrong with a type is told where the derived fact itself is built.
    const type = typeOf(derived) ?? types.any;
    if (derived.parameters === undefined) {
      declare(derived.of, derived.id, type, at);
      continue;
    }
    const taken = derived.parameters.map((parameter) => ({
      name: parameter.name,
      type: typeOf(parameter) ?? types.any,
    }));
    functions.set(derived.id, { parameters: taken, result: type });
  }
  return {
    globals,
    entities: new Map([
      ['person', person],
      ['household', new Map()],
    ]),
    functions,
    neverAbsent: new Set(gathered.facts.flatMap(([fact]) => (fact.mayBeAbsent === undefined ? [fact.id] : []))),
  };
}

/** The type that a derived fact or one of its parameters declares. */
export function typeIn(declared: Declared, at: At, faults: PackFaults): ValueType {
  const type = typeOf(declared);
  if (type === undefined)
    faults.problem(
      { ...at, path: [...at.path, 'type'] },
      'no-such-type',
      `типа «${declared.type}» нет`,
      `there is no type "${declared.type}"`,
      {
        ru: 'Есть boolean, number, money, text, date, duration, person, range of …, list of ….',
        en: 'There are boolean, number, money, text, date, duration, person, range of …, list of ….',
      },
    );
  withUnit(declared, at, faults);
  return type ?? types.any;
}

/** The number that the amount of a service has to be: `RUB/month` for a monthly payment, `RUB` for one paid once. */
export function numberIn({ currency, per }: { readonly currency: string; readonly per: string }): ValueType {
  const unit = readUnit(per === 'once' ? currency : `${currency}/${per}`);
  return unit === undefined ? types.number : { kind: 'number', unit };
}

function typeOf({ type, unit }: Declared): ValueType | undefined {
  const named = typeNamed(type, entities);
  const read = unit === undefined ? undefined : readUnit(unit);
  return named?.kind === 'number' && read !== undefined ? { kind: 'number', unit: read } : named;
}

function withUnit({ unit }: { readonly unit?: string | undefined }, at: At, faults: PackFaults): ValueType {
  const read = unit === undefined ? undefined : readUnit(unit);
  if (unit !== undefined && read === undefined) {
    const near = nearestUnit(unit);
    faults.problem(
      { ...at, path: [...at.path, 'unit'] },
      'no-such-unit',
      `единицы «${unit}» нет`,
      `there is no unit "${unit}"`,
      near === undefined
        ? {
            ru: 'Единицы перечислены в docs/packs.md: RUB, RUB/month, RUB/year, years, months, weeks, days, persons, pieces, m², ha, percent, share.',
            en: 'Units are listed in docs/packs.md: RUB, RUB/month, RUB/year, years, months, weeks, days, persons, pieces, m², ha, percent, share.',
          }
        : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
    );
  }
  return read === undefined ? types.number : { kind: 'number', unit: read };
}

function factType(fact: Raw<'facts.yaml', 'facts'>, at: At, faults: PackFaults): ValueType {
  const choices = (fact.choices ?? []).map((choice) => choice.value);
  switch (fact.type) {
    case 'money':
    case 'number':
      return withUnit(fact, at, faults);
    case 'choice':
      return { kind: 'text', choices };
    case 'choices':
      return listOf({ kind: 'text', choices });
    case 'boolean':
    case 'date':
    case 'text':
      return types[fact.type];
  }
}
