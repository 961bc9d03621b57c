import type { SyntaxNode } from '@lezer/common';

import { plainName } from './names.ts';
import { readNumber } from './number.ts';
import type { RuleProblem } from './codes.ts';
import type { Problem, Text } from './problem.ts';
import { foreignWords } from './slips.ts';
import type { Span, Tree, TypeTree } from './tree.ts';

/** Thrown inside the room when the text is not FEEL. */
export class ReadFault extends Error {
  readonly problem: Problem & { readonly code: RuleProblem };
  readonly span: Span;

  constructor(problem: Problem & { readonly code: RuleProblem }, span: Span) {
    super('not readable');
    this.problem = problem;
    this.span = span;
  }
}

/** Looks at lezer's nodes: their parts, names, literals and types, and what is wrong with them. */
export class NodeReader {
  readonly #text: string;
  readonly #ranges: ReadonlySet<number>;
  readonly deepest: number;

  constructor(text: string, ranges: ReadonlySet<number>, deepest: number) {
    this.#text = text;
    this.#ranges = ranges;
    this.deepest = deepest;
  }

  fault(node: Span, code: RuleProblem, ru: string, en: string, remedy?: Text): ReadFault {
    return new ReadFault(
      { code, message: { ru, en }, ...(remedy === undefined ? {} : { remedy }) },
      { from: node.from, to: node.to },
    );
  }

  fail(node: Span, code: RuleProblem, ru: string, en: string, remedy?: Text): never {
    throw this.fault(node, code, ru, en, remedy);
  }

  tooDeep(span: Span): ReadFault {
    return this.fault(span, 'too-deep', `вложенность больше ${this.deepest}`, `nested deeper than ${this.deepest}`, {
      ru: 'Вынесите часть в производное сведение.',
      en: 'Move a part into a derived fact.',
    });
  }

  slice(node: Span): string {
    return this.#text.slice(node.from, node.to);
  }

  children(node: SyntaxNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.type.isError) this.unexpected(child);
      if (child.name !== 'LineComment' && child.name !== 'BlockComment') found.push(child);
    }
    return found;
  }

  unexpected(node: SyntaxNode): never {
    throw this.notUnderstood(node);
  }

  notUnderstood(span: Span): ReadFault {
    const piece = this.slice(span).trim();
    const words = foreignWords(this.#text);
    if (piece === '')
      return this.fault(
        span,
        'not-feel',
        'выражение оборвано: здесь чего-то не хватает',
        'the expression breaks off: something is missing here',
        words ?? {
          ru: 'Посмотрите, закрыты ли скобки и кавычки и стоит ли значение по обе стороны каждого знака.',
          en: 'See whether brackets and quotes are closed and whether a value stands on both sides of each sign.',
        },
      );
    const isCutNumber = /^\d+$/u.test(piece) && /\d\s+$/u.test(this.#text.slice(0, span.from));
    const remedy = isCutNumber
      ? { ru: 'Число пишется без пробелов: 18003.', en: 'A number is written without spaces: 18003.' }
      : (words ?? {
          ru: 'Между двумя значениями нужен знак (<, =, +) или слово (and, or); тексты пишутся в кавычках.',
          en: 'Two values need a sign (<, =, +) or a word (and, or) between them; texts are written in quotes.',
        });
    return this.fault(span, 'not-feel', `непонятно: «${piece}»`, `not understood: "${piece}"`, remedy);
  }

  only(node: SyntaxNode): SyntaxNode {
    const children = this.children(node);
    const [first, second] = children;
    if (first === undefined) this.unexpected(node);
    if (second !== undefined) this.unexpected(second);
    return first;
  }

  name(node: SyntaxNode): string {
    return plainName(this.slice(node));
  }

  number(node: SyntaxNode): Tree {
    const span = { from: node.from, to: node.to };
    const digits = this.slice(node).replaceAll(/\s/gu, '');
    const value = readNumber(digits);
    if (value === undefined)
      this.fail(
        node,
        'bad-number',
        `«${digits}» — число, которое не посчитать`,
        `"${digits}" is a number that cannot be counted with`,
        {
          ru: 'Считают до 34 знаков; дробь пишется с точкой: 0.25.',
          en: 'Numbers have up to 34 digits; a fraction is written with a point: 0.25.',
        },
      );
    return typeof value === 'number' ? { kind: 'literal', value, ...span } : { kind: 'decimal', digits, ...span };
  }

  /** Escapes of a text (DMN 1.5, 10.3.1.2, rule 35); a backslash before any other letter stays, as patterns need it. */
  string(node: SyntaxNode): string {
    const inner = this.slice(node).slice(1, -1);
    return inner.replaceAll(
      /\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[\s\S])/gu,
      (whole, escaped: string) => {
        if (escaped.length > 1) {
          const code = Number.parseInt(escaped.replaceAll(/[^0-9a-fA-F]/gu, ''), 16);
          return code > 0x10ffff ? whole : String.fromCodePoint(code);
        }
        return { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' }[escaped] ?? whole;
      },
    );
  }

  type(node: SyntaxNode, depth: number): TypeTree {
    if (depth > this.deepest) throw this.tooDeep(node);
    const inner = node.name === 'Type' ? this.only(node) : node;
    const typesIn = (holder: SyntaxNode): TypeTree[] =>
      this.children(holder)
        .filter((child) => child.name === 'Type')
        .map((child) => this.type(child, depth + 1));
    switch (inner.name) {
      case 'ListType': {
        const [of] = typesIn(inner);
        if (of === undefined) this.unexpected(inner);
        return { kind: this.#ranges.has(inner.from) ? 'range' : 'list', of };
      }
      case 'ContextType': {
        const holder = this.children(inner).find((child) => child.name === 'ContextEntryTypes');
        const entries = (holder === undefined ? [] : this.children(holder))
          .filter((child) => child.name === 'ContextEntryType')
          .map((child) => {
            const [key] = this.children(child);
            const [type] = typesIn(child);
            if (key === undefined || type === undefined) this.unexpected(child);
            return { key: this.name(key), type };
          });
        return { kind: 'context', entries };
      }
      case 'FunctionType': {
        const holder = this.children(inner).find((child) => child.name === 'ArgumentTypes');
        const parameters = (holder === undefined ? [] : this.children(holder))
          .filter((child) => child.name === 'ArgumentType')
          .flatMap((child) => typesIn(child));
        const [result] = typesIn(inner);
        if (result === undefined) this.unexpected(inner);
        return { kind: 'function', parameters, result };
      }
      default:
        return { kind: 'named', name: this.name(inner) };
    }
  }
}
