import { builtIns } from './functions.ts';
import type { ValueType } from './types.ts';

/** A number from 0 up to 1, the chance of the one who asks: the room itself draws none. */
export type Chance = () => number;

/** The same chances for the same seed (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Wild = {
  readonly chance: Chance;
  /** Pieces of text that stand for a value each, by kind. */
  readonly atoms: Readonly<Partial<Record<ValueType['kind'], readonly string[]>>>;
};

const constants: Readonly<Partial<Record<ValueType['kind'], readonly string[]>>> = {
  number: ['0', '1', '-1', '2.5', '17', '0.1', '1e3', '9007199254740993', '1/3'],
  text: ['""', '"a"', '"home"', '"a,b"', '"[a-z]+"', '"2026-03-02"', '"P1D"', '"$1"', '"Я 🐎"'],
  boolean: ['true', 'false'],
  date: ['date("2026-03-02")', '@"2024-02-29"', '@"-0044-03-15"'],
  time: ['@"10:00:00"', '@"23:59:59.5Z"', '@"10:00:00@Europe/Paris"'],
  'date and time': ['@"2026-03-02T10:00:00"', '@"2026-03-02T10:00:00+03:00"'],
  duration: ['@"P1Y2M"', '@"P3DT4H"', '@"-PT0.5S"', 'duration("P1M")'],
  null: ['null'],
};

const kinds = [
  'number',
  'text',
  'boolean',
  'date',
  'time',
  'date and time',
  'duration',
  'list',
  'context',
  'range',
  'function',
  'null',
] as const;

/** FEEL text of a value of that kind, mostly; every function of the language comes up. Made for tests. */
export function wildExpression(wild: Wild, depth: number, kind: ValueType['kind'] = 'any'): string {
  const { chance } = wild;
  const wanted = kind === 'any' || chance() < 0.06 ? pick(wild, kinds) : kind;
  const inner = (of: ValueType['kind'] = 'any'): string => wildExpression(wild, depth - 1, of);
  if (depth <= 0) return atom(wild, wanted);
  const roll = chance();
  if (roll < 0.25 && wanted !== 'list' && wanted !== 'context' && wanted !== 'range' && wanted !== 'function')
    return atom(wild, wanted);
  if (roll < 0.6) return call(wild, depth);
  if (roll < 0.66) return `(if ${inner('boolean')} then ${inner(wanted)} else ${inner(wanted)})`;
  switch (wanted) {
    case 'number':
      return pick(wild, [
        () => `(${inner('number')} ${pick(wild, ['+', '-', '*', '/', '**'])} ${inner('number')})`,
        () => `${inner('list')}[${inner('number')}]`,
        () => `(-${inner('number')})`,
        () => `${inner('date')}.${pick(wild, ['year', 'month', 'weekday'])}`,
      ])();
    case 'boolean':
      return pick(wild, [
        () => `(${inner()} ${pick(wild, ['=', '!=', '<', '<=', '>', '>='])} ${inner()})`,
        () => `(${inner('boolean')} ${pick(wild, ['and', 'or'])} ${inner('boolean')})`,
        () =>
          `(${inner('number')} in ${pick(wild, [() => inner('range'), () => `(< ${inner('number')}, ${inner('number')})`, () => inner('list')])()})`,
        () =>
          `(${inner()} instance of ${pick(wild, ['number', 'string', 'list<number>', 'context', 'Any', 'range<number>'])})`,
        () => `(${pick(wild, ['some', 'every'])} x in ${inner('list')} satisfies (x = ${inner()}))`,
        () => `(${inner('number')} between ${inner('number')} and ${inner('number')})`,
      ])();
    case 'list':
      return pick(wild, [
        () => `[${inner()}, ${inner()}]`,
        () => `[${inner('number')}, ${inner('number')}, ${inner('number')}]`,
        () =>
          `${inner('list')}[${pick(
            wild,
            ['item = 1', 'item > 2', 'true', () => inner('boolean')].map((one) =>
              typeof one === 'string' ? () => one : one,
            ),
          )()}]`,
        () => `(for x in ${inner('list')} return [x, ${inner()}])`,
        () =>
          `(for x in 1..${pick(
            wild,
            ['3', '-2', () => inner('number')].map((one) => (typeof one === 'string' ? () => one : one)),
          )()} return x)`,
      ])();
    case 'context':
      return `{a: ${inner()}, b: ${inner()}}`;
    case 'range':
      return pick(wild, [
        () => `[${inner('number')}..${inner('number')}]`,
        () => `(${inner('date')}..${inner('date')}]`,
        () => `(< ${inner('number')})`,
      ])();
    case 'function':
      return pick(
        wild,
        [
          'function(x, y) x < y',
          () => `function(x) ${inner()}`,
          () => `(function(x: number) ${inner()})(${inner()})`,
        ].map((one) => (typeof one === 'string' ? () => one : one)),
      )();
    case 'date':
      return `(${inner('date')} ${pick(wild, ['+', '-'])} ${inner('duration')})`;
    default:
      return atom(wild, wanted);
  }
}

function pick<Item>(wild: Wild, items: readonly Item[]): Item {
  return items[Math.floor(wild.chance() * items.length)] as Item;
}

function atom(wild: Wild, kind: ValueType['kind']): string {
  const all = [...(wild.atoms[kind] ?? []), ...(wild.atoms[kind] ?? []), ...(constants[kind] ?? [])];
  if (all.length > 0) return pick(wild, all);
  if (kind === 'list') return '[]';
  if (kind === 'context') return '{}';
  return kind === 'range' ? '[1..3]' : kind === 'function' ? 'function(x) x' : 'null';
}

const names = [...builtIns.keys()].filter((name) => name !== '@');

/** A call of any function, with arguments that mostly fit. */
function call(wild: Wild, depth: number): string {
  const name = pick(wild, names);
  const way = pick(wild, builtIns.get(name) ?? []);
  const args = way.takes
    .filter((taken) => !taken.optional || wild.chance() < 0.5)
    .map((taken) => wildExpression(wild, depth - 1, taken.type.kind));
  if (way.rest && wild.chance() < 0.6) args.push(wildExpression(wild, depth - 1, way.takes.at(-1)?.type.kind));
  if (wild.chance() < 0.03) args.pop();
  const isNamed = !way.rest && wild.chance() < 0.1;
  return `${name}(${args.map((arg, index) => (isNamed ? `${way.takes[index]?.name ?? ''}: ${arg}` : arg)).join(', ')})`;
}
