import type { CheckFault, CheckScope, Typed } from './check-faults.ts';
import { CallChecker, typesThere } from './check-functions.ts';
import { arithmeticType, literalType, namedParts, partType } from './check-types.ts';
import { arithmeticUnit, numberOf } from './check-units.ts';
import { typeOfTree } from './conform.ts';
import { read } from './read.ts';
import type { CheckedTable } from './table/written.ts';
import type { Binding, Tree, UnaryTest } from './tree.ts';
import { comparable, joined, listOf, types, typeText } from './types.ts';
import type { ValueType } from './types.ts';
import { kindHint } from './slips.ts';
import { mentions } from './tests.ts';
import { conversions } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An expression whose names and types are sure. Plain data: it may be kept as JSON and evaluated without being read again. */
export type CheckedExpression = {
  readonly text: string;
  readonly tree: Tree;
  readonly type: ValueType;
  /** Set when it was written as a decision table: `tree` is what the table comes to. */
  readonly table?: CheckedTable;
};

export type { CheckFault };
export type Checked = { readonly expression: CheckedExpression } | { readonly faults: readonly CheckFault[] };

export type CheckOptions = {
  readonly vocabulary: Vocabulary;
  /** The entity whose facts are bare names; it is bound to `subject`. */
  readonly subject?: string;
  readonly locals?: readonly { readonly name: string; readonly type: ValueType }[];
  readonly expects?: ValueType;
};

/**
 * Reads an expression and proves its names and types against what is declared. Bare facts of the subject, or of the item
 * inside a filter, become explicit paths. Faults carry the span in the text; the caller adds file and line.
 */
export function check(text: string, options: CheckOptions): Checked {
  const got = read(text);
  if ('problem' in got) return { faults: [{ problem: got.problem, span: got.span }] };
  return checkTree(got.tree, text, options);
}

/** As `check`, of a text that is read already: a cell of a decision table. */
export function checkTree(read: Tree, text: string, options: CheckOptions): Checked {
  const checker = new Checker(options.vocabulary, text);
  let scope: CheckScope | undefined;
  if (options.subject !== undefined)
    scope = { name: 'subject', type: { kind: 'entity', entity: options.subject }, implicit: true, outer: undefined };
  for (const local of options.locals ?? []) scope = { ...local, implicit: false, outer: scope };
  const { tree, type } = checker.typed(read, scope);
  if (options.expects !== undefined) checker.wrongResult(tree, options.expects, type);
  return checker.faults.length > 0 ? { faults: checker.faults } : { expression: { text, tree, type } };
}

class Checker extends CallChecker {
  typed(tree: Tree, scope: CheckScope | undefined): Typed {
    switch (tree.kind) {
      case 'literal':
        return { tree, type: literalType(tree.value) };
      case 'decimal':
        return { tree, type: types.number };
      case 'date':
        return { tree, type: types.date };
      case 'duration':
        return { tree, type: types.duration };
      case 'name':
        return this.name(tree, scope);
      case 'path':
        return this.path(tree, scope);
      case 'call':
        return this.call(tree, scope);
      case 'invoke':
        return this.invocation(tree, scope);
      case 'function':
        return this.definition(tree, scope);
      case 'external':
        this.fault(
          tree,
          'not-allowed',
          'функции другой программы правилу недоступны',
          'a rule cannot call a function of another program',
          {
            ru: 'Выразите это правилом или объявите сведение, о котором спросят.',
            en: 'Say it by a rule, or declare a fact that is asked for.',
          },
        );
        return { tree, type: types.any };
      case 'range': {
        const low = tree.low === undefined ? undefined : this.typed(tree.low, scope);
        const high = tree.high === undefined ? undefined : this.typed(tree.high, scope);
        if (low !== undefined && high !== undefined) this.sameKind(tree, low, high);
        const of = (low ?? high)?.type ?? types.any;
        return {
          tree: {
            ...tree,
            ...(low === undefined ? {} : { low: low.tree }),
            ...(high === undefined ? {} : { high: high.tree }),
          },
          type: { kind: 'range', of },
        };
      }
      case 'instance': {
        if (typeOfTree(tree.type) === undefined)
          this.fault(tree, 'no-such-type', 'такого типа нет', 'there is no such type', typesThere);
        return { tree: { ...tree, of: this.typed(tree.of, scope).tree }, type: types.boolean };
      }
      case 'all':
      case 'any':
        return {
          tree: { ...tree, parts: tree.parts.map((part) => this.expect(part, types.boolean, scope)) },
          type: types.boolean,
        };
      case 'compare': {
        const left = this.typed(tree.left, scope);
        const right = this.typed(tree.right, scope);
        this.sameKind(tree, left, right);
        this.againstNull(tree, left, right);
        return { tree: { ...tree, left: left.tree, right: right.tree }, type: types.boolean };
      }
      case 'in':
        return this.membership(tree, scope);
      case 'arithmetic':
        return this.arithmetic(tree, scope);
      case 'negate': {
        const of = this.typed(tree.of, scope);
        if (!['number', 'duration', 'any'].includes(of.type.kind)) this.wrongType(tree.of, types.number, of.type);
        return { tree: { ...tree, of: of.tree }, type: of.type };
      }
      case 'if': {
        const condition = this.expect(tree.condition, types.boolean, scope);
        const then = this.typed(tree.then, scope);
        const otherwise = this.typed(tree.else, scope);
        this.sameUnits(tree, [then, otherwise]);
        return {
          tree: { ...tree, condition, then: then.tree, else: otherwise.tree },
          type: joined(then.type, otherwise.type),
        };
      }
      case 'list': {
        const items = tree.items.map((item) => this.typed(item, scope));
        this.sameUnits(tree, items);
        const of = items.length === 0 ? types.any : items.map((item) => item.type).reduce(joined);
        return { tree: { ...tree, items: items.map((item) => item.tree) }, type: listOf(of) };
      }
      case 'context': {
        let inner = scope;
        const entries = tree.entries.map((entry) => {
          const found = this.typed(entry.value, inner);
          inner = { name: entry.key, type: found.type, implicit: false, outer: inner };
          return { key: entry.key, ...found };
        });
        return {
          tree: { ...tree, entries: entries.map(({ key, tree: value }) => ({ key, value })) },
          type: { kind: 'context', entries: Object.fromEntries(entries.map(({ key, type }) => [key, type])) },
        };
      }
      case 'filter':
        return this.filter(tree, scope);
      case 'quantified': {
        const { bindings, scope: inner } = this.bindings(tree.bindings, scope);
        return {
          tree: { ...tree, bindings, satisfies: this.expect(tree.satisfies, types.boolean, inner) },
          type: types.boolean,
        };
      }
      case 'for': {
        const { bindings, scope: inner } = this.bindings(tree.bindings, scope);
        const give = this.typed(tree.give, { name: 'partial', type: listOf(types.any), implicit: false, outer: inner });
        return { tree: { ...tree, bindings, give: give.tree }, type: listOf(give.type) };
      }
    }
  }

