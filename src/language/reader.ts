import type { SyntaxNode } from '@lezer/common';

import { readDay } from './days.ts';
import { isOfMonths, readDuration } from './durations.ts';
import { NodeReader } from './reader-node.ts';
import type { ArithmeticOperator, Binding, CompareOperator, Span, Tree, UnaryTest } from './tree.ts';

const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const arithmetics: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**']);

/** Turns lezer's concrete tree into ours. */
export class Reader extends NodeReader {
  tree(node: SyntaxNode, depth: number): Tree {
    if (node.type.isError) this.unexpected(node);
    if (depth > this.deepest) throw this.tooDeep(node);
    const span = { from: node.from, to: node.to };
    const next = (child: SyntaxNode): Tree => this.tree(child, depth + 1);
    switch (node.name) {
      case 'NumericLiteral':
        return this.number(node);
      case 'StringLiteral':
        return { kind: 'literal', value: this.string(node), ...span };
      case 'BooleanLiteral':
        return { kind: 'literal', value: this.slice(node) === 'true', ...span };
      case 'null':
        return { kind: 'literal', value: null, ...span };
      case 'VariableName':
      case '?':
        return { kind: 'name', name: this.name(node), ...span };
      case 'SimplePositiveUnaryTest':
        return this.range(node, depth);
      case 'FunctionDefinition':
        return this.definition(node, depth);
      case 'InstanceOfExpression': {
        const [of, , , type] = this.children(node);
        if (of === undefined || type === undefined) this.unexpected(node);
        return { kind: 'instance', of: next(of), type: this.type(type, depth), ...span };
      }
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
        return this.fail(
          node,
          'not-allowed',
          `правилу нельзя использовать «${this.slice(node)}»`,
          `a rule may not use "${this.slice(node)}"`,
        );
    }
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
      const test: UnaryTest = {
        kind: 'interval',
        low: this.tree(third, depth + 1),
        high: this.tree(high, depth + 1),
        lowIn: true,
        highIn: true,
      };
      return { kind: 'in', value, tests: [test], ...span };
    }
    if (operator.name === 'in') return this.membership(value, children.slice(2), span, depth);
    const sign = this.slice(operator);
    if (!comparisons.has(sign)) this.unexpected(operator);
    return {
      kind: 'compare',
      operator: sign as CompareOperator,
      left: value,
      right: this.tree(third, depth + 1),
      ...span,
    };
  }

  membership(value: Tree, nodes: readonly SyntaxNode[], span: Span, depth: number): Tree {
    const holders = nodes
      .flatMap((node) => (node.name === 'PositiveUnaryTests' ? this.children(node) : [node]))
      .filter((node) => node.name === 'PositiveUnaryTest');
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
    const bracketed = node.name === 'ParenthesizedExpression' ? node.getChild('SimplePositiveUnaryTest') : null;
    if (bracketed !== null && bracketed.getChild('CompareOp') !== null) return this.unaryTest(bracketed, depth + 1);
    if (node.name !== 'SimplePositiveUnaryTest') return { kind: 'value', value: this.tree(node, depth + 1) };
    const [first, second] = this.children(node);
    if (first === undefined) this.unexpected(node);
    if (first.name === 'Interval') {
      const { low, high, ...ends } = this.interval(first, depth);
      return { kind: 'interval', low, high, ...ends };
    }
    if (second === undefined) this.unexpected(node);
    const sign = this.slice(first);
    if (!comparisons.has(sign)) this.unexpected(first);
    return { kind: 'compare', operator: sign as CompareOperator, value: this.tree(second, depth + 1) };
  }

  interval(
    node: SyntaxNode,
    depth: number,
  ): { readonly low: Tree; readonly high: Tree; readonly lowIn: boolean; readonly highIn: boolean } {
    const [open, low, , high, close] = this.children(node);
    if (open === undefined || low === undefined || high === undefined || close === undefined) this.unexpected(node);
    return {
      low: this.tree(low, depth + 1),
      high: this.tree(high, depth + 1),
      lowIn: open.name === '[',
      highIn: close.name === ']',
    };
  }

  /** A range as a value: `[1..5)`, `(< 10)`, `(>= 3)`; `(= 3)` holds 3 only. */
  range(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const [first, second] = this.children(node);
    if (first === undefined) this.unexpected(node);
    if (first.name === 'Interval') return { kind: 'range', ...this.interval(first, depth), ...span };
    if (second === undefined) this.unexpected(node);
    const end = this.tree(second, depth + 1);
    const sign = this.slice(first);
    if (sign === '=') return { kind: 'range', low: end, high: end, lowIn: true, highIn: true, ...span };
    if (sign === '<' || sign === '<=')
      return { kind: 'range', high: end, lowIn: false, highIn: sign === '<=', ...span };
    if (sign === '>' || sign === '>=') return { kind: 'range', low: end, lowIn: sign === '>=', highIn: false, ...span };
    return this.unexpected(first);
  }

  /** All of a cell: `-` is always yes, `not(…)` turns the rest round. */
  tests(top: SyntaxNode): Tree {
    const span = { from: top.from, to: top.to };
    const children = this.children(top);
    const [first] = children;
    if (first === undefined) this.unexpected(top);
    if (first.name === 'Wildcard') return { kind: 'literal', value: true, ...span };
    const holder = children.find((child) => child.name === 'PositiveUnaryTests');
    if (holder === undefined) this.unexpected(top);
    const tests = this.children(holder)
      .filter((child) => child.name === 'PositiveUnaryTest')
      .map((child) => this.unaryTest(this.only(child), 0));
    const holds: Tree = { kind: 'in', value: { kind: 'name', name: '?', ...span }, tests, ...span };
    return first.name === 'not' ? { kind: 'call', name: 'not', args: [holds], ...span } : holds;
  }

  definition(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const children = this.children(node);
    if (children.some((child) => child.name === 'external')) return { kind: 'external', ...span };
    const body = children.find((child) => child.name === 'FunctionBody');
    if (body === undefined) this.unexpected(node);
    const formal = children.find((child) => child.name === 'FormalParameters');
    const parameters = (formal === undefined ? [] : this.children(formal))
      .filter((child) => child.name === 'FormalParameter')
      .map((child) => {
        const [name, type] = this.children(child).filter((part) => part.name !== ':');
        if (name === undefined) this.unexpected(child);
        return { name: this.name(name), ...(type === undefined ? {} : { type: this.type(type, depth + 1) }) };
      });
    return { kind: 'function', parameters, body: this.tree(this.only(body), depth + 1), ...span };
  }

  arithmetic(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const [first, second, third] = this.children(node);
    if (first === undefined || second === undefined) this.unexpected(node);
    if (third === undefined) return { kind: 'negate', of: this.tree(second, depth + 1), ...span };
    const operator = this.slice(second);
    if (!arithmetics.has(operator)) this.unexpected(second);
    return {
      kind: 'arithmetic',
      operator: operator as ArithmeticOperator,
      left: this.tree(first, depth + 1),
      right: this.tree(third, depth + 1),
      ...span,
    };
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
    return {
      args: this.children(node)
        .filter((child) => child.name !== ',')
        .map((child) => this.tree(child, depth + 1)),
    };
  }

  call(node: SyntaxNode, depth: number): Tree {
    const [callee, , parameters] = this.children(node);
    const span = { from: node.from, to: node.to };
    if (callee === undefined) this.unexpected(node);
    const given = this.args(parameters?.name.endsWith('Parameters') === true ? parameters : undefined, depth);
    if (callee.name === 'VariableName' || callee.name === 'SpecialFunctionName')
      return { kind: 'call', name: this.name(callee), ...given, ...span };
    return { kind: 'invoke', of: this.tree(callee, depth + 1), ...given, ...span };
  }

  /** `date("2024-01-01")`, `duration("P1M")` and `@"…"` with a date or a duration of whole days are constants; else a call. */
  dateTime(node: SyntaxNode, depth: number): Tree {
    const span = { from: node.from, to: node.to };
    const children = this.children(node);
    const [first, , parameters] = children;
    if (first === undefined) this.unexpected(node);
    const isAt = first.name === 'AtLiteral';
    const name = isAt ? '@' : this.name(first);
    const call = isAt
      ? {
          args: this.children(first)
            .filter((child) => child.name === 'StringLiteral')
            .map((child) => this.tree(child, depth)),
        }
      : this.args(parameters?.name.endsWith('Parameters') === true ? parameters : undefined, depth);
    const [only, more] = call.args;
    if (only?.kind === 'literal' && typeof only.value === 'string' && more === undefined && !('argNames' in call)) {
      const duration = name === 'duration' || name === '@' ? readDuration(only.value) : undefined;
      const isWhole =
        duration !== undefined && (isOfMonths(duration) || (duration.seconds === 0 && duration.days !== 0));
      if (isWhole) return { kind: 'duration', months: duration.months, days: duration.days, ...span };
      const day = name === 'date' || name === '@' ? readDay(only.value) : undefined;
      if (day !== undefined) return { kind: 'date', day, ...span };
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
        const [inside] = this.children(key);
        return {
          key: inside?.name === 'StringLiteral' ? this.string(inside) : this.name(key),
          value: this.tree(value, depth + 1),
        };
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
        const [over, , to] = parts;
        if (over === undefined) this.unexpected(holder);
        return {
          name: this.name(name),
          over: this.tree(over, depth + 1),
          ...(to === undefined ? {} : { to: this.tree(to, depth + 1) }),
        };
      });
  }
}
