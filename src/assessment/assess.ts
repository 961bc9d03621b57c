import type { Catalogue } from '#catalogue';
import { explain } from '#language';
import type { Explanation } from '#language';

import { Answers } from './answers.ts';
import { contradictionsIn } from './contradictions.ts';
import { withDays } from './criterion-days.ts';
import { answerOfTruth, Explained } from './explained.ts';
import { answerOf } from './entitlements.ts';
import { gapsOf } from './gaps.ts';
import { Household } from './household.ts';
import { interplayOf } from './interplay.ts';
import { interviewOf } from './interview.ts';
import type { Answer, Assessment, Entitlement, EvidenceState, FactKey, ToldSituation } from './model.ts';
import { needsOf, situationsOf } from './needs.ts';

import { withUnlocks } from './unlocks.ts';

/** One for each catalogue: an assessment is finished before the next begins, and nothing is left of a household. */
const counting = new WeakMap<Catalogue, Answers>();

function answersTo(catalogue: Catalogue, told: ToldSituation): Answers {
  const known = counting.get(catalogue);
  if (known === undefined) {
    const made = new Answers(catalogue, told);
    counting.set(catalogue, made);
    return made;
  }
  known.tell(told);
  return known;
}

/**
 * Everything that can be said of a told situation: needs, registered situations, every service answered, gaps, what is
 * worth asking next. Pure: the same catalogue and facts give the same answer. `skip` are facts the person does not know.
 */
export function assess(
  catalogue: Catalogue,
  told: ToldSituation,
  options: { readonly skip?: readonly FactKey[] } = {},
): Assessment {
  const answers = answersTo(catalogue, told);
  const needs = needsOf(answers);
  const answered = withUnlocks(catalogue, answers, new Explained(catalogue, answers).entitlements());
  const entitlements = withDays(catalogue, told, answered);
  return {
    contradictions: contradictionsIn(catalogue, told),
    needs,
    situations: situationsOf(answers),
    entitlements,
    gaps: gapsOf(catalogue, needs, entitlements),
    interplay: interplayOf(catalogue, answers, entitlements),
    ...interviewOf(catalogue, answers, options.skip),
    evidence: evidenceOf(answers),
    conditions: conditionsOf(catalogue, answers, entitlements),
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
  return when === undefined ? undefined : explainFor(catalogue, toldOn(told, entitlement), when, entitlement.subject);
}

/** How an amount was counted. */
export function explainAmount(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlement: Entitlement,
): Explanation | undefined {
  const value = catalogue.services.get(entitlement.service)?.versions[entitlement.version]?.amount?.value;
  return value === undefined ? undefined : explainFor(catalogue, toldOn(told, entitlement), value, entitlement.subject);
}

/** An answer by the law of an earlier day is explained as of that day. */
function toldOn(told: ToldSituation, { transition }: Entitlement): ToldSituation {
  return transition === undefined ? told : { ...told, asOf: transition.day };
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

function evidenceOf(answers: Answers): EvidenceState[] {
  return answers.rulebook.evidence.flatMap(({ evidence: { id, of }, node }) => {
    const subjects = of === 'household' ? ['household'] : answers.told.people.map((person) => person.id);
    return subjects.map((subject, place) => ({
      evidence: id,
      subject,
      held: answerOfTruth(answers.truth(node, place)),
    }));
  });
}

function conditionsOf(
  catalogue: Catalogue,
  answers: Answers,
  entitlements: readonly Entitlement[],
): ReadonlyMap<string, Answer> {
  const found = new Map<string, Answer>();
  for (const entitlement of entitlements) {
    const { service: id, subject } = entitlement;
    if (entitlement.transition !== undefined) {
      addConditionsOn(catalogue, answers.told, entitlement, found);
      continue;
    }
    const rules = answers.rulebook.serviceOf.get(id);
    // A row that says "concerns nobody" of a service of persons has no person to answer for.
    if (rules === undefined || (rules.service.subject.each !== 'household' && subject === 'household')) continue;
    const place = Math.max(0, answers.placeOf(subject));
    for (const { of, index, node } of rules.conditions) {
      found.set(`${id}|${subject}|${of}|${index}`, answerOfTruth(answers.truth(node, place)));
    }
  }
  return found;
}

/** The conditions of an earlier version that a transitional rule keeps. */
function addConditionsOn(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlement: Entitlement,
  into: Map<string, Answer>,
): void {
  const household = new Household(catalogue, toldOn(told, entitlement));
  const version = catalogue.services.get(entitlement.service)?.versions[entitlement.version];
  const uses = { channel: version?.channels ?? [], evidence: version?.evidence ?? [] };
  for (const use of ['channel', 'evidence'] as const)
    for (const [index, { when }] of uses[use].entries())
      if (when !== undefined)
        into.set(
          `${entitlement.service}|${entitlement.subject}|${use}|${index}`,
          answerOf(household.value(when, entitlement.subject)),
        );
}
