import type { Catalogue, CountsAsIncome } from '#catalogue';
import { states } from '#language';

import type { Answers } from './answers.ts';
import { IncomesVaried, restOn } from './incomes-varied.ts';
import type { CountedIncome, OrderConstraint } from './interplay-model.ts';
import { lawOf } from './meetings.ts';
import type { Meeting, Row } from './meetings.ts';
import type { Answer } from './model.ts';
import type { ServiceRules } from './rulebook.ts';

/** What a service is to somebody now: the answer, and what it pays where that is a right. */
export type Worth = { readonly answer: Answer; readonly low: number; readonly high: number };

/**
 * What an amount does to the means tests of other services: for each number of paid months that an income period may
 * count, the other service is answered again with so much more income, within bounds where the amount is not known.
 */
export function countedIncomes(catalogue: Catalogue, answers: Answers, meetings: readonly Meeting[]): CountedIncome[] {
  const possible = meetings
    .filter(({ rules, one, other }) => rules.interaction.kind === 'income' && isPossible(one) && isPossible(other))
    .map((meeting) => ({ meeting, now: worthOf(answers, meeting.other) }));
  if (possible.length === 0) return [];
  let varied: IncomesVaried | undefined;
  const counted = possible.flatMap(({ meeting, now }): CountedIncome[] => {
    const { interaction } = meeting.rules;
    if (interaction.kind !== 'income') return [];
    const said = { ...lawOf(meeting.rules), from: meeting.one.key, for: meeting.other.key };
    if (!interaction.counts) return [{ ...said, counts: false, effect: 'kept' }];
    if (now.answer !== 'yes' || now.low !== now.high) return [{ ...said, counts: true, effect: 'unknown' }];
    varied ??= new IncomesVaried(catalogue, answers);
    return [{ ...said, counts: true, ...effectOf(catalogue, { answers, varied, now }, meeting, interaction) }];
  });
  varied?.takeBack();
  return counted;
}

function isPossible({ entitlement: { answer, concerns } }: Row): boolean {
  return concerns === 'yes' && answer !== 'no';
}

type Effect = Pick<CountedIncome, 'effect' | 'afterMonths' | 'fileUntil' | 'then'>;

function effectOf(
  catalogue: Catalogue,
  { answers, varied, now }: { readonly answers: Answers; readonly varied: IncomesVaried; readonly now: Worth },
  { one, other }: Meeting,
  { fact = '', firstAfterMonths }: CountsAsIncome,
): Effect {
  const income = catalogue.interplay.income?.facts.find((told) => told.fact === fact);
  if (income === undefined || isOpaque(answers, fact, other.rules)) return { effect: 'unknown' };
  const times = one.rules.version.amount?.per === 'month' ? income.months : 1;
  const paid = amountOf(answers, one);
  const subject = catalogue.facts.get(fact)?.of === 'household' ? 'household' : recipientOf(answers, one);
  if (subject === undefined) return { effect: 'unknown' };
  const withMonths = (least: number, most: number): Worth => {
    varied.add({ fact, subject, low: paid.low * least, high: paid.high * most });
    return worthOf(answers, other);
  };
  try {
    // One look at all numbers of months together: where nothing can change within these bounds, nothing does.
    if (isSame(now, withMonths(0, times))) return { effect: 'kept' };
    const all = Array.from({ length: times }, (_, count) => withMonths(count + 1, count + 1));
    const first = all.findIndex((worth) => !isSame(now, worth));
    const last = all.at(-1);
    if (first < 0 || last === undefined) return { effect: 'kept' };
    const effect = last.answer === 'no' ? 'lost' : last.answer === 'yes' && last.high < now.low ? 'reduced' : 'unknown';
    if (effect === 'unknown') return { effect };
    const { amount } = other.rules.version;
    return {
      effect,
      afterMonths: first + 1,
      ...(firstAfterMonths === 0 ? {} : { fileUntil: endOfMonth(answers.told.asOf, firstAfterMonths + first - 1) }),
      ...(effect === 'reduced' && last.low === last.high && amount !== undefined
        ? { then: { value: last.low, currency: amount.currency, per: amount.per } }
        : {}),
    };
  } finally {
    varied.add({ fact, subject, low: 0, high: 0 });
  }
}

/** To whom it is paid; undefined while that is not known. */
function recipientOf(answers: Answers, { isApplicants, key }: Row): string | undefined {
  if (isApplicants === 'unknown') return undefined;
  return isApplicants === 'yes' ? answers.told.applicant : key.subject;
}

function isOpaque(answers: Answers, fact: string, { together, amount }: ServiceRules): boolean {
  const { opaque } = restOn(answers.rulebook.graph, [fact]);
  return opaque[together] === true || opaque[amount] === true;
}

export function worthOf(answers: Answers, { rules, place }: Pick<Row, 'rules' | 'place'>): Worth {
  const answer = answers.answer(rules, place);
  return answer === 'no' ? { answer, low: 0, high: 0 } : { answer, ...amountOf(answers, { rules, place }) };
}

/** What the formula gives, to the kopeck, between the bounds of what is known; nothing when there is no formula. */
export function amountOf(
  answers: Answers,
  { rules, place }: Pick<Row, 'rules' | 'place'>,
): Pick<Worth, 'low' | 'high'> {
  if (rules.amount < 0) return { low: 0, high: rules.service.covers.includes('money') ? Infinity : 0 };
  const { run } = answers;
  const slot = run.layout.at(rules.amount, place);
  run.demand(slot);
  if (run.state[slot] === states.nothing) return { low: 0, high: 0 };
  if (run.state[slot] === states.open) return { low: 0, high: Infinity };
  return { low: kopecks(run.low[slot]!), high: kopecks(run.high[slot]!) };
}

function kopecks(value: number): number {
  return value > 0 ? Math.round(value * 100) / 100 : 0;
}

function isSame(a: Worth, b: Worth): boolean {
  return a.answer === b.answer && a.low === b.low && a.high === b.high;
}

/** Last day of the month so many months after that of the day. */
function endOfMonth(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}

/** Whoever asks for the other service before the payments count keeps it. */
export function orderOfIncomes(
  incomes: readonly CountedIncome[],
  isSure: (one: CountedIncome) => boolean,
): OrderConstraint[] {
  return incomes.flatMap((one): OrderConstraint[] => {
    const { interaction, text, article, certainty, from, for: tested, fileUntil } = one;
    if (fileUntil === undefined) return [];
    const law = { interaction, text, article, certainty };
    return [
      { ...law, first: tested, then: from, strength: 'gain', until: fileUntil, holds: isSure(one) ? 'yes' : 'unknown' },
    ];
  });
}
