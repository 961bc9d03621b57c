import type { SyntaxNode } from '@lezer/common';
import { parser } from 'lezer-feel';

import { readDay, readDuration } from './days.ts';
import type { Problem, Text } from './problem.ts';
import type { ArithmeticOperator, Binding, CompareOperator, Span, Tree, UnaryTest } from './tree.ts';

/** Longest text and deepest nesting that are read; a rule of law is far below both. */
export const longestText = 10_000;
export const deepestNesting = 100;

export type Read = { readonly tree: Tree } | { readonly problem: Problem; readonly span: Span };

/**
 * Text of a FEEL expression to a tree. Gives a problem with the span at fault when the text is not FEEL, is longer than
 * `longestText`, nests deeper than `deepestNesting`, or uses a construct that rules may not use (function definitions).
 */
export function read(text: string): Read {
  if (text.length > longestText) {
    return fault({ from: 0, to: 1 }, 'text-too-long', `выражение длиннее ${longestText} знаков`, `the expression is longer than ${longestText} characters`);
  }
  if (text.trim() === '') return fault({ from: 0, to: 1 }, 'empty', 'выражение пустое', 'the expression is empty');
  const reader = new Reader(text);
  try {
    const only = reader.only(parser.parse(text).topNode);
    return { tree: reader.tree(only, 0) };
  } catch (error) {
    if (error instanceof ReadFault) return error.read;
    // The parser itself recurses on its tree: thousands of brackets exhaust the stack before we can count them.
    if (error instanceof RangeError) return tooDeep({ from: 0, to: 1 });
    throw error;
  }
}

class ReadFault extends Error {
  readonly read: Read;
  constructor(read: Read) {
    super('not readable');
    this.read = read;
  }
}

function fault(span: Span, code: string, ru: string, en: string, remedy?: Text): Read {
  return { span, problem: { code, message: { ru, en }, ...(remedy === undefined ? {} : { remedy }) } };
}

function tooDeep(span: Span): Read {
  return fault(span, 'too-deep', `вложенность больше ${deepestNesting}`, `nested deeper than ${deepestNesting}`, {
    ru: 'Вынесите часть в производное сведение.',
    en: 'Move a part into a derived fact.',
  });
}

const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const arithmetics: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**']);

