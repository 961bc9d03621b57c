import type { Office, ServiceVersion } from '#catalogue';
import type { Language } from '#language';
import type { EvidenceRef, Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { household } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { whoText } from './fact-words.ts';
import { capitalised } from './format.ts';
import { addressText, askedAt, isForEmergencies } from './office.ts';

/** What a step is, in words that the picture, the list, the printed sheet and the calendar share. */

export function stepTitle(language: Language, open: Open, step: Step): string {
  const name = open.catalogue.services.get(step.service)?.name[language] ?? step.text[language];
  if (step.action === 'waiting') return step.text[language];
  if (step.id.endsWith(':collect')) return step.text[language];
  return name;
}

/** Whose the step is, when it is not about the applicant or the whole family. */
export function stepFor(language: Language, open: Open, step: Pick<Step, 'subject'>): string {
  return step.subject === household || step.subject === open.stored.input.applicant
    ? ''
    : capitalised(whoText(language, open.stored, step.subject));
}

export function officeOf(open: Open, step: Step): Office | undefined {
  return step.office === undefined ? undefined : open.catalogue.offices.find((office) => office.id === step.office);
}

export function agencyName(language: Language, open: Open, id: string): string {
  return open.catalogue.agencies.get(id)?.shortName[language] ?? id;
}

/** Name of a paper with its person: "Паспорт гражданина России", "Свидетельство о рождении (Митя)". */
export function paperText(language: Language, open: Open, ref: EvidenceRef): string {
  const name = open.catalogue.evidence.get(ref.evidence)?.name[language] ?? ref.evidence;
  return ref.subject === household || ref.subject === open.stored.input.applicant
    ? name
    : `${name} (${whoText(language, open.stored, ref.subject)})`;
}

export function howToGet(language: Language, open: Open, ref: EvidenceRef): string | undefined {
  return open.catalogue.evidence.get(ref.evidence)?.howToGet?.[language];
}

/** Where to turn: the office, or the way that needs no office; and the address, or where to ask for it. */
export function placeOf(
  language: Language,
  open: Open,
  step: Step,
): { readonly name: string; readonly address?: string } {
  const office = officeOf(open, step);
  const phone = phoneOf(open, step);
  if (office !== undefined) return { name: office.name[language], address: addressText(language, office, phone) };
  const agency = agencyName(language, open, step.agency);
  if (step.channel === 'agency') return { name: agency, address: askedAt(language, phone) };
  return { name: say(language, `channel-${step.channel}`, { agency }) };
}

/** Where to turn, said in a line. */
export function whereText(language: Language, open: Open, step: Step): string {
  const { name, address } = placeOf(language, open, step);
  return address === undefined ? name : `${name}, ${address}`;
}

export function phoneOf(open: Open, step: Step): string | undefined {
  const phone = officeOf(open, step)?.phone ?? open.catalogue.agencies.get(step.agency)?.phone;
  return phone !== undefined && isForEmergencies(phone) && step.urgency !== 'tonight' ? undefined : phone;
}

/** What the step costs by the version of the law it follows; nothing for what is free, and not again at the collecting. */
export function feeOf(open: Open, step: Step): ServiceVersion['feeRoubles'] {
  if (!isDoneByPerson(step) || step.id.endsWith(':collect')) return undefined;
  const entitlement = open.assessment.entitlements.find(
    (one) => one.service === step.service && one.subject === step.subject,
  );
  const versions = open.catalogue.services.get(step.service)?.versions;
  const fee = entitlement === undefined ? undefined : versions?.[entitlement.version]?.feeRoubles;
  return fee?.value === 0 ? undefined : fee;
}

export const isDoneByPerson = (step: Step): boolean => step.action === 'visit' || step.action === 'application';

/** Why a step is not certain: who decides, or that an answer is still missing. */
export function deciderOf(language: Language, open: Open, step: Step): string {
  const entitlement = open.assessment.entitlements.find(
    (one) => one.service === step.service && one.subject === step.subject,
  );
  const judged = entitlement?.criteria.find((one) => one.answer === 'unknown' && one.judgedBy !== undefined);
  if (judged?.judgedBy === undefined || (entitlement?.missing.length ?? 0) > 0) return say(language, 'notSureStep');
  return say(language, 'decides', { who: judged.judgedBy[language] });
}
