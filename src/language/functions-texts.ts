import { spend, spendText } from './budget.ts';
import { isNumber } from './number.ts';
import { matcherOf } from './pattern-match.ts';
import type { Match, Matcher } from './pattern-match.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { textOf } from './text-of.ts';
import { listOf, types } from './types.ts';
import { list } from './values.ts';
import type { Value } from './values.ts';

const texts = (): ReturnType<typeof listOf> => listOf(types.text);

/** FEEL's functions of texts (DMN 1.5, table 73). Places are counted in code points, from 1. */
export const textFunctions: readonly (readonly [string, BuiltIn])[] = [
  ['string', [signature('from: any', 'text', (value = null) => (value === null ? null : textOf(value)))]],
  [
    'string length',
    [signature('string: text', 'number', (text) => (typeof text === 'string' ? lettersOf(text).length : null))],
  ],
  [
    'upper case',
    [
      signature(
        'string: text',
        'text',
        ofText((text) => text.toUpperCase()),
      ),
    ],
  ],
  [
    'lower case',
    [
      signature(
        'string: text',
        'text',
        ofText((text) => text.toLowerCase()),
      ),
    ],
  ],
  ['substring', [signature('string: text, start position: number, length?: number', 'text', substring)]],
  [
    'substring before',
    [
      signature(
        'string: text, match: text',
        'text',
        ofTexts((text, part) => (text.includes(part) ? text.slice(0, text.indexOf(part)) : '')),
      ),
    ],
  ],
  [
    'substring after',
    [
      signature(
        'string: text, match: text',
        'text',
        ofTexts((text, part) => (text.includes(part) ? text.slice(text.indexOf(part) + part.length) : '')),
      ),
    ],
  ],
  [
    'contains',
    [
      signature(
        'string: text, match: text',
        'boolean',
        ofTexts((text, part) => text.includes(part)),
      ),
    ],
  ],
  [
    'starts with',
    [
      signature(
        'string: text, match: text',
        'boolean',
        ofTexts((text, part) => text.startsWith(part)),
      ),
    ],
  ],
  [
    'ends with',
    [
      signature(
        'string: text, match: text',
        'boolean',
        ofTexts((text, part) => text.endsWith(part)),
      ),
    ],
  ],
  ['matches', [signature('input: text, pattern: text, flags?: text', 'boolean', matches)]],
  ['replace', [signature('input: text, pattern: text, replacement: text, flags?: text', 'text', replace)]],
  ['split', [signature('string: text, delimiter: text', texts, split)]],
  [
    'string join',
    [
      signature('list: list, delimiter?: text', 'text', join),
      signature('list: list, delimiter: text, prefix: text, suffix: text', 'text', join),
    ],
  ],
];

function ofText(make: (text: string) => string): (value?: Value) => Value {
  return (value) => {
    if (typeof value !== 'string') return null;
    spendText(value.length);
    return make(value);
  };
}

function ofTexts(make: (text: string, part: string) => Value): (text?: Value, part?: Value) => Value {
  return (text, part) => {
    if (typeof text !== 'string' || typeof part !== 'string') return null;
    spendText(text.length);
    return make(text, part);
  };
}

function lettersOf(text: string): readonly string[] {
  spend(text.length / 10);
  return Array.from(text);
}

function substring(text: Value = null, start: Value = null, length?: Value): Value {
  if (typeof text !== 'string' || !isNumber(start)) return null;
  const letters = lettersOf(text);
  const from = Math.trunc(Number(start));
  if (from === 0 || Math.abs(from) > letters.length) return null;
  const first = from > 0 ? from - 1 : letters.length + from;
  if (length === undefined || length === null) return letters.slice(first).join('');
  if (!isNumber(length)) return null;
  const count = Math.trunc(Number(length));
  return count < 1 ? null : letters.slice(first, first + count).join('');
}

const kept = new Map<string, Matcher | undefined>();
const mostKept = 200;

/** The same pattern is mostly asked of many texts. */
function matcher(pattern: string, flags: string): Matcher | undefined {
  const key = `${flags}/${pattern}`;
  if (kept.has(key)) return kept.get(key);
  const made = matcherOf(pattern, flags);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, made);
  return made;
}

