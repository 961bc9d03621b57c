import { check } from './check.ts';
import type { CheckedExpression } from './check.ts';
import { daysOf } from './days.ts';
import { evaluate } from './evaluate.ts';
import type { World } from './evaluate.ts';
import { anyNumber, isUnknown, plain, unknown } from './values.ts';
import type { PlainValue, Value } from './values.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A few declared names for the tests of this room: two people of a household, some of their facts not known. */
export const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['today', types.date],
    ['members', listOf({ kind: 'entity', entity: 'person' })],
    ['applicant', { kind: 'entity', entity: 'person' }],
    ['rent', types.number],
    ['homeless', types.boolean],
    ['night', { kind: 'text', choices: ['home', 'friends', 'none'] }],
    ['seeks', listOf(types.text)],
  ]),
  entities: new Map([
    [
      'person',
      new Map<string, ValueType>([
        ['age', types.number],
        ['income', types.number],
        ['works', types.boolean],
        ['sex', { kind: 'text', choices: ['female', 'male'] }],
        ['born', types.date],
      ]),
    ],
  ]),
  functions: new Map([['double', { parameters: [{ name: 'n', type: types.number }], result: types.number }]]),
};

export type Facts = Readonly<Record<string, Value | undefined>>;

/** Facts are keyed `name` for the household and `name@person` for a person; what is not given is not known. */
export function worldOf(facts: Facts, people: readonly string[] = ['anna', 'mitya']): World {
  const get = (key: string): Value =>
    facts[key] !== undefined
      ? facts[key]
      : unknown(
          new Set([key]),
          key.startsWith('income') || key.startsWith('age')
            ? { low: 0, high: Infinity }
            : key === 'rent'
              ? anyNumber
              : undefined,
        );
  return {
    global: (name) => {
      if (name === 'members')
        return { kind: 'list', items: people.map((id) => ({ kind: 'entity', entity: 'person', id })) };
      return name === 'applicant' ? { kind: 'entity', entity: 'person', id: 'anna' } : get(name);
    },
    member: (_entity, id, name) => get(`${name}@${id}`),
    call: (_name, [value = null]) =>
      typeof value === 'number' ? value * 2 : isUnknown(value) ? unknown(value.missing) : value,
  };
}

/** A date of which only the year or the month is told (`2019`, `2019-05`). */
export function knownInPart(key: string, text: string): Value {
  return unknown(new Set([key]), { low: 0, high: 0, ...daysOf(text), of: 'date' });
}

/** The parser gives up on some names of several words before a range in a long text; what is made by chance may be such. */
export function isRead(text: string, subject?: string): boolean {
  return 'expression' in check(text, { vocabulary, ...(subject === undefined ? {} : { subject }) });
}

export function checked(text: string, subject?: string): CheckedExpression {
  const result = check(text, { vocabulary, ...(subject === undefined ? {} : { subject }) });
  if ('faults' in result) throw new Error(result.faults.map((fault) => fault.problem.message.en).join('; '));
  return result.expression;
}

export function valueOf(text: string, facts: Facts = {}): Value {
  return evaluate(checked(text).tree, worldOf(facts));
}

/** The value as JSON; "not known" is `undefined`. */
export function plainOf(text: string, facts: Facts = {}): PlainValue {
  return plain(valueOf(text, facts));
}
