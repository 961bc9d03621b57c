import type { Assessment, ToldSituation } from '#assessment';
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
  use: EvidenceUse,
  subject: string,
  catalogue: Catalogue,
  told: ToldSituation,
  canHave: ReadonlySet<string>,
): readonly EvidenceRef[] {
  const owner = ownerOf(use, subject, catalogue, told);
  if (owner !== 'everyone') return [{ evidence: use.evidence, subject: owner }];
  const all = everyone(use.evidence, told).filter((ref) => canHave.has(refKey(ref)));
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

/** Keys of everything that somebody has already or that some service, not refused, gives. */
export function evidenceThatCanBeHad(
  catalogue: Catalogue,
  told: ToldSituation,
  assessment: Assessment,
): ReadonlySet<string> {
  const keys = new Set(assessment.evidence.filter((state) => state.held === 'yes').map(refKey));
  for (const { service, version, subject, answer } of assessment.entitlements) {
    if (answer === 'no') continue;
    for (const given of catalogue.services.get(service)?.versions[version]?.gives ?? []) {
      for (const ref of refsGiven(given, subject, catalogue, told)) keys.add(refKey(ref));
    }
  }
  return keys;
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
