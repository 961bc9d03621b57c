import { certainties, versionOn } from '#catalogue';
import type { Catalogue, Certainty, Criterion, Service, ServiceVersion } from '#catalogue';
import { dayText, isUnknown, nothingMissing } from '#language';
import type { Value } from '#language';

import { factKey, parameterPrefix } from './household.ts';
import type { Household } from './household.ts';
import type { Amount, Answer, CriterionAnswer, Entitlement, FactKey } from './model.ts';
import { governed, transitionCriterion } from './transitions.ts';
import type { HeldTransition } from './transitions.ts';

/** Every service answered for everyone it can be about. Without unlocks, which need the other answers. */
export function entitlementsOf(catalogue: Catalogue, household: Household): Entitlement[] {
  return [...catalogue.services.values()].flatMap((service) => entitlementsTo(service, household));
}

/**
 * One service: an answer for each subject. A person whom the service certainly does not concern has no row; when it
 * concerns nobody there is one row that says so. With `only`, the row of that subject alone.
 */
export function entitlementsTo(service: Service, household: Household, only?: string): Entitlement[] {
  const { told } = household;
  const everybody =
    service.subject.each === 'household'
      ? ['household']
      : service.subject.each === 'applicant'
        ? [told.applicant]
        : told.people.map((person) => person.id);
  const subjects = only !== undefined && everybody.includes(only) ? [only] : everybody;
  const concerned = subjects
    .map((subject) => ({ subject, concerns: concerns(service, household, subject) }))
    .filter((one) => one.concerns !== 'no');
  if (concerned.length > 0) return concerned.map((one) => entitlementOf(service, household, one));
  const [first] = subjects;
  const subject = subjects.length === 1 && first !== undefined ? first : 'household';
  return [entitlementOf(service, household, { subject, concerns: 'no' }, subjects)];
}

function concerns(service: Service, household: Household, subject: string): Answer {
  return service.subject.where === undefined ? 'yes' : answerOf(household.value(service.subject.where, subject));
}

type Concerned = { readonly subject: string; readonly concerns: Answer };

function entitlementOf(
  service: Service,
  household: Household,
  { subject, concerns: about }: Concerned,
  nobodyAmong: readonly string[] = [],
): Entitlement {
  const dated = versionOn(service, household.told.asOf);
  if (dated === undefined) return notInForce(service, subject, household.told.asOf);
  const { version } = dated;
  const own = rowUnder(service, version, dated.index, household, { subject, concerns: about }, nobodyAmong);
  if (version.transition.length === 0 || about === 'no') return own;
  return governed(own, transitionsFor(version, household, subject), (day) => asOnDay(service, household, subject, day));
}

/** The row as it would be on an earlier day, with the law and the amounts of that day. */
export function asOnDay(service: Service, household: Household, subject: string, day: string): Entitlement {
  const then = household.asOn(day);
  return entitlementOf(service, then, { subject, concerns: concerns(service, then, subject) }, [subject]);
}

/** The transitional rules of a version for a subject; only a day before the one asked for keeps anything. */
export function transitionsFor(version: ServiceVersion, household: Household, subject: string): HeldTransition[] {
  return version.transition.map((transition) => {
    const got = household.answer(transition.keeps, subject);
    const on = household.value(transition.asOn, subject);
    const day = typeof on === 'object' && on !== null && on.kind === 'date' ? dayText(on.day) : undefined;
    const isEarlier = day === undefined || day < household.told.asOf;
    return {
      transition,
      held: got.value === true && isEarlier ? 'yes' : isUnknown(got.value) && isEarlier ? 'unknown' : 'no',
      day,
      open: () => ({ ...transitionCriterion(transition), ...restsOn(household, [got]) }),
    };
  });
}

function rowUnder(
  service: Service,
  version: ServiceVersion,
  index: number,
  household: Household,
  { subject, concerns: about }: Concerned,
  nobodyAmong: readonly string[],
): Entitlement {
  const criteria = [
    ...concern(service, version, household, about, about === 'no' ? nobodyAmong : [subject]),
    ...(about === 'no' ? [] : version.criteria.map((criterion) => criterionAnswer(criterion, household, subject))),
  ];
  const answer = together(criteria.map((criterion) => criterion.answer));
  const worth = answer === 'yes' ? amountOf(version, household, subject) : undefined;
  return {
    service: service.id,
    version: index,
    subject,
    concerns: about,
    answer,
    ...(worth?.amount === undefined ? {} : { amount: worth.amount }),
    criteria,
    missing: distinctKeys(
      criteria.filter((criterion) => criterion.answer === 'unknown').flatMap((criterion) => criterion.missing),
    ),
    unlockedBy: [],
    certainty: leastSure([
      version.certainty,
      ...criteria.map((criterion) => criterion.certainty),
      ...(worth?.certainties ?? []),
    ]),
  };
}

