import type { Day } from '#catalogue';
import type { Text } from '#language';

import type { Disclosure, JointCase } from './model.ts';

/** A kind of facts that an agency may see today, and why. */
export type ShownFact = {
  readonly fact: string;
  readonly ground: Disclosure['ground'];
  /** The clause of the agreement; a consent stands on its own. */
  readonly clause?: string;
  readonly article?: string;
  readonly purpose: Text;
  /** The person looks at what a register answers before it is used. */
  readonly preview?: true;
};

/**
 * What an agency may see of a case on a day, each fact once, on the strongest ground: the law, then the agreement, then
 * the person's consent. A clause that asks for consent shows nothing without one; a consent shows what it names.
 */
export function factsShownTo(joint: JointCase, agency: string, today: Day): readonly ShownFact[] {
  const consents = joint.consents.filter(
    ({ to, until, withdrawnAt }) => withdrawnAt === undefined && until >= today && to.includes(agency),
  );
  const consented = new Set(consents.flatMap(({ facts }) => facts));
  const agreed = joint.disclosures
    .filter(({ to }) => to === agency)
    .flatMap(({ facts, to: _to, ...why }) =>
      facts
        .filter((fact) => why.ground !== 'consent' || consented.has(fact))
        .map((fact): ShownFact => ({ fact, ...why })),
    );
  const byConsent = consents.flatMap(({ facts, purpose }) =>
    facts.map((fact): ShownFact => ({ fact, ground: 'consent', purpose })),
  );
  const shown = new Map<string, ShownFact>();
  for (const one of [...agreed, ...byConsent].toSorted((a, b) => strength[a.ground] - strength[b.ground])) {
    if (!shown.has(one.fact)) shown.set(one.fact, one);
  }
  return [...shown.values()].toSorted((a, b) => (a.fact < b.fact ? -1 : 1));
}

const strength = { law: 0, agreement: 1, consent: 2 } as const;
