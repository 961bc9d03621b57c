import { withFact } from '#assessment';
import type { FactKey, FactValue, ToldSituation } from '#assessment';
import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import type { EvidenceRef } from '#planner';

import type { Decision, JointCase } from './model.ts';

/** Papers that a service gives, each to whom it is given. */
export function papersOf(
  { service, subject }: Decision,
  told: ToldSituation,
  catalogue: Catalogue,
): readonly EvidenceRef[] {
  const found = catalogue.services.get(service);
  const gives = (found === undefined ? undefined : versionOn(found, told.asOf))?.version.gives ?? [];
  return gives.flatMap(({ evidence, of }) => {
    if (of === 'household') return told.people.map(({ id }) => ({ evidence, subject: id }));
    return [{ evidence, subject: of === 'applicant' ? told.applicant : subject }];
  });
}

/**
 * What is known after a decision: the results of a grant are facts; when a grant is taken back, the facts it had made are
 * again as they were when it was given.
 */
export function toldAfterDecision(
  { told, decisions }: JointCase,
  decision: Decision,
  catalogue: Catalogue,
): ToldSituation {
  const earlier = decisions.find(({ id }) => id === decision.revises);
  const isTakenBack = decision.outcome === 'refused' && earlier !== undefined && earlier.outcome !== 'refused';
  if (decision.outcome === 'refused' && !isTakenBack) return told;
  return papersOf(decision, told, catalogue).reduce((known, { evidence, subject: of }) => {
    const sets = catalogue.evidence.get(evidence)?.sets;
    if (sets === undefined) return known;
    const subject = catalogue.facts.get(sets.fact)?.of === 'household' ? 'household' : of;
    const value = isTakenBack ? valueIn(earlier.facts, { fact: sets.fact, subject }) : (sets.value as FactValue);
    return valueIn(known, { fact: sets.fact, subject }) === value ? known : withFact(known, sets.fact, subject, value);
  }, told);
}

/** Facts that are different in the later of two tellings. */
export function factsChanged(before: ToldSituation, after: ToldSituation): readonly FactKey[] {
  if (before === after) return [];
  const subjects = ['household', ...after.people.map(({ id }) => id)];
  return subjects.flatMap((subject) => {
    const names = new Set([...Object.keys(factsOf(before, subject)), ...Object.keys(factsOf(after, subject))]);
    return [...names]
      .map((fact) => ({ fact, subject }))
      .filter((key) => JSON.stringify(valueIn(before, key)) !== JSON.stringify(valueIn(after, key)));
  });
}

function valueIn(told: ToldSituation, { fact, subject }: FactKey): FactValue | undefined {
  return factsOf(told, subject)[fact];
}

function factsOf({ people, household }: ToldSituation, subject: string): Readonly<Record<string, FactValue>> {
  return subject === 'household' ? household : (people.find(({ id }) => id === subject)?.facts ?? {});
}
