import { daysOfChange, parameterOn } from '#catalogue';
import type { Catalogue, Certainty, DerivedFact, Fact } from '#catalogue';
import {
  anyNumber,
  dayNumber,
  dayText,
  evaluate,
  hull,
  isUnknown,
  list,
  missingOf,
  spanFrom,
  spanOf,
  unknown,
} from '#language';
import type { Behind, Bounds, CheckedExpression, ExplainedWorld, Scope, Unknown, Value } from '#language';

import type { FactKey, FactValue, ToldSituation } from './model.ts';
import { toldDays } from './told-days.ts';

/** What a name was read from: `fact@subject`, or `parameter@id`. */
export const parameterPrefix = 'parameter@';

type Kept = { readonly value: Value; readonly reads: ReadonlySet<string> };

/**
 * A told household as the world of expressions: its facts, the facts derived from them, the parameters of the day.
 * Derived facts are counted once; every read is noted, so that an answer can say what it rests on.
 */
export class Household implements ExplainedWorld {
  readonly told: ToldSituation;
  readonly #catalogue: Catalogue;
  readonly #people: ReadonlyMap<string, Readonly<Record<string, FactValue>>>;
  readonly #kept = new Map<string, Kept>();
  readonly #days = new Map<string, Household>();
  #reads = new Set<string>();

  readonly #untold: 'within-limits' | 'anything';

  /**
   * `untold: 'anything'`: a fact that nobody told is not even known to lie within its limits, as where only what was told
   * may count (a pregnancy has weeks from 1 on; who is not pregnant has none).
   */
  constructor(
    catalogue: Catalogue,
    told: ToldSituation,
    { untold = 'within-limits' }: { readonly untold?: 'within-limits' | 'anything' } = {},
  ) {
    this.#untold = untold;
    this.told = told;
    this.#catalogue = catalogue;
    this.#people = new Map(told.people.map((person) => [person.id, person.facts]));
  }

  /** Value of an expression for a subject (a person's id, or `household`), with what was read for it. */
  answer(
    expression: CheckedExpression,
    subject: string,
  ): { readonly value: Value; readonly reads: ReadonlySet<string> } {
    return this.#noting(() => evaluate(expression.tree, this, scopeOf(subject)));
  }

  value(expression: CheckedExpression, subject: string): Value {
    return this.answer(expression, subject).value;
  }

  global(name: string): Value {
    switch (name) {
      case 'today':
        return { kind: 'date', day: dayNumber(this.told.asOf) ?? 0 };
      case 'territory':
        return this.told.territory;
      case 'members':
        return list(this.told.people.map((person) => ({ kind: 'entity', entity: 'person', id: person.id })));
      case 'applicant':
        return { kind: 'entity', entity: 'person', id: this.told.applicant };
    }
    const fact = this.#catalogue.facts.get(name);
    if (fact !== undefined) return this.#fact(fact, 'household', this.told.household[name]);
    const derived = this.#catalogue.derived.get(name);
    if (derived !== undefined) return this.#derived(derived, 'household');
    return this.#parameter(name, this.told.asOf);
  }

  member(_entity: string, id: string, name: string): Value {
    if (name === 'id') return id;
    if (name === 'relation' && id === this.told.applicant) return 'self';
    const fact = this.#catalogue.facts.get(name);
    if (fact !== undefined) return this.#fact(fact, id, this.#people.get(id)?.[name]);
    const derived = this.#catalogue.derived.get(name);
    return derived === undefined ? null : this.#derived(derived, id);
  }

  call(name: string, args: readonly Value[]): Value {
    if (name === 'parameterOn') {
      const [parameter = null, day = null] = args;
      if (isUnknown(parameter)) return unknown(missingOf(parameter, day));
      if (isUnknown(day)) return typeof parameter === 'string' ? this.#parameterWithin(parameter, day) : null;
      if (typeof parameter !== 'string' || typeof day !== 'object' || day === null || day.kind !== 'date') return null;
      return this.#parameter(parameter, dayText(day.day));
    }
    const declared = this.#catalogue.derived.get(name);
    if (declared === undefined) return null;
    let scope: Scope | undefined;
    for (const [index, parameter] of declared.parameters.entries())
      scope = { name: parameter.name, value: args[index] ?? null, outer: scope };
    return firstKnown(declared.ways.map((way) => () => evaluate(way.tree, this, scope)));
  }

  behind(name: string, subject?: string): Behind {
    const derived = this.#catalogue.derived.get(name);
    if (derived === undefined || derived.parameters.length > 0) return undefined;
    const scope = scopeOf(subject ?? 'household');
    const known = derived.ways.find((way) => !isUnknown(evaluate(way.tree, this, scope))) ?? derived.ways[0];
    return known === undefined ? undefined : { expression: known, scope };
  }