/** Turns lezer's concrete tree into ours. */
class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  fail(node: Span, code: string, ru: string, en: string, remedy?: Text): never {
    throw new ReadFault(fault({ from: node.from, to: node.to }, code, ru, en, remedy));
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
    const piece = this.slice(node).trim();
    return piece === ''
      ? this.fail(node, 'not-feel', 'выражение оборвано: здесь чего-то не хватает', 'the expression breaks off: something is missing here')
      : this.fail(node, 'not-feel', `непонятно: «${piece}»`, `not understood: "${piece}"`);
  }

  only(node: SyntaxNode): SyntaxNode {
    const children = this.children(node);
    const [first, second] = children;
    if (first === undefined) this.unexpected(node);
    if (second !== undefined) this.unexpected(second);
    return first;
  }

  name(node: SyntaxNode): string {
    return this.slice(node).trim().replaceAll(/\s+/gu, ' ');
  }

  tree(node: SyntaxNode, depth: number): Tree {
    if (node.type.isError) this.unexpected(node);
    if (depth > deepestNesting) throw new ReadFault(tooDeep({ from: node.from, to: node.to }));
    const span = { from: node.from, to: node.to };
    const next = (child: SyntaxNode): Tree => this.tree(child, depth + 1);
    switch (node.name) {
      case 'NumericLiteral':
        return { kind: 'literal', value: this.number(node), ...span };
      case 'StringLiteral':
        return { kind: 'literal', value: this.string(node), ...span };
      case 'BooleanLiteral':
        return { kind: 'literal', value: this.slice(node) === 'true', ...span };
      case 'null':
        return { kind: 'literal', value: null, ...span };
      case 'VariableName':
        return { kind: 'name', name: this.name(node), ...span };
      case 'ParenthesizedExpression': {
        const inner = this.children(node).filter((child) => child.name !== '(' && child.name !== ')');
        if (inner.length !== 1 || inner[0] === undefined) this.unexpected(node);
        return next(inner[0]);
      }
      case 'Conjunction':
      case 'Disjunction':
        return this.logic(node, depth);
      case 'Comparison':
        return this.comparison(node, depth);
      case 'ArithmeticExpression':
        return this.arithmetic(node, depth);
      case 'PathExpression': {
        const [of, , name] = this.children(node);
        if (of === undefined || name === undefined) this.unexpected(node);
        return { kind: 'path', of: next(of), name: this.name(name), ...span };
      }
      case 'FunctionInvocation':
        return this.call(node, depth);
      case 'DateTimeLiteral':
        return this.dateTime(node, depth);
      case 'IfExpression': {
        const parts = this.children(node).filter((child) => !['if', 'then', 'else'].includes(child.name));
        const [condition, then, otherwise] = parts;
        if (condition === undefined || then === undefined || otherwise === undefined) this.unexpected(node);
        return { kind: 'if', condition: next(condition), then: next(then), else: next(otherwise), ...span };
      }
      case 'List':
        return {
          kind: 'list',
          items: this.children(node)
            .filter((child) => child.name !== '[' && child.name !== ']' && child.name !== ',')
            .map(next),
          ...span,
        };
      case 'Context':
        return this.context(node, depth);
      case 'FilterExpression': {
        const [list, , by] = this.children(node);
        if (list === undefined || by === undefined) this.unexpected(node);
        return { kind: 'filter', list: next(list), by: next(by), ...span };
      }
      case 'QuantifiedExpression': {
        const children = this.children(node);
        const [quantifier, bindings, , body] = children;
        if (quantifier === undefined || bindings === undefined || body === undefined) this.unexpected(node);
        return {
          kind: 'quantified',
          quantifier: quantifier.name === 'every' ? 'every' : 'some',
          bindings: this.bindings(bindings, depth),
          satisfies: next(body),
          ...span,
        };
      }
      case 'ForExpression': {
        const [, bindings, , body] = this.children(node);
        if (bindings === undefined || body === undefined) this.unexpected(node);
        return { kind: 'for', bindings: this.bindings(bindings, depth), give: next(body), ...span };
      }
      default:
        return this.fail(node, 'not-allowed', `правилу нельзя использовать «${this.slice(node)}»`, `a rule may not use "${this.slice(node)}"`);
    }
  }

  number(node: SyntaxNode): number {
    const digits = this.slice(node).replaceAll(/\s/gu, '');
    const value = Number(digits);
    if (!Number.isFinite(value)) this.fail(node, 'bad-number', `«${digits}» — не число`, `"${digits}" is not a number`);
    return value;
  }

  string(node: SyntaxNode): string {
    const inner = this.slice(node).slice(1, -1);
    return inner.replaceAll(/\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|.)/gu, (_, escaped: string) => {
      if (escaped.startsWith('u{')) return String.fromCodePoint(Number.parseInt(escaped.slice(2, -1), 16));
      if (escaped.length === 5) return String.fromCodePoint(Number.parseInt(escaped.slice(1), 16));
      return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
    });
  }

  logic(node: SyntaxNode, depth: number): Tree {
    const kind = node.name === 'Conjunction' ? 'all' : 'any';
    const parts: Tree[] = [];
    for (const child of this.children(node)) {
      if (child.name === 'and' || child.name === 'or') continue;
      // lezer nests chains to the left: flatten without going deeper
      const part = child.name === node.name ? this.logic(child, depth) : this.tree(child, depth + 1);
      if (part.kind === kind && child.name === node.name) parts.push(...part.parts);
      else parts.push(part);
    }
    return { kind, parts, from: node.from, to: node.to };
  }

  comparison(node: SyntaxNode, depth: number): Tree {
    const children = this.children(node);
    const [left, operator, third] = children;
    const span = { from: node.from, to: node.to };
    if (left === undefined || operator === undefined || third === undefined) this.unexpected(node);
    const value = this.tree(left, depth + 1);
    if (operator.name === 'between') {
      const high = children[4];
      if (high === undefined) this.unexpected(node);
      const test: UnaryTest = { kind: 'interval', low: this.tree(third, depth + 1), high: this.tree(high, depth + 1), lowIn: true, highIn: true };
      return { kind: 'in', value, tests: [test], ...span };
    }
    if (operator.name === 'in') return this.membership(value, children.slice(2), span, depth);
    const sign = this.slice(operator);
    if (!comparisons.has(sign)) this.unexpected(operator);
    return { kind: 'compare', operator: sign as CompareOperator, left: value, right: this.tree(third, depth + 1), ...span };
  }

  membership(value: Tree, nodes: readonly SyntaxNode[], span: Span, depth: number): Tree {
    const holders = nodes.flatMap((node) => (node.name === 'PositiveUnaryTests' ? this.children(node) : [node])).filter((node) => node.name === 'PositiveUnaryTest');
    const [first] = holders;
    const inner = first === undefined ? undefined : this.only(first);
    if (holders.length === 1 && inner !== undefined && (inner.name === 'Conjunction' || inner.name === 'Disjunction')) {
      // The grammar reads `x in ("a") and b` as `x in (("a") and b)`; `in` binds closer than `and` (DMN 1.5, table 55).
      return this.regroup(value, inner, span, depth);
    }
    return { kind: 'in', value, tests: holders.map((holder) => this.unaryTest(this.only(holder), depth)), ...span };
  }

  regroup(value: Tree, node: SyntaxNode, span: Span, depth: number): Tree {
    const [left, , right] = this.children(node);
    if (left === undefined || right === undefined) this.unexpected(node);
    const first =
      left.name === 'Conjunction' || left.name === 'Disjunction'
        ? this.regroup(value, left, { from: span.from, to: left.to }, depth + 1)
        : ({ kind: 'in', value, tests: [this.unaryTest(left, depth)], from: span.from, to: left.to } as const);
    const kind = node.name === 'Conjunction' ? 'all' : 'any';
    return { kind, parts: [...(first.kind === kind ? first.parts : [first]), this.tree(right, depth + 1)], ...span };
  }

  unaryTest(node: SyntaxNode, depth: number): UnaryTest {
    if (node.name !== 'SimplePositiveUnaryTest') return { kind: 'value', value: this.tree(node, depth + 1) };
    const [first, second] = this.children(node);
    if (first === undefined) this.unexpected(node);
    if (first.name === 'Interval') {
      const [open, low, , high, close] = this.children(first);
      if (open === undefined || low === undefined || high === undefined || close === undefined) this.unexpected(first);
      return {
        kind: 'interval',
        low: this.tree(low, depth + 1),
        high: this.tree(high, depth + 1),
        lowIn: open.name === '[',
        highIn: close.name === ']',
      };
    }
    if (second === undefined) this.unexpected(node);
    const sign = this.slice(first);
    if (!comparisons.has(sign)) this.unexpected(first);
    return { kind: 'compare', operator: sign as CompareOperator, value: this.tree(second, depth + 1) };
  }

  arithmetic(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const [first, second, third] = this.children(node);
    if (first === undefined || second === undefined) this.unexpected(node);
    if (third === undefined) return { kind: 'negate', of: this.tree(second, depth + 1), ...span };
    const operator = this.slice(second);
    if (!arithmetics.has(operator)) this.unexpected(second);
    return { kind: 'arithmetic', operator: operator as ArithmeticOperator, left: this.tree(first, depth + 1), right: this.tree(third, depth + 1), ...span };
  }

  args(node: SyntaxNode | undefined, depth: number): { args: Tree[]; argNames?: string[] } {
    if (node === undefined) return { args: [] };
    if (node.name === 'NamedParameters') {
      const pairs = this.children(node)
        .filter((child) => child.name === 'NamedParameter')
        .map((pair) => this.children(pair).filter((child) => child.name !== ':'));
      return {
        argNames: pairs.map(([name]) => (name === undefined ? '' : this.name(name))),
        args: pairs.map(([, value]) => (value === undefined ? this.unexpected(node) : this.tree(value, depth + 1))),
      };
    }
    return { args: this.children(node).filter((child) => child.name !== ',').map((child) => this.tree(child, depth + 1)) };
  }

  call(node: SyntaxNode, depth: number): Tree {
    const [callee, , parameters] = this.children(node);
    if (callee === undefined) this.unexpected(node);
    if (callee.name !== 'VariableName' && callee.name !== 'SpecialFunctionName') {
      this.fail(callee, 'not-allowed', 'вызвать можно только функцию по имени', 'only a named function may be called');
    }
    const given = parameters?.name.endsWith('Parameters') === true ? parameters : undefined;
    return { kind: 'call', name: this.name(callee), ...this.args(given, depth), from: node.from, to: node.to };
  }

  /** `date("2024-01-01")`, `duration("P1M")` and `@"…"` with a literal are constants; else a call. */
  dateTime(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const children = this.children(node);
    const [first, , parameters] = children;
    if (first === undefined) this.unexpected(node);
    const name = first.name === 'AtLiteral' ? '@' : this.name(first);
    const given = parameters?.name.endsWith('Parameters') === true ? parameters : undefined;
    const call = first.name === 'AtLiteral' ? { args: this.children(first).filter((c) => c.name === 'StringLiteral').map((c) => this.tree(c, depth)) } : this.args(given, depth);
    const [only, more] = call.args;
    if (only?.kind === 'literal' && typeof only.value === 'string' && more === undefined) {
      const duration = name === 'duration' || name === '@' ? readDuration(only.value) : undefined;
      if (duration !== undefined) return { ...duration, kind: 'duration', ...span };
      const day = name === 'date' || name === '@' ? readDay(only.value) : undefined;
      if (day !== undefined) return { kind: 'date', day, ...span };
      this.fail(node, 'bad-literal', `«${only.value}» — не дата и не срок`, `"${only.value}" is neither a date nor a duration`, {
        ru: 'Дата пишется как 2026-03-02, срок — как P6M (шесть месяцев) или P10D (десять дней).',
        en: 'A date is written 2026-03-02, a duration P6M (six months) or P10D (ten days).',
      });
    }
    return { kind: 'call', name, ...call, ...span };
  }

  context(node: SyntaxNode, depth: number): Tree {
    const entries = this.children(node)
      .filter((child) => child.name === 'ContextEntry')
      .map((entry) => {
        const [key, ...rest] = this.children(entry);
        const value = rest.findLast((child) => child.name !== ':');
        if (key === undefined || value === undefined) this.unexpected(entry);
        const raw = this.name(key);
        return { key: raw.startsWith('"') ? raw.slice(1, -1) : raw, value: this.tree(value, depth + 1) };
      });
    return { kind: 'context', entries, from: node.from, to: node.to };
  }

  bindings(node: SyntaxNode, depth: number): Binding[] {
    return this.children(node)
      .filter((child) => child.name === 'InExpression')
      .map((child) => {
        const [name, , holder] = this.children(child);
        if (name === undefined || holder === undefined) this.unexpected(child);
        const parts = this.children(holder);
        const [over, dots] = parts;
        if (over === undefined) this.unexpected(holder);
        if (dots !== undefined) this.fail(holder, 'not-allowed', 'перебор чисел не поддерживается', 'iteration over numbers is not supported');
        return { name: this.name(name), over: this.tree(over, depth + 1) };
      });
  }
}