  expect(tree: Tree, type: ValueType, scope: CheckScope | undefined): Tree {
    const got = this.typed(tree, scope);
    if (!comparable(got.type, type)) this.wrongType(tree, type, got.type);
    return got.tree;
  }

  name(tree: Tree & { kind: 'name' }, scope: CheckScope | undefined): Typed {
    const nearer = new Set<string>();
    for (let at = scope; at !== undefined; at = at.outer) {
      if (at.name === tree.name) return { tree, type: at.type };
      const type = at.implicit ? this.memberType(at.type, tree.name) : undefined;
      if (type !== undefined) {
        if (nearer.has(at.name)) {
          this.fault(
            tree,
            'hidden-name',
            `«${tree.name}» внешнего списка здесь не видно`,
            `"${tree.name}" of the outer list is hidden here`,
            {
              ru: 'Назовите элемент: «some m in … satisfies m.…».',
              en: 'Name the item: "some m in … satisfies m.…".',
            },
          );
        }
        const { from, to, name } = tree;
        return { tree: { kind: 'path', of: { kind: 'name', name: at.name, from, to }, name, from, to }, type };
      }
      nearer.add(at.name);
    }
    const type = this.vocabulary.globals.get(tree.name);
    if (type !== undefined) return { tree, type };
    const conversion = conversions.get(tree.name);
    if (conversion !== undefined) {
      const { from, to } = tree;
      return { tree: { kind: 'literal', value: conversion.value, from, to }, type: numberOf(conversion.unit) };
    }
    this.unknownName(tree, tree.name, this.namesIn(scope));
    return { tree, type: types.any };
  }

  path(tree: Tree & { kind: 'path' }, scope: CheckScope | undefined): Typed {
    const of = this.typed(tree.of, scope);
    const type = this.pathType(tree, of.type);
    return { tree: { ...tree, of: of.tree }, type };
  }

  pathType(tree: Tree & { kind: 'path' }, of: ValueType): ValueType {
    if (of.kind === 'list') return listOf(this.pathType(tree, of.of));
    if (of.kind === 'any') return types.any;
    const parts = namedParts[of.kind] ?? [];
    if (parts.includes(tree.name)) return partType(of, tree.name);
    const type = this.memberType(of, tree.name);
    if (type !== undefined) return type;
    const names =
      of.kind === 'entity'
        ? [...(this.vocabulary.entities.get(of.entity)?.keys() ?? [])]
        : of.kind === 'context'
          ? Object.keys(of.entries)
          : parts;
    this.unknownMember(tree, of, tree.name, names);
    return types.any;
  }

