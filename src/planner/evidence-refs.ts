import type { ToldSituation } from '#assessment';
import type { Catalogue, EvidenceGiven, EvidenceUse } from '#catalogue';

import type { EvidenceRef } from './model.ts';

export function refKey(ref: EvidenceRef): string {
  return `${ref.evidence}|${ref.subject}`;
}

/**
 * Whose papers a service asks for. A household's paper is one for everybody. A person's paper asked `of: household`
 * is asked of everyone who has one or can be given one: nobody asks a child of three for a passport.
 */
export function refsNeeded(
  use: Pick<EvidenceUse, 'evidence' | 'of'>,
  subject: string,
  catalogue: Catalogue,
  told: ToldSituation,
  canBeHad: (ref: EvidenceRef) => boolean,
): readonly EvidenceRef[] {
  const owner = ownerOf(use, subject, catalogue, told);
  if (owner !== 'everyone') return [{ evidence: use.evidence, subject: owner }];
  const all = everyone(use.evidence, told).filter(canBeHad);
  return all.length > 0 ? all : [{ evidence: use.evidence, subject: told.applicant }];
}

export function refsGiven(
  given: EvidenceGiven,
  subject: string,
  catalogue: Catalogue,
  told: ToldSituation,
): readonly EvidenceRef[] {
  const owner = ownerOf(given, subject, catalogue, told);
  return owner === 'everyone' ? everyone(given.evidence, told) : [{ evidence: given.evidence, subject: owner }];
}

function ownerOf(
  use: Pick<EvidenceUse, 'evidence' | 'of'>,
  subject: string,
  catalogue: Catalogue,
  told: ToldSituation,
): string {
  if (catalogue.evidence.get(use.evidence)?.of === 'household') return 'household';
  const owner = { applicant: told.applicant, subject, household: 'household' }[use.of];
  return owner === 'household' ? 'everyone' : owner;
}

function everyone(evidence: string, told: ToldSituation): readonly EvidenceRef[] {
  return told.people.map((person) => ({ evidence, subject: person.id }));
}
