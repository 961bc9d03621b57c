import { durationText } from './durations.ts';
import { textOf } from './text-of.ts';
import type { Binding, Tree, TypeTree, UnaryTest } from './tree.ts';

/** How tightly a form binds: what binds looser than its place wants stands in brackets. */
const bind = { open: 0, or: 1, and: 2, compare: 3, sum: 4, product: 5, power: 6, sign: 7, whole: 8 } as const;

/** Beyond so many letters the parts of an `and` or an `or` stand on lines of their own. */
const longestLine = 100;

/**
 * A tree as FEEL text that reads back as the same tree (spans apart). The text shows what a checked tree knows: whose a fact
 * is. Names are written as they are, so what reads the text has to know those with spaces or signs.
 */
export function feelText(tree: Tree): string {
  const text = written(tree)[0];
  if (text.length <= longestLine || (tree.kind !== 'all' && tree.kind !== 'any')) return text;
  const [word, least] = tree.kind === 'all' ? (['and', bind.compare] as const) : (['or', bind.and] as const);
  return tree.parts.map((part) => held(part, least)).join(`\n${word} `);
}

/** The cell of a decision table: what is asked of `?`, without the `?` where a unary test says it. */
export function feelTests(tree: Tree): string {
  const isNot = tree.kind === 'call' && tree.name === 'not';
  const [asked] = isNot ? tree.args : [tree];
  if (tree.kind === 'literal' && tree.value === true) return '-';
  if (asked?.kind !== 'in' || asked.value.kind !== 'name' || asked.value.name !== '?') return feelText(tree);
  const tests = asked.tests.map(test).join(', ');
  return isNot ? `not(${tests})` : tests;
}

function held(tree: Tree, least: number): string {
  const [text, binds] = written(tree);
  return binds < least ? `(${text})` : text;
}

function open(tree: Tree): string {
  return held(tree, bind.open);
}

function written(tree: Tree): readonly [text: string, binds: number] {
  switch (tree.kind) {
    case 'literal':
      if (typeof tree.value === 'string') return [quoted(tree.value), bind.whole];
      return [textOf(tree.value), typeof tree.value === 'number' && tree.value < 0 ? bind.sign : bind.whole];
    case 'decimal':
      return [tree.digits, tree.digits.startsWith('-') ? bind.sign : bind.whole];
    case 'date':
      return [`date("${tree.day}")`, bind.whole];
    case 'duration': {
      const { months, days } = tree;
      const text = durationText({ kind: 'duration', months, days, ...(days === 0 ? {} : { seconds: 0 }) });
      return [`duration("${text}")`, bind.whole];
    }
    case 'name':
      return [tree.name, bind.whole];
    case 'path':
      return [`${held(tree.of, bind.whole)}.${tree.name}`, bind.whole];
    case 'call':
      if (tree.name === '@') return [`@${args(tree)}`, bind.whole];
      return [`${tree.name}(${args(tree)})`, bind.whole];
    case 'invoke':
      return [`${held(tree.of, bind.whole + 1)}(${args(tree)})`, bind.whole];
    case 'function': {
      const parameters = tree.parameters.map(({ name, type }) =>
        type === undefined ? name : `${name}: ${typeText(type)}`,
      );
      return [`function(${parameters.join(', ')}) ${open(tree.body)}`, bind.open];
    }
    case 'external':
      return ['function() external {}', bind.open];
    case 'range':
      return [rangeText(tree), bind.whole];
    case 'instance':
      return [`${held(tree.of, bind.whole)} instance of ${typeText(tree.type)}`, bind.compare];
    case 'all':
      return [tree.parts.map((part) => held(part, bind.compare)).join(' and '), bind.and];
    case 'any':
      return [tree.parts.map((part) => held(part, bind.and)).join(' or '), bind.or];
    case 'compare':
      return [`${held(tree.left, bind.sum)} ${tree.operator} ${held(tree.right, bind.sum)}`, bind.compare];
    case 'in':
      return [`${held(tree.value, bind.sum)} in ${testsText(tree.tests)}`, bind.compare];
    case 'arithmetic': {
      const binds = tree.operator === '**' ? bind.power : '*/'.includes(tree.operator) ? bind.product : bind.sum;
      const left = held(tree.left, tree.operator === '**' ? bind.whole : binds);
      return [`${left} ${tree.operator} ${held(tree.right, binds + 1)}`, binds];
    }
    case 'negate':
      return [`-${held(tree.of, bind.whole)}`, bind.sign];
    case 'if':
      return [`if ${open(tree.condition)} then ${open(tree.then)} else ${open(tree.else)}`, bind.open];
    case 'list':
      return [`[${tree.items.map(open).join(', ')}]`, bind.whole];
    case 'context':
      return [`{${tree.entries.map(({ key, value }) => `${keyText(key)}: ${open(value)}`).join(', ')}}`, bind.whole];
    case 'filter':
      return [`${held(tree.list, bind.whole)}[${open(tree.by)}]`, bind.whole];
    case 'quantified':
      return [`${tree.quantifier} ${bindings(tree.bindings)} satisfies ${open(tree.satisfies)}`, bind.open];
    case 'for':
      return [`for ${bindings(tree.bindings)} return ${open(tree.give)}`, bind.open];
  }
}

function args({ args: given, argNames }: Tree & { kind: 'call' | 'invoke' }): string {
  return given
    .map((arg, index) => (argNames === undefined ? open(arg) : `${argNames[index] ?? ''}: ${open(arg)}`))
    .join(', ');
}

function bindings(bound: readonly Binding[]): string {
  return bound
    .map(({ name, over, to }) =>
      to === undefined
        ? `${name} in ${held(over, bind.or)}`
        : `${name} in ${held(over, bind.sum)}..${held(to, bind.sum)}`,
    )
    .join(', ');
}

function rangeText({ low, high, lowIn, highIn }: Tree & { kind: 'range' }): string {
  if (low === undefined) return `(${highIn ? '<=' : '<'} ${high === undefined ? 'null' : held(high, bind.sum)})`;
  if (high === undefined) return `(${lowIn ? '>=' : '>'} ${held(low, bind.sum)})`;
  return interval({ low, high, lowIn, highIn });
}

type Ends = { readonly low: Tree; readonly high: Tree; readonly lowIn: boolean; readonly highIn: boolean };

function interval({ low, high, lowIn, highIn }: Ends): string {
  return `${lowIn ? '[' : '('}${held(low, bind.sum)}..${held(high, bind.sum)}${highIn ? ']' : ')'}`;
}

function testsText(tests: readonly UnaryTest[]): string {
  const [only] = tests;
  return tests.length === 1 && only?.kind === 'interval' ? interval(only) : `(${tests.map(test).join(', ')})`;
}

function test(one: UnaryTest): string {
  if (one.kind === 'interval') return interval(one);
  return one.kind === 'compare' ? `${one.operator} ${held(one.value, bind.sum)}` : held(one.value, bind.or);
}

function typeText(type: TypeTree): string {
  switch (type.kind) {
    case 'named':
      return type.name;
    case 'list':
    case 'range':
      return `${type.kind}<${typeText(type.of)}>`;
    case 'context':
      return `context<${type.entries.map(({ key, type: of }) => `${key}: ${typeText(of)}`).join(', ')}>`;
    case 'function':
      return `function<${type.parameters.map(typeText).join(', ')}> -> ${typeText(type.result)}`;
  }
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\\n\r\t]/gu, (sign) => escapes[sign] ?? sign)}"`;
}

function keyText(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? key : quoted(key);
}