  membership(tree: Tree & { kind: 'in' }, scope: CheckScope | undefined): Typed {
    const value = this.typed(tree.value, scope);
    const outer = scope;
    const tests = tree.tests.map((test): UnaryTest => {
      const scope: CheckScope = { name: '?', type: value.type, implicit: false, outer };
      if (test.kind === 'interval') {
        const low = this.typed(test.low, scope);
        const high = this.typed(test.high, scope);
        this.sameKind(test.low, value, low);
        this.sameKind(test.high, value, high);
        return { ...test, low: low.tree, high: high.tree };
      }
      const against = this.typed(test.value, scope);
      let held =
        test.kind === 'value' && against.type.kind === 'list' && value.type.kind !== 'list'
          ? { ...against, type: against.type.of }
          : against;
      if (held.type.kind === 'range' && value.type.kind !== 'range') held = { ...held, type: held.type.of };
      if (!mentions(against.tree, '?')) this.sameKind(test.value, value, held);
      return { ...test, value: against.tree };
    });
    return { tree: { ...tree, value: value.tree, tests }, type: types.boolean };
  }

  arithmetic(tree: Tree & { kind: 'arithmetic' }, scope: CheckScope | undefined): Typed {
    const left = this.typed(tree.left, scope);
    const right = this.typed(tree.right, scope);
    const type = arithmeticType(tree.operator, left.type.kind, right.type.kind);
    if (type === undefined) {
      this.fault(
        tree,
        'wrong-arithmetic',
        `действие «${tree.operator}» не определено: слева ${typeText(left.type, 'ru')}, справа ${typeText(right.type, 'ru')}`,
        `"${tree.operator}" is not defined: left is ${typeText(left.type, 'en')}, right is ${typeText(right.type, 'en')}`,
        kindHint(left.type.kind, right.type.kind),
      );
    }
    const power =
      tree.operator === '**' && right.tree.kind === 'literal' && Number.isInteger(right.tree.value)
        ? Number(right.tree.value)
        : undefined;
    const isSum = tree.operator === '+' || tree.operator === '-';
    const unit =
      isSum && !this.sameUnits(tree, [left, right])
        ? undefined
        : arithmeticUnit(tree.operator, left.type, right.type, power);
    const checked = { ...tree, left: left.tree, right: right.tree };
    if (type?.kind !== 'number') return { tree: checked, type: type ?? types.any };
    return {
      tree: isOne(tree.right) && !isSum && tree.operator !== '**' ? left.tree : checked,
      type: numberOf(unit),
    };
  }

  filter(tree: Tree & { kind: 'filter' }, scope: CheckScope | undefined): Typed {
    const of = this.typed(tree.list, scope);
    if (of.type.kind !== 'list' && of.type.kind !== 'any') this.wrongType(tree.list, listOf(types.any), of.type);
    const item = of.type.kind === 'list' ? of.type.of : types.any;
    const by = this.typed(tree.by, { name: 'item', type: item, implicit: true, outer: scope });
    if (by.type.kind === 'number')
      return { tree: { ...tree, list: of.tree, by: by.tree, how: 'position' }, type: item };
    if (!comparable(by.type, types.boolean)) this.wrongType(tree.by, types.boolean, by.type);
    const how = by.type.kind === 'boolean' ? ({ how: 'condition' } as const) : {};
    return { tree: { ...tree, list: of.tree, by: by.tree, ...how }, type: listOf(item) };
  }

  bindings(
    bindings: readonly Binding[],
    scope: CheckScope | undefined,
  ): { readonly bindings: readonly Binding[]; readonly scope: CheckScope | undefined } {
    let inner = scope;
    const checked = bindings.map((binding) => {
      const over = this.typed(binding.over, inner);
      const to = binding.to === undefined ? undefined : this.typed(binding.to, inner);
      if (to !== undefined) {
        this.sameKind(binding.over, over, to);
        if (over.type.kind !== 'number' && over.type.kind !== 'date' && over.type.kind !== 'any')
          this.wrongType(binding.over, types.number, over.type);
        inner = { name: binding.name, type: over.type, implicit: false, outer: inner };
        return { name: binding.name, over: over.tree, to: to.tree };
      }
      if (over.type.kind !== 'list' && over.type.kind !== 'range' && over.type.kind !== 'any')
        this.wrongType(binding.over, listOf(types.any), over.type);
      inner = {
        name: binding.name,
        type: over.type.kind === 'list' || over.type.kind === 'range' ? over.type.of : types.any,
        implicit: false,
        outer: inner,
      };
      return { name: binding.name, over: over.tree };
    });
    return { bindings: checked, scope: inner };
  }
}

/** `* oneMonth` only says what the sum is of: it leaves no trace in the rule. */
function isOne(tree: Tree): boolean {
  return tree.kind === 'name' && conversions.get(tree.name)?.value === 1;
}
