import { monthsBetween, shiftDay } from '#language/days.ts';
import * as number from '#language/number.ts';
import type { Value } from '#language/values.ts';
import { assemble, opcodes as op, signs } from './assemble.ts';
import type { Code } from './assemble.ts';
import { states } from './graph.ts';
import type { Graph, Slot } from './graph.ts';
import { slotOf } from './slots.ts';

/** Truth in a slot of a Boolean node. */
export const truths = { no: 0, yes: 1, unknown: 2, neither: 3 } as const;

/** Answers trees that have no operation: the person's place, or -1 for the household. */
export type AskTree = (node: number, person: number) => Value;

/**
 * One household counted on a graph. Slots of a node stand side by side, one for each person; the household's in the
 * first. Everything is counted in the order of the nodes; after a changed fact only what rests on it, and only as far
 * as something really changes.
 */
export class Run {
  readonly people: number;
  readonly truth: Uint8Array;
  readonly state: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly #code: Code;
  readonly #applicant: number;
  readonly #askTree: AskTree;
  readonly #dirty: Uint8Array;

  constructor(graph: Graph, people: number, applicant: number, askTree: AskTree) {
    this.#code = assemble(graph);
    this.people = people;
    this.#applicant = applicant;
    this.#askTree = askTree;
    const slots = graph.nodes.length * people;
    this.truth = new Uint8Array(slots).fill(truths.unknown);
    this.state = new Uint8Array(slots).fill(states.open);
    this.low = new Float64Array(slots);
    this.high = new Float64Array(slots);
    this.#dirty = new Uint8Array(graph.nodes.length);
    for (const [index, slot] of this.#code.constants) this.put(index, 0, slot);
  }

  /** Writes a told fact (or that it is not known) without counting what rests on it. */
  put(node: number, person: number, slot: Slot): void {
    const at = node * this.people + person;
    this.state[at] = slot.state;
    this.low[at] = slot.low;
    this.high[at] = slot.high;
    this.truth[at] = slot.state === states.known ? Number(slot.low !== 0) : slot.state === states.nothing ? truths.neither : truths.unknown;
  }

  all(): void {
    const { order } = this.#code;
    for (const node of order) this.#node(node);
  }

  /** Counts again what rests on the leaf; gives how many nodes were counted. */
  changed(leaf: number): number {
    const dependants = this.#code.dependantsOf(leaf);
    const { starts, inputs } = this.#code;
    this.#dirty[leaf] = 1;
    let counted = 0;
    for (const node of dependants) {
      let isTouched = false;
      for (let i = starts[node] ?? 0, end = starts[node + 1] ?? 0; i < end && !isTouched; i += 1) isTouched = this.#dirty[inputs[i] ?? 0] === 1;
      if (!isTouched) continue;
      counted += 1;
      this.#dirty[node] = this.#node(node) ? 1 : 0;
    }
    this.#dirty[leaf] = 0;
    for (const node of dependants) this.#dirty[node] = 0;
    return counted;
  }

  /** Counts one node for everyone it belongs to; says whether anything changed. */
  #node(node: number): boolean {
    const isOfPerson = this.#code.isOfPerson[node] === 1;
    let isChanged = false;
    for (let person = 0, end = isOfPerson ? this.people : 1; person < end; person += 1) {
      if (this.#count(node, person)) isChanged = true;
    }
    return isChanged;
  }

  /** Where the value of an input stands for the person. */
  #at(node: number, person: number): number {
    return node * this.people + (this.#code.isOfPerson[node] === 1 ? person : 0);
  }

  #setTruth(at: number, value: number): boolean {
    if (this.truth[at] === value) return false;
    this.truth[at] = value;
    return true;
  }

