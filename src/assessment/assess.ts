import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { explain } from '#language';
import type { Explanation } from '#language';

import { choicesOf } from './choices.ts';
import { answerOf, entitlementsOf } from './entitlements.ts';
import { gapsOf } from './gaps.ts';
import { Household } from './household.ts';
import type { Answer, Assessment, Entitlement, EvidenceState, FactKey, ToldSituation } from './model.ts';
import { needsOf, situationsOf } from './needs.ts';
import { nextQuestion } from './next-question.ts';
import { withUnlocks } from './unlocks.ts';

/**
 * Everything that can be said of a told situation: needs, registered situations, every service answered, gaps, what is
 * worth asking next. Pure: the same catalogue and facts give the same answer. `skip` are facts the person does not know.
 */
export function assess(
  catalogue: Catalogue,
  told: ToldSituation,
  options: { readonly skip?: readonly FactKey[] } = {},
): Assessment {
  const household = new Household(catalogue, told);
  const needs = needsOf(catalogue, household);
  const entitlements = withUnlocks(catalogue, told, entitlementsOf(catalogue, household));
  return {
    needs,
    situations: situationsOf(catalogue, household),
    entitlements,
    gaps: gapsOf(catalogue, needs, entitlements),
    choices: choicesOf(catalogue, entitlements),
    nextQuestion: nextQuestion(catalogue, household, needs, entitlements, options.skip),
    evidence: evidenceOf(catalogue, household),
    conditions: conditionsOf(catalogue, household, entitlements),
  };
}

/** Why a criterion has its answer, down to facts and parameters; undefined when an official decides by judgement. */
export function explainCriterion(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlement: Entitlement,
  criterion: string,
): Explanation | undefined {
  const service = catalogue.services.get(entitlement.service);
  const when =
    criterion === 'concerns'
      ? service?.subject.where
      : service?.versions[entitlement.version]?.criteria.find((one) => one.id === criterion)?.when;
  return when === undefined ? undefined : explainFor(catalogue, told, when, entitlement.subject);
}

/** How an amount was counted. */
export function explainAmount(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlement: Entitlement,
): Explanation | undefined {
  const value = catalogue.services.get(entitlement.service)?.versions[entitlement.version]?.amount?.value;
  return value === undefined ? undefined : explainFor(catalogue, told, value, entitlement.subject);
}

function explainFor(
  catalogue: Catalogue,
  told: ToldSituation,
  expression: Parameters<typeof explain>[0],
  subject: string,
): Explanation {
  const scope =
    subject === 'household'
      ? undefined
      : ({ name: 'subject', value: { kind: 'entity', entity: 'person', id: subject }, outer: undefined } as const);
  return explain(expression, new Household(catalogue, told), scope);
}

function evidenceOf(catalogue: Catalogue, household: Household): EvidenceState[] {
  return [...catalogue.evidence.values()].flatMap(({ id, of, heldWhen }) => {
    if (heldWhen === undefined) return [];
    const subjects = of === 'household' ? ['household'] : household.told.people.map((person) => person.id);
    return subjects.map((subject) => ({ evidence: id, subject, held: answerOf(household.value(heldWhen, subject)) }));
  });
}

function conditionsOf(
  catalogue: Catalogue,
  household: Household,
  entitlements: readonly Entitlement[],
): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const { service: id, subject } of entitlements) {
    const service = catalogue.services.get(id);
    const version = service === undefined ? undefined : versionOn(service, household.told.asOf)?.version;
    if (version === undefined) continue;
    // A row that says "concerns nobody" of a service of persons has no person to answer for.
    if (service?.subject.each !== 'household' && subject === 'household') continue;
    for (const [index, { when }] of version.channels.entries()) {
      if (when !== undefined)
        answers.set(`${id}|${subject}|channel|${index}`, answerOf(household.value(when, subject)));
    }
    for (const [index, { when }] of version.evidence.entries()) {
      if (when !== undefined)
        answers.set(`${id}|${subject}|evidence|${index}`, answerOf(household.value(when, subject)));
    }
  }
  return answers;
}
