import type { SyntaxNode } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';

import type { Problem } from './problem.ts';
import { ReadFault } from './reader-node.ts';
import { Reader } from './reader.ts';
import type { RuleProblem } from './codes.ts';
import type { Span, Tree } from './tree.ts';

/** Longest text and deepest nesting that are read; a rule of law is far below both. */
export const longestText = 10_000;
export const deepestNesting = 100;

/**
 * Up to so many letters a broken text is read to its end, to say what is not understood. The parser's recovery takes
 * seconds on long ones: there the first place that cannot be read has to do.
 */
const longestRecovered = 600;

export type Read =
  | { readonly tree: Tree }
  | { readonly problem: Problem & { readonly code: RuleProblem }; readonly span: Span };

/** Names an expression may use, with the names inside them: FEEL's names may hold spaces and signs (`a-b`). */
export type KnownNames = { readonly [name: string]: KnownNames };

/**
 * Text of a FEEL expression to a tree. Gives a problem with the span at fault when the text is not FEEL, is longer than
 * `longestText` or nests deeper than `deepestNesting`. The same text may read differently under other names: a name is
 * taken as long as possible (DMN 1.5, 10.3.1.4).
 */
export function read(text: string, names?: KnownNames): Read {
  return readAs(text, names, 'Expression', (reader, top) => reader.tree(reader.only(top), 0));
}

/**
 * Text of unary tests (`< 3, > 5`, `not("a")`, `-`): what a cell of a decision table holds. The tree is a yes or no about
 * the name `?` (DMN 1.5, 7.3.3).
 */
export function readTests(text: string, names?: KnownNames): Read {
  return readAs(text, names, 'UnaryTests', (reader, top) => reader.tests(top));
}

function readAs(
  text: string,
  names: KnownNames | undefined,
  top: string,
  take: (reader: Reader, node: SyntaxNode) => Tree,
): Read {
  if (text.length > longestText) {
    return {
      span: { from: 0, to: 1 },
      problem: {
        code: 'text-too-long',
        message: {
          ru: `выражение длиннее ${longestText} знаков`,
          en: `the expression is longer than ${longestText} characters`,
        },
        remedy: { ru: 'Вынесите части в производные сведения.', en: 'Move parts into derived facts.' },
      },
    };
  }
  if (text.trim() === '') {
    return {
      span: { from: 0, to: 1 },
      problem: {
        code: 'empty',
        message: { ru: 'выражение пустое', en: 'the expression is empty' },
        remedy: {
          ru: 'Напишите правило, например «age < 3», или уберите строку.',
          en: 'Write a rule, for example "age < 3", or leave the line out.',
        },
      },
    };
  }
  // lezer-feel has no `range<T>`: it reads it as a list, and the reader knows the place.
  const ranges = new Set<number>();
  const readable = text.replaceAll(
    /(?<=(?:\binstance\s+of|[<:]|->)\s*)range(\s*<)(?=[\w\s<>,:]*>)/gu,
    (_, rest: string, at: number) => {
      ranges.add(at);
      return `list${' '.repeat('range'.length - 'list'.length)}${rest}`;
    },
  );
  const reader = new Reader(text, ranges, deepestNesting);
  // Broken chains of iterations are what the parser is slowest at; more than these nest too deep in any case.
  if ((text.match(/\b(?:for|some|every|function)\b/gu)?.length ?? 0) > deepestNesting)
    return problemOf(reader.tooDeep({ from: 0, to: 1 }));
  try {
    return { tree: take(reader, parserFor(top, names, text.length > longestRecovered).parse(readable).topNode) };
  } catch (error) {
    if (error instanceof ReadFault) return problemOf(error);
    if (error instanceof SyntaxError) {
      const from = Number(/\d+$/u.exec(error.message)?.[0] ?? 0);
      return problemOf(reader.notUnderstood({ from, to: Math.min(text.length, from + 20) }));
    }
    // The parser itself recurses on its tree: thousands of brackets exhaust the stack before we can count them.
    if (error instanceof RangeError) return problemOf(reader.tooDeep({ from: 0, to: 1 }));
    throw error;
  }
}

function problemOf({ problem, span }: ReadFault): Read {
  return { problem, span };
}

type FeelParser = typeof parser;
const unnamed = new Map<string, FeelParser>();
const named = new WeakMap<KnownNames, Map<string, FeelParser>>();

/** Building the name tracker costs more than reading a text, so it is kept with the names. */
function parserFor(top: string, names: KnownNames | undefined, strict: boolean): FeelParser {
  let kept = names === undefined ? unnamed : named.get(names);
  if (kept === undefined) {
    kept = new Map();
    if (names !== undefined) named.set(names, kept);
  }
  const key = `${top} ${strict ? 'strict' : ''}`;
  let found = kept.get(key);
  if (found === undefined) {
    found = parser.configure({
      top,
      strict,
      ...(names === undefined ? {} : { contextTracker: trackVariables(names) }),
    });
    kept.set(key, found);
  }
  return found;
}
