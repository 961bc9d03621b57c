import { inputsOf, states } from '#language';
import type { Graph, Node } from '#language';
import type { Rulebook } from '#assessment';

import { chosenSpan, chosenWord, firstSpan, firstWord } from './chosen.ts';
import { among, equalSpans, equalWords, ordered, presentAnd } from './comparisons.ts';
import { monthsBetween, monthsOf, parameterOn, shiftedDay, yearsOf } from './days.ts';
import type { Dialect } from './dialect.ts';
import type { Layers } from './layers.ts';
import { columnsIn } from './layers.ts';
import { leafValue } from './leaves.ts';
import type { Raw } from './leaves.ts';
import { arithmetic, rounded } from './numbers.ts';
import { NotInSql, ofNode } from './not-in-sql.ts';
import type { Profile } from './profile.ts';
import { constantSpan, extreme } from './spans.ts';
import { no, quoted, yes } from './text.ts';
import type { Sql } from './text.ts';
import { absent, all, any, chooseTruth, firstTruth, negation, otherTruth, sameTruth } from './truths.ts';
import { replaced, truth } from './values.ts';
import type { Span, Truth, Value, Word } from './values.ts';

/** What is the same for every statement. */
export type Rules = {
  readonly book: Rulebook;
  readonly dialect: Dialect;
  readonly profile: Profile;
  /** Texts by their codes. */
  readonly texts: readonly string[];
  /** How many nodes are counted from each. */
  readonly uses: readonly number[];
  /** Whether a tree that rests on no fact holds on the day. */
  readonly treeTruth: (node: number) => Truth;
};

/** Values that are not counted here but come from elsewhere: a table below, people counted over, the person outside. */
export type Given = (index: number, node: Node) => Value | undefined;

/** The values of nodes in one query: each is counted once, as columns of its layers. */
export class NodeValues {
  readonly layers: Layers;
  readonly #rules: Rules;
  readonly #graph: Graph;
  readonly #given: Given;
  readonly #raw: Raw;
  readonly #known = new Map<number, Value>();

  constructor(rules: Rules, layers: Layers, given: Given, raw: Raw) {
    this.#rules = rules;
    this.#graph = rules.book.graph;
    this.layers = layers;
    this.#given = given;
    this.#raw = raw;
  }

  value(index: number): Value {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const node = this.#graph.nodes[index]!;
    const found =
      this.#given(index, node) ??
      this.#kept(
        index,
        ofNode(index, () => this.#count(index, node)),
      );
    this.#known.set(index, found);
    return found;
  }

  truth(index: number): Truth {
    const value = this.value(index);
    if (value.kind !== 'truth') throw new Error(`Node ${index} is no truth`);
    return value;
  }

  span(index: number): Span {
    const value = this.value(index);
    if (value.kind !== 'span') throw new Error(`Node ${index} is no number`);
    return value;
  }