function codes(text: string): readonly number[] {
  return lettersOf(text).map((letter) => letter.codePointAt(0) ?? 0);
}

function matches(text: Value = null, pattern: Value = null, flags: Value = ''): Value {
  if (typeof text !== 'string' || typeof pattern !== 'string') return null;
  const found = matcher(pattern, typeof flags === 'string' ? flags : '');
  return found === undefined ? null : found.matchFrom(codes(text), 0) !== undefined;
}

/** Every match from left to right; undefined when the pattern also matches nothing at all. */
function allMatches(found: Matcher, letters: readonly number[]): readonly Match[] | undefined {
  if (found.matchFrom([], 0) !== undefined) return undefined;
  const all: Match[] = [];
  for (let from = 0; from <= letters.length;) {
    const match = found.matchFrom(letters, from);
    if (match === undefined) break;
    all.push(match);
    from = match.to > match.from ? match.to : match.to + 1;
  }
  return all;
}

function replace(text: Value = null, pattern: Value = null, replacement: Value = null, flags: Value = ''): Value {
  if (typeof text !== 'string' || typeof pattern !== 'string' || typeof replacement !== 'string') return null;
  const flagText = typeof flags === 'string' ? flags : '';
  const found = matcher(pattern, flagText);
  if (found === undefined) return null;
  const pieces = flagText.includes('q') ? [replacement] : replacementPieces(replacement, found.groups);
  const letters = codes(text);
  const all = pieces === undefined ? undefined : allMatches(found, letters);
  if (pieces === undefined || all === undefined) return null;
  const slice = (from: number, to: number): string =>
    from < 0 ? '' : String.fromCodePoint(...letters.slice(from, to));
  let made = '';
  let at = 0;
  for (const match of all) {
    made += slice(at, match.from);
    for (const piece of pieces) {
      if (typeof piece === 'string') made += piece;
      else if (piece === 0) made += slice(match.from, match.to);
      else made += slice(...(match.groups[piece - 1] ?? [-1, -1]));
    }
    spendText(made.length);
    at = match.to;
  }
  return made + slice(at, letters.length);
}

/** Texts and numbers of groups of `[$1] \$`; undefined when a `$` or a backslash stands alone. */
function replacementPieces(text: string, groups: number): readonly (string | number)[] | undefined {
  const pieces: (string | number)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (letter === '\\') {
      if (next !== '\\' && next !== '$') return undefined;
      pieces.push(next);
      at += 1;
    } else if (letter === '$') {
      let digits = /^\d+/u.exec(text.slice(at + 1))?.[0] ?? '';
      if (digits === '') return undefined;
      while (digits.length > 1 && Number(digits) > groups) digits = digits.slice(0, -1);
      pieces.push(Number(digits));
      at += digits.length;
    } else pieces.push(letter);
  }
  return pieces;
}

function split(text: Value = null, delimiter: Value = null): Value {
  if (typeof text !== 'string' || typeof delimiter !== 'string') return null;
  const found = matcher(delimiter, '');
  const letters = codes(text);
  const all = found === undefined ? undefined : allMatches(found, letters);
  if (all === undefined) return null;
  const parts: Value[] = [];
  let at = 0;
  for (const match of all) {
    parts.push(String.fromCodePoint(...letters.slice(at, match.from)));
    at = match.to;
  }
  return list([...parts, String.fromCodePoint(...letters.slice(at))]);
}

function join(values: Value = null, delimiter: Value = null, prefix: Value = null, suffix: Value = null): Value {
  if (typeof values !== 'object' || values === null || values.kind !== 'list') return null;
  const present = values.items.filter((item) => item !== null);
  const items = present.filter((item) => typeof item === 'string');
  if (items.length < present.length) return null;
  const between = typeof delimiter === 'string' ? delimiter : '';
  spendText(items.reduce<number>((sum, item) => sum + item.length + between.length, 0));
  const text = items.join(between);
  return `${typeof prefix === 'string' ? prefix : ''}${text}${typeof suffix === 'string' ? suffix : ''}`;
}