  /** The same people and facts on another day. */
  asOn(day: string): Household {
    const known =
      this.#days.get(day) ?? new Household(this.#catalogue, { ...this.told, asOf: day }, { untold: this.#untold });
    this.#days.set(day, known);
    return known;
  }

  certaintyOf(read: string): Certainty | undefined {
    if (!read.startsWith(parameterPrefix)) return undefined;
    const parameter = this.#catalogue.parameters.get(read.slice(parameterPrefix.length));
    return parameter === undefined ? undefined : parameterOn(parameter, this.told.territory, this.told.asOf)?.certainty;
  }

  /** Told value of a fact read, or undefined when it was not told. */
  toldValue({ fact, subject }: FactKey): FactValue | undefined {
    return subject === 'household' ? this.told.household[fact] : this.#people.get(subject)?.[fact];
  }

  #noting(work: () => Value): Kept {
    const outer = this.#reads;
    this.#reads = new Set();
    const value = work();
    const reads = this.#reads;
    this.#reads = outer;
    for (const read of reads) outer.add(read);
    return { value, reads };
  }

  #fact(fact: Fact, subject: string, told: FactValue | undefined): Value {
    const key = `${fact.id}@${subject}`;
    this.#reads.add(key);
    if (told === undefined) {
      const isNumber = (fact.type === 'number' || fact.type === 'money') && fact.mayBeAbsent === undefined;
      const isLimited = isNumber && this.#untold === 'within-limits';
      return unknown(
        new Set([key]),
        isLimited ? { low: fact.min ?? -Infinity, high: fact.max ?? Infinity } : undefined,
      );
    }
    if (typeof told === 'string' && fact.type === 'date')
      return unknown(new Set([key]), { ...toldDays(fact, told, this.told.asOf), of: 'date' });
    return typeof told === 'object' && told !== null ? list(told) : told;
  }

  #derived(derived: DerivedFact, subject: string): Value {
    const key = `${derived.id}@${subject}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      for (const read of kept.reads) this.#reads.add(read);
      return kept.value;
    }
    const scope = scopeOf(subject);
    const fresh = this.#noting(() => firstKnown(derived.ways.map((way) => () => evaluate(way.tree, this, scope))));
    this.#kept.set(key, fresh);
    return fresh.value;
  }

  /** On a day of which only the month or the year is known: the value when it stayed the same all the time. */
  #parameterWithin(id: string, day: Unknown): Value {
    const parameter = this.#catalogue.parameters.get(id);
    const { bounds, missing } = day;
    if (parameter === undefined || bounds?.of !== 'date') return unknown(missing);
    const days = [bounds.low, ...daysOfChange(parameter).filter((from) => from > bounds.low && from <= bounds.high)];
    const values = days.map((from) => this.#parameter(id, dayText(from)));
    return unknown(missingOf(day, ...values), hull(values));
  }

  #parameter(id: string, day: string): Value {
    const key = `${parameterPrefix}${id}`;
    this.#reads.add(key);
    const parameter = this.#catalogue.parameters.get(id);
    const found = parameter === undefined ? undefined : parameterOn(parameter, this.told.territory, day);
    return found === undefined ? unknown(new Set([key]), anyNumber) : found.value;
  }
}

/** The name `subject` inside an expression about a person. */
function scopeOf(subject: string): Scope | undefined {
  return subject === 'household'
    ? undefined
    : { name: 'subject', value: { kind: 'entity', entity: 'person', id: subject }, outer: undefined };
}

/**
 * Several ways to know the same thing: the first known one; else what the first waits for, within the bounds of all. Where
 * a way contradicts what those before it leave possible (born in 2019, and told to be thirty), it does not count.
 */
function firstKnown(ways: readonly (() => Value)[]): Value {
  let first: Unknown | undefined;
  let within: Bounds | undefined;
  for (const way of ways) {
    const value = way();
    const span = spanOf(value);
    if (!isUnknown(value)) {
      if (within === undefined || (span !== undefined && overlap(within, span) !== undefined)) return value;
      continue;
    }
    first ??= value;
    if (span !== undefined) within = within === undefined ? span : (overlap(within, span) ?? within);
  }
  return first === undefined ? null : unknown(first.missing, within);
}

function overlap(a: Bounds, b: Bounds): Bounds | undefined {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return a.of === b.of && low <= high ? spanFrom(low, high, a) : undefined;
}

/** `fact@subject` taken apart; undefined for a parameter. */
export function factKey(read: string): FactKey | undefined {
  if (read.startsWith(parameterPrefix)) return undefined;
  const at = read.indexOf('@');
  return { fact: read.slice(0, at), subject: read.slice(at + 1) };
}
