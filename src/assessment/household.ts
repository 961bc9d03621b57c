import { parameterOn } from '#catalogue';
import type { Catalogue, Certainty, DerivedFact, Fact } from '#catalogue';
import { anyNumber, boundsOf, dayNumber, evaluate, isUnknown, list, missingOf, unknown } from '#language';
import type { Behind, CheckedExpression, ExplainedWorld, Scope, Value } from '#language';

import type { FactKey, FactValue, ToldSituation } from './model.ts';

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
  #reads = new Set<string>();

  constructor(catalogue: Catalogue, told: ToldSituation) {
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
      if (isUnknown(parameter) || isUnknown(day)) return unknown(missingOf(parameter, day));
      if (typeof parameter !== 'string' || typeof day !== 'object' || day === null || day.kind !== 'date') return null;
      return this.#parameter(parameter, new Date(day.day * 86_400_000).toISOString().slice(0, 10));
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
      const isNumber = fact.type === 'number' || fact.type === 'money';
      return unknown(new Set([key]), isNumber ? { low: fact.min ?? -Infinity, high: fact.max ?? Infinity } : undefined);
    }
    if (typeof told === 'string' && fact.type === 'date') return { kind: 'date', day: dayNumber(told) ?? 0 };
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

/** Several ways to know the same thing: the first known one; else what the first waits for, within the bounds of all. */
function firstKnown(ways: readonly (() => Value)[]): Value {
  const open: Value[] = [];
  for (const way of ways) {
    const value = way();
    if (!isUnknown(value)) return value;
    open.push(value);
  }
  const [first] = open;
  if (first === undefined || !isUnknown(first)) return null;
  const bounds = open.map(boundsOf).filter((one) => one !== undefined);
  if (bounds.length === 0) return unknown(first.missing);
  return unknown(first.missing, {
    low: Math.max(...bounds.map((one) => one.low)),
    high: Math.min(...bounds.map((one) => one.high)),
  });
}

/** `fact@subject` taken apart; undefined for a parameter. */
export function factKey(read: string): FactKey | undefined {
  if (read.startsWith(parameterPrefix)) return undefined;
  const at = read.indexOf('@');
  return { fact: read.slice(0, at), subject: read.slice(at + 1) };
}
