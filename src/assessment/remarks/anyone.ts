import type { Catalogue, DerivedFact, Fact } from '#catalogue';
import { anyNumber, dayNumber, evaluate, hull, isUnknown, nothingMissing, unknown } from '#language';
import type { Scope, Value, World } from '#language';

/** The days on which a version of the law is in force; without `to` for ever. */
export type Period = { readonly from: string; readonly to?: string };

/**
 * A household of which nothing is known, on some day of a period, somewhere: every number lies between the bounds that
 * the packs declare. A definite answer here is the answer for everybody.
 */
export class Anyone implements World {
  readonly #catalogue: Catalogue;
  readonly #period: Period;
  readonly #kept = new Map<string, Value>();

  constructor(catalogue: Catalogue, period: Period) {
    this.#catalogue = catalogue;
    this.#period = period;
  }

  global(name: string): Value {
    if (name === 'today') return this.#today();
    if (name === 'applicant') return { kind: 'entity', entity: 'person', id: 'applicant' };
    return this.#declared(name, 'household') ?? this.#parameter(name, this.#period);
  }

  member(_entity: string, id: string, name: string): Value {
    return this.#declared(name, id) ?? unknown(nothingMissing);
  }

  call(name: string, args: readonly Value[]): Value {
    if (name === 'parameterOn') return typeof args[0] === 'string' ? this.#parameter(args[0]) : unknown(nothingMissing);
    const declared = this.#catalogue.derived.get(name);
    if (declared === undefined) return unknown(nothingMissing);
    let scope: Scope | undefined;
    for (const [index, parameter] of declared.parameters.entries())
      scope = { name: parameter.name, value: args[index] ?? null, outer: scope };
    return this.#anyWay(declared, scope);
  }

  #today(): Value {
    const low = dayNumber(this.#period.from) ?? -Infinity;
    const high = this.#period.to === undefined ? Infinity : (dayNumber(this.#period.to) ?? Infinity);
    return low === high ? { kind: 'date', day: low } : unknown(nothingMissing, { low, high, of: 'date' });
  }

  #declared(name: string, subject: string): Value | undefined {
    const fact = this.#catalogue.facts.get(name);
    if (fact !== undefined) return anyOf(fact);
    const derived = this.#catalogue.derived.get(name);
    if (derived === undefined) return undefined;
    const key = `${name} ${subject}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const scope: Scope | undefined =
      subject === 'household'
        ? undefined
        : { name: 'subject', value: { kind: 'entity', entity: 'person', id: subject }, outer: undefined };
    const value = this.#anyWay(derived, scope);
    this.#kept.set(key, value);
    return value;
  }

  /** Which of the ways counts depends on what is told, so it may be the value of each. */
  #anyWay(derived: DerivedFact, scope: Scope | undefined): Value {
    const values = derived.ways.map((way) => evaluate(way.tree, this, scope));
    const [first = null] = values;
    if (!isUnknown(first) && typeof first !== 'object' && values.every((one) => one === first)) return first;
    return unknown(nothingMissing, hull(values));
  }

  /** Between the least and the greatest of the values of the period, in whatever territory. */
  #parameter(id: string, period?: Period): Value {
    const values = (this.#catalogue.parameters.get(id)?.values ?? []).filter(
      ({ from, to }) =>
        period === undefined ||
        ((period.to === undefined || from <= period.to) && (to === undefined || to >= period.from)),
    );
    if (values.length === 0) return unknown(nothingMissing, anyNumber);
    return unknown(nothingMissing, hull(values.map(({ value }) => value)));
  }
}

function anyOf(fact: Fact): Value {
  const isNumber = (fact.type === 'number' || fact.type === 'money') && fact.mayBeAbsent === undefined;
  return unknown(nothingMissing, isNumber ? { low: fact.min ?? -Infinity, high: fact.max ?? Infinity } : undefined);
}
