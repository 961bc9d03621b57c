import type { Assessment, FactKey } from '#assessment';
import type { Catalogue } from '#catalogue';

/** Facts about one person, or the household, that one register holds. */
export type ToAsk = { readonly agency: string; readonly subject: string; readonly facts: readonly string[] };

/**
 * What could be asked of registers instead of the person: the facts that open answers wait for, by register and person.
 * Whether each may be asked is for `mayAsk` to say.
 */
export function whatToAsk(catalogue: Catalogue, { entitlements, interview }: Assessment): readonly ToAsk[] {
  const open: FactKey[] = [
    ...entitlements
      .filter(({ answer, concerns }) => answer === 'unknown' && concerns !== 'no')
      .flatMap((one) => one.missing),
    ...interview.inquiries.flatMap(({ facts }) => facts),
    ...interview.offers.flatMap(({ facts, withOthers }) => [...facts, ...withOthers.facts]),
  ];
  const groups = new Map<string, { readonly agency: string; readonly subject: string; readonly facts: Set<string> }>();
  for (const { fact, subject } of open) {
    const { heldBy, basic } = catalogue.facts.get(fact) ?? {};
    if (heldBy === undefined || basic === true || !catalogue.registers.has(heldBy)) continue;
    const key = `${heldBy} ${subject}`;
    const group = groups.get(key) ?? { agency: heldBy, subject, facts: new Set<string>() };
    group.facts.add(fact);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ facts, ...group }) => ({ ...group, facts: [...facts].toSorted() }));
}
