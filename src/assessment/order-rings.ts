import type { EntitlementKey, OrderConstraint } from './interplay-model.ts';

/** What the law demands first and what is only worth it after: a constraint that would close a ring is left out. */
export function withoutRings(constraints: readonly OrderConstraint[]): OrderConstraint[] {
  const kept: OrderConstraint[] = [];
  const sorted = [...constraints].toSorted((a, b) => Number(a.strength === 'gain') - Number(b.strength === 'gain'));
  for (const one of sorted) if (!leads(kept, one.then, one.first)) kept.push(one);
  return constraints.filter((one) => kept.includes(one));
}

function leads(kept: readonly OrderConstraint[], from: EntitlementKey, to: EntitlementKey): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { service, subject } = next;
    if (service === to.service && subject === to.subject) return true;
    if (seen.has(`${service} ${subject}`)) continue;
    seen.add(`${service} ${subject}`);
    for (const { first, then } of kept) if (first.service === service && first.subject === subject) open.push(then);
  }
  return false;
}
