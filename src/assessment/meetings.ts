import type { Interaction, Within } from '#catalogue';
import { states } from '#language';

import type { Answers } from './answers.ts';
import { answerOfTruth } from './explained.ts';
import type { EntitlementKey, Law, Sum } from './interplay-model.ts';
import type { Answer, Entitlement } from './model.ts';
import type { InteractionRules, ServiceRules } from './rulebook.ts';

/** One service answered for somebody, with what interactions need of it. */
export type Row = {
  readonly key: EntitlementKey;
  readonly entitlement: Entitlement;
  readonly rules: ServiceRules;
  readonly place: number;
  /** Whether the person has it already. */
  readonly granted: Answer;
  /** Whether it stands against others: it is a right, or had already. */
  readonly present: Answer;
  /** Whether it is paid to the applicant. */
  readonly isApplicants: Answer;
};

/** Two rows that an interaction speaks of, `one` from its `services`; in a ring of equals both ways are given once. */
export type Meeting = {
  readonly rules: InteractionRules;
  readonly one: Row;
  readonly other: Row;
  readonly holds: Answer;
};

export function and(...answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

export function or(a: Answer, b: Answer): Answer {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'no';
}

/** The rows that interactions of the day speak of, by service. */
export function rowsOf(answers: Answers, entitlements: readonly Entitlement[]): ReadonlyMap<string, readonly Row[]> {
  const { interactions, serviceOf, paidToApplicant } = answers.rulebook;
  const spokenOf = new Set(
    interactions.flatMap(({ interaction }) => [...interaction.services, ...othersOf(interaction)]),
  );
  const rows = new Map<string, Row[]>();
  if (spokenOf.size === 0) return rows;
  for (const entitlement of entitlements) {
    const { service, subject, answer, concerns } = entitlement;
    const rules = serviceOf.get(service);
    if (rules === undefined || concerns === 'no' || !spokenOf.has(service)) continue;
    const { each } = rules.service.subject;
    const place = Math.max(0, answers.placeOf(subject));
    const granted = grantedOf(answers, service, place);
    const isApplicants =
      each !== 'person' || subject === answers.told.applicant
        ? 'yes'
        : paidToApplicant < 0
          ? 'no'
          : answerOfTruth(answers.truth(paidToApplicant, place));
    const row = {
      key: { service, subject },
      entitlement,
      rules,
      place,
      granted,
      present: or(answer, granted),
      isApplicants,
    };
    const known = rows.get(service);
    if (known === undefined) rows.set(service, [row]);
    else known.push(row);
  }
  return rows;
}

function grantedOf(answers: Answers, service: string, place: number): Answer {
  let granted: Answer = 'no';
  for (const { interaction, granted: node } of answers.rulebook.interactions)
    if (node >= 0 && interaction.services.includes(service))
      granted = or(granted, answerOfTruth(answers.truth(node, place)));
  return granted;
}

/** The other side of an interaction; a ring of equals has none. */
export function othersOf(interaction: Interaction): readonly string[] {
  switch (interaction.kind) {
    case 'not-together':
    case 'refused-with':
      return interaction.with;
    case 'instead':
    case 'paid-from':
      return interaction.of;
    case 'income':
      return interaction.for;
    case 'order':
      return interaction.then;
    default:
      return [];
  }
}

/** Every pair of rows that an interaction speaks of and that may meet. */
export function meetingsOf(answers: Answers, rows: ReadonlyMap<string, readonly Row[]>): Meeting[] {
  return answers.rulebook.interactions.flatMap((rules) => {
    const { interaction, when } = rules;
    const condition = when < 0 ? 'yes' : answerOfTruth(answers.truth(when, 0));
    const within: Within = 'within' in interaction ? interaction.within : 'household';
    if (condition === 'no') return [];
    return pairsOf(interaction, rows).flatMap(([one, other]) => {
      const holds = and(condition, meets(within, one, other));
      return holds === 'no' ? [] : [{ rules, one, other, holds }];
    });
  });
}

function pairsOf(interaction: Interaction, rows: ReadonlyMap<string, readonly Row[]>): [Row, Row][] {
  const all = (services: readonly string[]): Row[] => services.flatMap((service) => rows.get(service) ?? []);
  const ones = all(interaction.services);
  if (interaction.kind === 'at-most-one' || interaction.kind === 'once') {
    const isEqual = (one: Row, other: Row): boolean =>
      interaction.kind === 'at-most-one' || one.key.service === other.key.service;
    return ones.flatMap((one, index) =>
      ones.slice(index + 1).flatMap((other): [Row, Row][] => (isEqual(one, other) ? [[one, other]] : [])),
    );
  }
  const others = all(othersOf(interaction));
  return ones.flatMap((one) => others.flatMap((other): [Row, Row][] => (one === other ? [] : [[one, other]])));
}

function meets(within: Within, one: Row, other: Row): Answer {
  if (within === 'household') return 'yes';
  if (within === 'subject' || one.key.subject === other.key.subject)
    return one.key.subject === other.key.subject ? 'yes' : 'no';
  // Two persons are paid to one and the same only when both are paid to the applicant.
  return and(one.isApplicants, other.isApplicants);
}

export function lawOf({ interaction: { id, text, article } }: InteractionRules): Law {
  return { interaction: id, text, article: article.citation, certainty: article.certainty };
}

/**
 * What a row brings in the twelve months from now. Nobody is paid less than nothing; what is not a right for sure is
 * sure of nothing.
 */
export function yearOf(answers: Answers, { rules, place, entitlement, granted }: Row): Sum {
  return yearlyOf(answers, rules, place, entitlement.answer === 'yes' || granted === 'yes');
}

export function yearlyOf(answers: Answers, rules: ServiceRules, place: number, isSure: boolean): Sum {
  const { amount } = rules.version;
  if (isPaidFrom(answers, rules.service.id)) return { sure: 0, upTo: 0 };
  // Money whose size the packs do not know; a place or a paper is no money.
  if (amount === undefined) return { sure: 0, upTo: rules.service.covers.includes('money') ? null : 0 };
  const isOverYear = rules.overYear >= 0;
  const { run } = answers;
  const slot = run.layout.at(isOverYear ? rules.overYear : rules.amount, place);
  run.demand(slot);
  const times = !isOverYear && amount.per === 'month' ? 12 : 1;
  const state = run.state[slot];
  const isNumber = state === states.known || state === states.bounded;
  const low = isNumber ? run.low[slot]! : 0;
  const high = isNumber ? run.high[slot]! : state === states.nothing ? 0 : Infinity;
  return {
    sure: isSure ? (kopecks(low) * times) / 100 : 0,
    upTo: high === Infinity ? null : (kopecks(high) * times) / 100,
  };
}

/** Taken out of the money of another service: nothing of its own. */
function isPaidFrom({ rulebook: { interactions } }: Answers, service: string): boolean {
  return interactions.some(({ interaction: { kind, services } }) => kind === 'paid-from' && services.includes(service));
}

function kopecks(value: number): number {
  return value > 0 ? Math.round(value * 100) : 0;
}
