import { types } from './types.ts';
import type { ValueType } from './types.ts';
import { evaluateExactly } from './evaluate.ts';
import type { World } from './evaluate.ts';
import { check } from './check.ts';
import { read, readTests } from './read.ts';
import { unknown } from './values.ts';
import type { Value } from './values.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wildExpression } from './wild.ts';
import type { Chance } from './wild.ts';

/** What went wrong with a text that nobody should be able to hurt us with. */
export type FuzzFault = { readonly text: string; readonly said: string };

const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['rent', types.number],
    ['homeless', types.boolean],
    ['night', types.text],
    ['today', types.date],
  ]),
  entities: new Map(),
  functions: new Map(),
};

const world: World = {
  global: (name) => (vocabulary.globals.has(name) ? unknown(new Set([name])) : null),
  member: () => null,
  call: () => null,
};

const wildAtoms = { number: ['rent'], boolean: ['homeless'], text: ['night'], date: ['today'] };

/** Pieces that break grammars, reach for the host, or grow without end. */
const evil: readonly string[] = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '`',
  '\\',
  '@',
  '..',
  '-',
  '**',
  '//',
  '/*',
  '?',
  ':',
  ',',
  '.',
  ' ',
  '\n',
  '\0',
  '\u{1F40E}',
  '\uD800',
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'process',
  'globalThis',
  'require("fs")',
  '{}.constructor',
  '{__proto__: 1}',
  '[].length',
  'for i in 1..1000000000 return i',
  '10 ** 10 ** 10',
  '9e999',
  '1e-999',
  'function(f) f(f)',
  '(function(f) f(f))(function(f) f(f))',
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
  'replace("aaaaaaaaaaaaaaaaaaaaaaaa", "(a|aa)+$", "b")',
  'matches("aaaa", "((a{0,1000}){0,1000}){0,1000}")',
  'string join(for i in 1..100000 return "aaaaaaaaaa")',
  'every x in 1..99999, y in 1..99999 satisfies x < y',
  'sort(for i in 1..50000 return -i, function(a, b) a < b)',
  'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]',
  '{a: [1, 1], b: [a, a], c: [b, b], d: [c, c], e: [d, d]}',
  'every x in 1..99999 satisfies 1.1 ** 10 ** 10.99999 > x',
  'every x in 1..99999 satisfies number("1e6000") > x',
  'date("999999999-12-31") + duration("P999999999Y")',
  'and',
  'or',
  'not(',
  'if ',
  ' then ',
  ' else ',
  'some x in ',
  ' satisfies ',
  ' return ',
  ' instance of ',
  ' between ',
  ' in ',
  'external',
  'null',
];

/** A text to hurt the language with: wild FEEL, whole or broken, with evil pieces thrown in. */
export function hostileText(chance: Chance): string {
  let text = wildExpression({ chance, atoms: wildAtoms }, 1 + Math.floor(chance() * 4));
  const blows = Math.floor(chance() * 5);
  for (let blow = 0; blow < blows; blow += 1) {
    const at = Math.floor(chance() * (text.length + 1));
    const piece = evil[Math.floor(chance() * evil.length)] ?? '';
    const times = chance() < 0.05 ? 1 + Math.floor(chance() * 300) : 1;
    const gone = chance() < 0.5 ? 0 : Math.floor(chance() * 10);
    text = text.slice(0, at) + piece.repeat(times) + text.slice(at + gone);
  }
  return text;
}

/**
 * Reads, checks and evaluates a text, typed and untyped. Gives a fault when anything throws, when the result is nothing of
 * the language's own, or when it takes longer than `mostMs` by the clock that is handed in.
 */
export function fuzzOnce(text: string, clock: () => number, mostMs: number): FuzzFault | undefined {
  const from = clock();
  try {
    for (const got of [read(text), readTests(text)]) {
      if ('tree' in got) {
        const fault = foreignPart(evaluateExactly(got.tree, world, { name: '?', value: 1, outer: undefined }), 0);
        if (fault !== undefined) return { text, said: `the value holds ${fault}` };
        if (JSON.stringify(JSON.parse(JSON.stringify(got.tree))) !== JSON.stringify(got.tree))
          return { text, said: 'the tree is no plain data' };
      }
    }
    const checked = check(text, { vocabulary });
    if ('expression' in checked) evaluateExactly(checked.expression.tree, world);
  } catch (error) {
    return { text, said: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const spent = clock() - from;
  return spent > mostMs ? { text, said: `took ${Math.round(spent)} ms` } : undefined;
}

const kinds: ReadonlySet<string> = new Set([
  'unknown',
  'decimal',
  'date',
  'time',
  'date and time',
  'duration',
  'range',
  'function',
  'entity',
  'context',
  'list',
]);

/** A part of a value that the language has no such value for: something of the host got out. */
function foreignPart(value: Value, depth: number): string | undefined {
  if (depth > 20) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value !== 'object' || !kinds.has(value.kind)) return `a ${typeof value}`;
  const inside = value.kind === 'list' ? value.items : value.kind === 'context' ? Object.values(value.entries) : [];
  for (const part of inside.slice(0, 50)) {
    const found = foreignPart(part, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