  #word(index: number): Word {
    const value = this.value(index);
    if (value.kind !== 'word') throw new Error(`Node ${index} is no text`);
    return value;
  }

  /** What is read once, or is as short as the name of a column, is written where it is read. */
  #kept(index: number, value: Value): Value {
    const isReadOnce = value.kind === 'truth' && (this.#rules.uses[index] ?? 0) < 2;
    return replaced(value, (text, part) => {
      if (isPlain(text) || (isReadOnce && text.length < 2000)) return text;
      return this.layers.make(`n${index}${part}`, text);
    });
  }

  #count(index: number, node: Node): Value {
    const { dialect, texts } = this.#rules;
    const kind = this.#graph.kinds[index];
    switch (node.op) {
      case 'leaf':
        return leafValue(this.#rules, node.name, this.layers, `n${index}r`, this.#raw);
      case 'constant':
        if (kind === 'boolean') return constantTruth(node.slot.state, node.slot.low);
        if (kind === 'text' || kind === 'choices') return constantWord(node.slot.state, texts[node.slot.low] ?? '');
        return constantSpan(dialect, node.slot, kind === 'date' ? 'date' : 'number');
      case 'tree':
        return this.#rules.treeTruth(index);
      case 'all':
        return all(node.parts.map((part) => this.truth(part)));
      case 'any':
        return any(node.parts.map((part) => this.truth(part)));
      case 'not':
        return negation(this.truth(node.of));
      case 'absent':
        return absent(this.value(node.of));
      case 'compare':
        return this.#comparison(node);
      case 'among':
        return among(
          this.#word(node.of),
          node.codes.map((code) => texts[code] ?? ''),
        );
      case 'holds': {
        const list = this.#word(node.of);
        return presentAnd(list.open, dialect.listHas(list.text, this.#choice(node.of, node.bit)));
      }
      case 'arithmetic':
        return arithmetic(dialect, node.sign, this.span(node.left), this.span(node.right));
      case 'if':
        return this.#chosen(node);
      case 'first-known':
        return this.#first(node.ways);
      case 'months-between':
        return monthsBetween(dialect, this.span(node.from), this.span(node.to));
      case 'years-of':
        return yearsOf(this.span(node.of));
      case 'months-of':
        return monthsOf(dialect, this.span(node.of));
      case 'shift-day':
        return shiftedDay(dialect, this.span(node.of), node.months, node.days);
      case 'parameter-on':
        return parameterOn(dialect, this.span(node.of), node.dated, ({ slot }) =>
          constantSpan(dialect, slot, 'number'),
        );
      case 'round':
        return rounded(dialect, this.span(node.of), node.scale, node.rounding);
      case 'least':
      case 'greatest':
        return extreme(
          dialect,
          node.op === 'least',
          node.parts.map((part) => this.span(part)),
        );
      case 'aggregate':
      case 'some':
      case 'every':
      case 'of-applicant':
      case 'of-outer':
        throw new Error(`${node.op} is counted over people, not here: ${inputsOf(node).join(' ')}`);
    }
  }

  #comparison({ sign, left, right }: Node & { readonly op: 'compare' }): Truth {
    const a = this.value(left);
    const b = this.value(right);
    if (a.kind === 'truth' && b.kind === 'truth') return sign === '=' ? sameTruth(a, b) : otherTruth(a, b);
    if (a.kind === 'word' && b.kind === 'word') return sign === '=' ? equalWords(a, b) : negation(equalWords(a, b));
    if (a.kind !== 'span' || b.kind !== 'span') throw new NotInSql('compares values of different kinds');
    if (sign === '=') return equalSpans(a, b);
    return sign === '!=' ? negation(equalSpans(a, b)) : ordered(sign, a, b);
  }

  #chosen({ condition, then, otherwise }: Node & { readonly op: 'if' }): Value {
    const by = this.truth(condition);
    const a = this.value(then);
    const b = this.value(otherwise);
    if (a.kind === 'truth' && b.kind === 'truth') return chooseTruth(by, a, b);
    if (a.kind === 'word' && b.kind === 'word') return chosenWord(by, a, b);
    if (a.kind !== 'span' || b.kind !== 'span') throw new NotInSql('chooses between values of different kinds');
    return chosenSpan(this.#rules.dialect, by, a, b);
  }

  #first(ways: readonly number[]): Value {
    const values = ways.map((way) => this.value(way));
    if (values.every((value) => value.kind === 'truth')) return firstTruth(values);
    if (values.every((value) => value.kind === 'word')) return firstWord(values);
    if (values.every((value) => value.kind === 'span')) return firstSpan(this.#rules.dialect, values);
    throw new NotInSql('has ways of different kinds');
  }

  /** The choice of a list that stands for a bit. */
  #choice(list: number, bit: number): string {
    const node = this.#graph.nodes[list];
    const fact = node?.op === 'leaf' ? this.#rules.book.factOf.get(node.name)?.fact : undefined;
    return fact?.choices[bit]?.value ?? '';
  }
}

function isPlain(text: Sql): boolean {
  return text.length <= 64 && columnsIn(text).length <= 1 && !text.startsWith('case');
}

function constantTruth(state: number, low: number): Truth {
  if (state === states.nothing) return truth(no, yes, yes);
  if (state !== states.known) return truth(no, yes);
  return low === 0 ? truth(no, no) : truth(yes, yes);
}

function constantWord(state: number, text: string): Word {
  if (state === states.known) return { kind: 'word', text: quoted(text), open: no, nothing: no };
  return {
    kind: 'word',
    text: 'null',
    open: state === states.nothing ? no : yes,
    nothing: state === states.nothing ? yes : no,
  };
}
