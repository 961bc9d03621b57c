import type { ProactiveRule } from '#catalogue';

import type { Candidate, Known, LeftOut } from './model.ts';

export type Sifted = { readonly offered: readonly Candidate[]; readonly leftOut: Readonly<Record<LeftOut, number>> };

/** Who of the entitled may be offered a service under the rule: not the dead, not twice, not without consent where it is needed. */
export function sift(rule: ProactiveRule, candidates: readonly Candidate[], known: Known): Sifted {
  const leftOut = { died: 0, received: 0, lately: 0, 'no-consent': 0 };
  const offered = candidates.filter((candidate) => {
    const reason = reasonAgainst(rule, candidate, known);
    if (reason !== undefined) leftOut[reason] += 1;
    return reason === undefined;
  });
  return { offered, leftOut };
}

function reasonAgainst(
  { consent }: ProactiveRule,
  { person, service, subject }: Candidate,
  { died, received, consented, offeredLately }: Known,
): LeftOut | undefined {
  if (died.has(person) || died.has(subject)) return 'died';
  if (received.has(`${subject} ${service}`) || received.has(`${person} ${service}`)) return 'received';
  if (offeredLately.has(`${person} ${service}`)) return 'lately';
  return consent === 'needed' && !consented.has(person) ? 'no-consent' : undefined;
}