/** Whom a service is about: told as a criterion only when that is not plain. */
function concern(
  service: Service,
  version: ServiceVersion,
  household: Household,
  answer: Answer,
  subjects: readonly string[],
): CriterionAnswer[] {
  const { where } = service.subject;
  if (where === undefined || answer === 'yes') return [];
  const answers = subjects.map((subject) => household.answer(where, subject));
  return [
    {
      id: 'concerns',
      text:
        answer === 'no'
          ? service.subject.nobody
          : { ru: 'Услуга касается этого человека', en: 'The service concerns this person' },
      answer,
      article: version.basis[0]?.citation ?? '',
      certainty: version.basis[0]?.certainty ?? version.certainty,
      kind: 'condition',
      ...restsOn(household, answers),
    },
  ];
}

function criterionAnswer(criterion: Criterion, household: Household, subject: string): CriterionAnswer {
  const got = criterion.when === undefined ? undefined : household.answer(criterion.when, subject);
  const certainty = leastSure([
    criterion.article.certainty,
    ...[...(got?.reads ?? [])].map((read) => household.certaintyOf(read)).filter((one) => one !== undefined),
  ]);
  return {
    id: criterion.id,
    text: criterion.text,
    answer: got === undefined ? 'unknown' : answerOf(got.value),
    article: criterion.article.citation,
    certainty,
    kind: criterion.kind,
    ...(criterion.judgedBy === undefined ? {} : { judgedBy: criterion.judgedBy }),
    ...restsOn(household, got === undefined ? [] : [got]),
  };
}

type Got = { readonly value: Value; readonly reads: ReadonlySet<string> };

function restsOn(
  household: Household,
  answers: readonly Got[],
): Pick<CriterionAnswer, 'facts' | 'missing' | 'withoutValue'> {
  const keys = distinctKeys(answers.flatMap(({ reads }) => [...reads].map(factKey)).filter((key) => key !== undefined));
  const waits = answers.flatMap(({ value }) => [...(isUnknown(value) ? value.missing : nothingMissing)]);
  return {
    facts: keys.flatMap((key) => {
      const value = household.toldValue(key);
      return value === undefined ? [] : [{ ...key, value }];
    }),
    missing: distinctKeys(waits.map(factKey).filter((key) => key !== undefined)),
    withoutValue: [
      ...new Set(
        waits.filter((read) => read.startsWith(parameterPrefix)).map((read) => read.slice(parameterPrefix.length)),
      ),
    ],
  };
}

function amountOf(
  version: ServiceVersion,
  household: Household,
  subject: string,
): { readonly amount?: Amount; readonly certainties: readonly Certainty[] } {
  if (version.amount === undefined) return { certainties: [] };
  const { value, reads } = household.answer(version.amount.value, subject);
  const sure = [...reads].map((read) => household.certaintyOf(read)).filter((one) => one !== undefined);
  if (typeof value !== 'number') return { certainties: sure };
  return {
    amount: { value: Math.round(value * 100) / 100, currency: version.amount.currency, per: version.amount.per },
    certainties: sure,
  };
}

/**
 * A day on which no version is in force. After the last one the service is over: no. Before the first one the packs do
 * not say what the law was: not known, and no fact can tell it.
 */
function notInForce(service: Service, subject: string, asOf: string): Entitlement {
  const isBefore = service.versions.every((version) => version.from > asOf);
  const basis = service.versions[0]?.basis[0];
  const certainty = basis?.certainty ?? 'memory';
  const criterion: CriterionAnswer = {
    id: 'in-force',
    text: isBefore
      ? { ru: 'Закон на этот день в пакетах не записан', en: 'The law of this day is not written in the packs' }
      : { ru: 'На этот день услуга действует', en: 'The service is in force on this day' },
    answer: isBefore ? 'unknown' : 'no',
    article: basis?.citation ?? '',
    certainty,
    kind: 'condition',
    facts: [],
    missing: [],
    withoutValue: [],
  };
  return {
    service: service.id,
    version: -1,
    subject,
    concerns: isBefore ? 'unknown' : 'no',
    answer: criterion.answer,
    criteria: [criterion],
    missing: [],
    unlockedBy: [],
    certainty,
  };
}

/** A rule's value as an answer; a null (neither true nor false) stays open. */
export function answerOf(value: Value): Answer {
  if (value === true) return 'yes';
  return value === false ? 'no' : 'unknown';
}

function together(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

export function leastSure(all: readonly Certainty[]): Certainty {
  return certainties[Math.max(0, ...all.map((one) => certainties.indexOf(one)))] ?? 'unsure';
}

export function distinctKeys(keys: readonly FactKey[]): FactKey[] {
  return [...new Map(keys.map((key) => [`${key.fact}@${key.subject}`, key])).values()];
}
