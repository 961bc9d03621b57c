import { sameUnit, unitText } from './units.ts';
import type { Unit } from './units.ts';

/** The type of an expression. A `text` with `choices` is one of a closed set of values. */
export type ValueType =
  /** Without a unit it meets numbers of any unit. */
  | { readonly kind: 'number'; readonly unit?: Unit }
  | { readonly kind: 'boolean' | 'date' | 'time' | 'date and time' | 'null' | 'any' }
  /** A duration of years and months or one of days and time; without `of` either. */
  | { readonly kind: 'duration'; readonly of?: 'months' | 'days' }
  | { readonly kind: 'range'; readonly of: ValueType }
  | { readonly kind: 'function'; readonly parameters?: readonly ValueType[]; readonly result?: ValueType }
  | { readonly kind: 'text'; readonly choices?: readonly string[] }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'context'; readonly entries: Readonly<Record<string, ValueType>> };

export const types = {
  boolean: { kind: 'boolean' },
  number: { kind: 'number' },
  text: { kind: 'text' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date and time': { kind: 'date and time' },
  duration: { kind: 'duration' },
  any: { kind: 'any' },
  null: { kind: 'null' },
} as const satisfies Readonly<Record<string, ValueType>>;

export function listOf(of: ValueType): ValueType {
  return { kind: 'list', of };
}

/** The names packs use for types: `number`, `money`, `list of text`, `person`… Undefined when there is no such type. */
export function typeNamed(name: string, entities: ReadonlySet<string>): ValueType | undefined {
  if (name.startsWith('list of ')) {
    const of = typeNamed(name.slice('list of '.length), entities);
    return of === undefined ? undefined : listOf(of);
  }
  if (name.startsWith('range of ')) {
    const of = typeNamed(name.slice('range of '.length), entities);
    return of === undefined ? undefined : { kind: 'range', of };
  }
  if (name === 'money') return types.number;
  if (entities.has(name)) return { kind: 'entity', entity: name };
  return Object.hasOwn(types, name) ? types[name as keyof typeof types] : undefined;
}

/** Whether values of the two types can stand on the two sides of a comparison. */
export function comparable(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'any' || b.kind === 'any' || a.kind === 'null' || b.kind === 'null') return true;
  if (a.kind === 'list' && b.kind === 'list') return comparable(a.of, b.of);
  if (a.kind === 'range' && b.kind === 'range') return comparable(a.of, b.of);
  return a.kind === b.kind;
}

/** The one type of two branches; `any` when they have none in common. */
export function joined(a: ValueType, b: ValueType): ValueType {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'text' && b.kind === 'text') {
    return a.choices !== undefined && b.choices !== undefined
      ? { kind: 'text', choices: [...new Set([...a.choices, ...b.choices])] }
      : types.text;
  }
  if (a.kind === 'list' && b.kind === 'list') return listOf(joined(a.of, b.of));
  if (a.kind === 'number' && b.kind === 'number') {
    if (a.unit === undefined || b.unit === undefined) return a.unit === undefined ? b : a;
    return sameUnit(a.unit, b.unit) ? a : types.number;
  }
  return a.kind === b.kind ? a : types.any;
}

const words: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  boolean: ['да или нет', 'yes or no'],
  number: ['число', 'a number'],
  text: ['текст', 'a text'],
  date: ['дата', 'a date'],
  time: ['время', 'a time'],
  'date and time': ['дата со временем', 'a date with a time'],
  duration: ['срок', 'a duration'],
  range: ['промежуток', 'a range'],
  function: ['функция', 'a function'],
  null: ['пусто', 'nothing'],
  any: ['что угодно', 'anything'],
  list: ['список', 'a list'],
  context: ['набор', 'a context'],
  person: ['человек', 'a person'],
  household: ['семья', 'a household'],
};

/** The type in words, for problems. */
export function typeText(type: ValueType, language: 'ru' | 'en'): string {
  const [ru, en] = words[type.kind === 'entity' ? type.entity : type.kind] ?? [type.kind, type.kind];
  const unit = type.kind === 'number' && type.unit !== undefined ? `: ${unitText(type.unit, language)}` : '';
  return `${language === 'ru' ? ru : en}${unit}`;
}