  #setNumber(at: number, state: number, low: number, high: number): boolean {
    const settled = state === states.bounded && low === high ? states.known : state;
    if (this.state[at] === settled && this.low[at] === low && this.high[at] === high) return false;
    this.state[at] = settled;
    this.low[at] = low;
    this.high[at] = high;
    return true;
  }

  #copy(to: number, from: number): boolean {
    const isNew = this.#setTruth(to, this.truth[from] ?? truths.unknown);
    return this.#setNumber(to, this.state[from] ?? states.open, this.low[from] ?? 0, this.high[from] ?? 0) || isNew;
  }

  #count(node: number, person: number): boolean {
    const { ops, a, b, c, starts, inputs } = this.#code;
    const at = node * this.people + person;
    const first = a[node] ?? 0;
    switch (ops[node]) {
      case op.all:
      case op.any: {
        const deciding = ops[node] === op.any ? truths.yes : truths.no;
        let result: number = 1 - deciding;
        for (let i = starts[node] ?? 0, end = starts[node + 1] ?? 0; i < end; i += 1) {
          const part = this.truth[this.#at(inputs[i] ?? 0, person)] ?? truths.unknown;
          if (part === deciding) return this.#setTruth(at, deciding);
          if (part === truths.unknown) result = truths.unknown;
          else if (part === truths.neither && result !== truths.unknown) result = truths.neither;
        }
        return this.#setTruth(at, result);
      }
      case op.not: {
        const of = this.truth[this.#at(first, person)] ?? truths.unknown;
        return this.#setTruth(at, of < 2 ? 1 - of : of);
      }
      case op.compareNumbers:
        return this.#setTruth(at, this.#compareNumbers(b[node] ?? 0, this.#at(first, person), this.#at(c[node] ?? 0, person)));
      case op.compareExactly:
        return this.#setTruth(at, this.#compareExactly(b[node] ?? 0, this.#at(first, person), this.#at(c[node] ?? 0, person)));
      case op.compareTruths:
        return this.#setTruth(at, compareTruths(b[node] ?? 0, this.truth[this.#at(first, person)] ?? 2, this.truth[this.#at(c[node] ?? 0, person)] ?? 2));
      case op.among: {
        const of = this.#at(first, person);
        if (this.state[of] !== states.known) return this.#setTruth(at, this.state[of] === states.nothing ? truths.no : truths.unknown);
        const code = this.low[of] ?? 0;
        const codes = this.#code.codes[b[node] ?? 0] ?? [];
        return this.#setTruth(at, codes.includes(code) ? truths.yes : truths.no);
      }
      case op.holds: {
        const of = this.#at(first, person);
        if (this.state[of] !== states.known) return this.#setTruth(at, truths.unknown);
        return this.#setTruth(at, ((this.low[of] ?? 0) >> (b[node] ?? 0)) & 1);
      }
      case op.ofApplicant:
        return this.#copy(at, this.#at(first, this.#applicant));
      case op.arithmetic:
        return this.#arithmetic(at, b[node] ?? 0, this.#at(first, person), this.#at(c[node] ?? 0, person));
      case op.choose:
        return this.#choose(node, at, person);
      case op.firstKnown:
        return this.#firstKnown(node, at, person);
      case op.monthsBetween: {
        const from = this.#at(first, person);
        const to = this.#at(b[node] ?? 0, person);
        if (this.state[from] !== states.known || this.state[to] !== states.known) return this.#setNumber(at, this.#waits(from, to), 0, 0);
        const months = monthsBetween(this.low[from] ?? 0, this.low[to] ?? 0);
        return this.#setNumber(at, states.known, months, months);
      }
      case op.yearsOf:
      case op.monthsOf: {
        const of = this.#at(first, person);
        if (this.state[of] !== states.known) return this.#setNumber(at, this.state[of] ?? states.open, 0, 0);
        const months = this.low[of] ?? 0;
        const value = ops[node] === op.yearsOf ? Math.trunc(months / 12) : months % 12;
        return this.#setNumber(at, states.known, value, value);
      }
      case op.shiftDay: {
        const of = this.#at(first, person);
        if (this.state[of] !== states.known) return this.#setNumber(at, this.state[of] ?? states.open, 0, 0);
        const day = shiftDay(this.low[of] ?? 0, b[node] ?? 0, c[node] ?? 0);
        return this.#setNumber(at, states.known, day, day);
      }
      case op.count:
        return this.#countMembers(at, first);
      case op.sum:
        return this.#sum(at, first, b[node] ?? 0);
      case op.min:
      case op.max:
        return this.#extreme(at, first, b[node] ?? 0, ops[node] === op.min ? 1 : -1);
      case op.some:
      case op.every:
        return this.#quantify(at, first, b[node] ?? 0, ops[node] === op.some ? truths.yes : truths.no);
      case op.tree:
        return this.#tree(node, at, this.#code.isOfPerson[node] === 1 ? person : -1);
      default:
        return false;
    }
  }

  #waits(one: number, other: number): number {
    const isOpen = (this.state[one] ?? states.open) >= states.bounded || (this.state[other] ?? states.open) >= states.bounded;
    return isOpen ? states.open : states.nothing;
  }

  /** As `compare.ts`: bounds decide where every completion agrees. */
  #compareNumbers(sign: number, left: number, right: number): number {
    const a = this.state[left] ?? states.open;
    const b = this.state[right] ?? states.open;
    if (a === states.known && b === states.known) return Number(holds(sign, (this.low[left] ?? 0) - (this.low[right] ?? 0)));
    if (a === states.open || b === states.open) return truths.unknown;
    if (a === states.nothing || b === states.nothing) {
      if (a === states.bounded || b === states.bounded) return truths.unknown;
      if (sign === signs.equal) return Number(a === b);
      return sign === signs.unequal ? Number(a !== b) : truths.neither;
    }
    const lowA = this.low[left] ?? 0;
    const highA = this.high[left] ?? 0;
    const lowB = this.low[right] ?? 0;
    const highB = this.high[right] ?? 0;
    switch (sign) {
      case signs.less:
        return highA < lowB ? truths.yes : lowA >= highB ? truths.no : truths.unknown;
      case signs.lessOrEqual:
        return highA <= lowB ? truths.yes : lowA > highB ? truths.no : truths.unknown;
      case signs.more:
        return lowA > highB ? truths.yes : highA <= lowB ? truths.no : truths.unknown;
      case signs.moreOrEqual:
        return lowA >= highB ? truths.yes : highA < lowB ? truths.no : truths.unknown;
      case signs.equal:
        return highA < lowB || lowA > highB ? truths.no : truths.unknown;
      default:
        return highA < lowB || lowA > highB ? truths.yes : truths.unknown;
    }
  }

  /** Texts and days: known or not, without bounds. */
  #compareExactly(sign: number, left: number, right: number): number {
    const a = this.state[left] ?? states.open;
    const b = this.state[right] ?? states.open;
    if (a === states.known && b === states.known) return Number(holds(sign, (this.low[left] ?? 0) - (this.low[right] ?? 0)));
    if (a >= states.bounded || b >= states.bounded) return truths.unknown;
    if (sign === signs.equal) return Number(a === b);
    return sign === signs.unequal ? Number(a !== b) : truths.neither;
  }

  #arithmetic(at: number, sign: number, left: number, right: number): boolean {
    const a = this.state[left] ?? states.open;
    const b = this.state[right] ?? states.open;
    const lowA = this.low[left] ?? 0;
    const lowB = this.low[right] ?? 0;
    if (a === states.known && b === states.known) {
      const value = calculate(sign, lowA, lowB);
      return Number.isFinite(value) ? this.#setNumber(at, states.known, value, value) : this.#setNumber(at, states.nothing, 0, 0);
    }
    if (a === states.nothing || b === states.nothing) return this.#setNumber(at, states.nothing, 0, 0);
    if (a === states.open || b === states.open) return this.#setNumber(at, states.open, 0, 0);
    const highA = this.high[left] ?? 0;
    const highB = this.high[right] ?? 0;
    if (sign === signs.divided && lowB <= 0 && highB >= 0) return this.#setNumber(at, states.open, 0, 0);
    const w = corner(sign, lowA, lowB);
    const x = corner(sign, lowA, highB);
    const y = corner(sign, highA, lowB);
    const z = corner(sign, highA, highB);
    const low = Math.min(w, x, y, z);
    if (Number.isNaN(low)) return this.#setNumber(at, states.open, 0, 0);
    return this.#setNumber(at, states.bounded, low, Math.max(w, x, y, z));
  }

  #choose(node: number, at: number, person: number): boolean {
    const { a, b, c, isTruth, hasBounds } = this.#code;
    const condition = this.truth[this.#at(a[node] ?? 0, person)] ?? truths.unknown;
    const then = this.#at(b[node] ?? 0, person);
    const otherwise = this.#at(c[node] ?? 0, person);
    if (condition !== truths.unknown) return this.#copy(at, condition === truths.yes ? then : otherwise);
    if (isTruth[node] === 1) {
      const same = this.truth[then] === this.truth[otherwise];
      return this.#setTruth(at, same ? (this.truth[then] ?? truths.unknown) : truths.unknown);
    }
    const sa = this.state[then] ?? states.open;
    const sb = this.state[otherwise] ?? states.open;
    if (sa === states.known && sb === states.known && this.low[then] === this.low[otherwise]) return this.#copy(at, then);
    if (sa === states.nothing && sb === states.nothing) return this.#setNumber(at, states.nothing, 0, 0);
    const isBetween = hasBounds[node] === 1 && (sa === states.known || sa === states.bounded) && (sb === states.known || sb === states.bounded);
    if (!isBetween) return this.#setNumber(at, states.open, 0, 0);
    return this.#setNumber(at, states.bounded, Math.min(this.low[then] ?? 0, this.low[otherwise] ?? 0), Math.max(this.high[then] ?? 0, this.high[otherwise] ?? 0));
  }

  #firstKnown(node: number, at: number, person: number): boolean {
    const { starts, inputs, isTruth } = this.#code;
    let low = -Infinity;
    let high = Infinity;
    let hasBounds = false;
    for (let i = starts[node] ?? 0, end = starts[node + 1] ?? 0; i < end; i += 1) {
      const way = this.#at(inputs[i] ?? 0, person);
      if (isTruth[node] === 1 ? this.truth[way] !== truths.unknown : (this.state[way] ?? states.open) < states.bounded) return this.#copy(at, way);
      if (this.state[way] !== states.bounded) continue;
      hasBounds = true;
      low = Math.max(low, this.low[way] ?? low);
      high = Math.min(high, this.high[way] ?? high);
    }
    if (isTruth[node] === 1) return this.#setTruth(at, truths.unknown);
    return hasBounds ? this.#setNumber(at, states.bounded, low, high) : this.#setNumber(at, states.open, 0, 0);
  }

  #countMembers(at: number, among: number): boolean {
    let sure = 0;
    let maybe = 0;
    for (let person = 0; person < this.people; person += 1) {
      const belongs = this.truth[this.#at(among, person)];
      if (belongs === truths.yes) sure += 1;
      else if (belongs === truths.unknown) maybe += 1;
    }
    return this.#setNumber(at, states.bounded, sure, sure + maybe);
  }

  #sum(at: number, among: number, of: number): boolean {
    let low = 0;
    let high = 0;
    let isEmpty = true;
    let isSure = false;
    let isSettled = true;
    let isOpen = false;
    let isNothing = false;
    for (let person = 0; person < this.people; person += 1) {
      const belongs = this.truth[this.#at(among, person)];
      if (belongs !== truths.yes && belongs !== truths.unknown) continue;
      isEmpty = false;
      const value = this.#at(of, person);
      const state = this.state[value] ?? states.open;
      if (belongs === truths.yes) isSure = true;
      if (belongs === truths.unknown || state > states.known) isSettled = false;
      if (state === states.nothing) isNothing = true;
      if (state === states.open || state === states.nothing) {
        isOpen = true;
        continue;
      }
      const isMaybe = belongs === truths.unknown;
      low = plus(low, isMaybe ? Math.min(0, this.low[value] ?? 0) : (this.low[value] ?? 0));
      high = plus(high, isMaybe ? Math.max(0, this.high[value] ?? 0) : (this.high[value] ?? 0));
    }
    if (isEmpty || (isSettled && isNothing)) return this.#setNumber(at, states.nothing, 0, 0);
    if (isSettled) return this.#setNumber(at, states.known, low, low);
    return isSure && !isOpen ? this.#setNumber(at, states.bounded, low, high) : this.#setNumber(at, states.open, 0, 0);
  }

  #extreme(at: number, among: number, of: number, sign: 1 | -1): boolean {
    let isEmpty = true;
    let isSure = false;
    let isSettled = true;
    let isOpen = false;
    let bestOfAll = sign * Infinity;
    let bestOfSure = sign * Infinity;
    for (let person = 0; person < this.people; person += 1) {
      const belongs = this.truth[this.#at(among, person)];
      if (belongs !== truths.yes && belongs !== truths.unknown) continue;
      isEmpty = false;
      const value = this.#at(of, person);
      const state = this.state[value] ?? states.open;
      if (belongs === truths.unknown || state > states.known) isSettled = false;
      if (state === states.open || state === states.nothing) isOpen = true;
      const low = this.low[value] ?? 0;
      const high = this.high[value] ?? 0;
      bestOfAll = sign === 1 ? Math.min(bestOfAll, low) : Math.max(bestOfAll, high);
      if (belongs !== truths.yes) continue;
      isSure = true;
      bestOfSure = sign === 1 ? Math.min(bestOfSure, high) : Math.max(bestOfSure, low);
    }
    if (isEmpty || (isSettled && isOpen)) return this.#setNumber(at, states.nothing, 0, 0);
    if (!isSure || isOpen) return this.#setNumber(at, states.open, 0, 0);
    return sign === 1 ? this.#setNumber(at, states.bounded, bestOfAll, bestOfSure) : this.#setNumber(at, states.bounded, bestOfSure, bestOfAll);
  }

  /** One member who surely belongs decides; one who may belong leaves it open, unless he would not change it. */
  #quantify(at: number, among: number, of: number, deciding: number): boolean {
    let result: number = 1 - deciding;
    for (let person = 0; person < this.people; person += 1) {
      const belongs = this.truth[this.#at(among, person)];
      if (belongs !== truths.yes && belongs !== truths.unknown) continue;
      const holdsFor = this.truth[this.#at(of, person)] ?? truths.unknown;
      if (belongs === truths.yes && holdsFor === deciding) return this.#setTruth(at, deciding);
      if (holdsFor === truths.unknown || (belongs === truths.unknown && holdsFor !== 1 - deciding)) result = truths.unknown;
      else if (holdsFor === truths.neither && result !== truths.unknown) result = truths.neither;
    }
    return this.#setTruth(at, result);
  }

  #tree(node: number, at: number, person: number): boolean {
    const value = this.#askTree(node, person);
    const kept = slotOf(value, (text) => this.#code.texts.get(text) ?? -1);
    const slot = kept?.slot ?? { state: value === null ? states.nothing : states.open, low: 0, high: 0 };
    const before = [this.truth[at], this.state[at], this.low[at], this.high[at]];
    this.put(node, Math.max(0, person), slot);
    return before[0] !== this.truth[at] || before[1] !== this.state[at] || before[2] !== this.low[at] || before[3] !== this.high[at];
  }
}

