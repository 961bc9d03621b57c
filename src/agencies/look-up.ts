import type { FactAnswer } from '#protocol';

import type { AgencyKind, Value } from './model.ts';
import type { Store } from './store.ts';

/** What the register says of one person about some kinds of facts, in their order. */
export function lookUp(
  kind: AgencyKind,
  store: Store,
  snils: string | undefined,
  facts: readonly string[],
): readonly FactAnswer[] {
  const recorded = snils === undefined ? undefined : store.kept(snils, facts);
  return facts.map((fact) => {
    const holding = kind.holds[fact];
    if (holding === undefined || recorded === undefined) return { fact, notFound: true };
    const kept = recorded.get(fact);
    if (kept !== undefined) return { fact, value: kept.value, heldSince: kept.heldSince, quality: 'register' };
    if (holding.mayBeAbsent === true) return { fact, none: true };
    const { otherwise } = holding;
    return otherwise === undefined ? { fact, notFound: true } : { fact, value: otherwise, quality: 'register' };
  });
}

/** Whether a value is one that this kind of facts can have. */
export function fits(kind: AgencyKind, fact: string, value: unknown): value is Value {
  const is = kind.holds[fact]?.is;
  if (is === undefined) return false;
  if (is === 'boolean' || is === 'number') return typeof value === is;
  if (typeof value !== 'string') return false;
  if (is === 'text') return true;
  return is === 'day' ? /^\d{4}-\d{2}-\d{2}$/u.test(value) : is.includes(value);
}