function holds(sign: number, order: number): boolean {
  switch (sign) {
    case signs.equal:
      return order === 0;
    case signs.unequal:
      return order !== 0;
    case signs.less:
      return order < 0;
    case signs.lessOrEqual:
      return order <= 0;
    case signs.more:
      return order > 0;
    default:
      return order >= 0;
  }
}

function compareTruths(sign: number, a: number, b: number): number {
  if (a === truths.unknown || b === truths.unknown) return truths.unknown;
  if (sign !== signs.equal && sign !== signs.unequal) return truths.neither;
  return sign === signs.equal ? Number(a === b) : Number(a !== b);
}

function plus(a: number, b: number): number {
  return Number.isFinite(a) && Number.isFinite(b) ? Number(number.add(a, b)) : a + b;
}

function calculate(sign: number, a: number, b: number): number {
  switch (sign) {
    case signs.plus:
      return Number(number.add(a, b));
    case signs.minus:
      return Number(number.subtract(a, b));
    case signs.times:
      return Number(number.multiply(a, b));
    default:
      return Number(number.divide(a, b) ?? Number.NaN);
  }
}

/** Interval arithmetic takes its extremes at the corners; infinity times an exact zero is zero. */
function corner(sign: number, a: number, b: number): number {
  if (sign === signs.times && (a === 0 || b === 0)) return 0;
  if (Number.isFinite(a) && Number.isFinite(b)) return calculate(sign, a, b);
  if (sign === signs.plus) return a + b;
  if (sign === signs.minus) return a - b;
  return sign === signs.times ? a * b : a / b;
}
