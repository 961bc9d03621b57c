import type { Answers } from './answers.ts';
import { isExclusive } from './exclusions.ts';
import { independentSets } from './independent-sets.ts';
import type { Alternative, Choice, ChoiceRow, Exclusion, Law, Sum } from './interplay-model.ts';
import { and, lawOf, yearOf } from './meetings.ts';
import type { Meeting, Row } from './meetings.ts';

/** So many alternatives are told; the rest bring less. */
const mostTold = 12;

/**
 * Services that exclude each other, where each is a right or may still be one: all largest sets that go together, with
 * what each brings in twelve months and what is given up for it.
 */
export function choicesOf(
  answers: Answers,
  rows: ReadonlyMap<string, readonly Row[]>,
  meetings: readonly Meeting[],
  exclusions: readonly Exclusion[],
): Choice[] {
  const refused = new Set(
    exclusions.filter((one) => one.holds === 'yes' && isFinal(one, rows)).map(({ row }) => keyText(row)),
  );
  const isOpen = (row: Row): boolean =>
    row.granted === 'yes' ||
    (row.entitlement.concerns === 'yes' && row.entitlement.answer !== 'no' && !refused.has(keyText(row.key)));
  const between = meetings.filter((one) => isExclusive(one) && isOpen(one.one) && isOpen(one.other));
  return componentsOf(between).map((component) => choiceIn(answers, component));
}

/** Nothing to choose: what stands against it is had already and cannot be given back. */
function isFinal({ kind, by }: Exclusion, rows: ReadonlyMap<string, readonly Row[]>): boolean {
  if (kind === 'refused-with') return true;
  return kind === 'once' && rows.get(by.service)?.find(({ key }) => key.subject === by.subject)?.granted === 'yes';
}

function componentsOf(meetings: readonly Meeting[]): Meeting[][] {
  const of = new Map<Row, Meeting[]>();
  for (const meeting of meetings) {
    const [a, b] = [of.get(meeting.one), of.get(meeting.other)];
    const joined = [...(a ?? []), ...(b === a ? [] : (b ?? [])), meeting];
    for (const { one, other } of joined) of.set(one, joined).set(other, joined);
  }
  return [...new Set(of.values())];
}

function choiceIn(answers: Answers, meetings: readonly Meeting[]): Choice {
  const rows = [...new Set(meetings.flatMap(({ one, other }) => [one, other]))];
  const told = rows.map((row): ChoiceRow => {
    const { amount, answer } = row.entitlement;
    return {
      ...row.key,
      answer,
      isGranted: row.granted === 'yes',
      ...(amount === undefined ? {} : { amount }),
      year: yearOf(answers, row),
    };
  });
  const excludes = new Set(
    meetings.flatMap(({ one, other }) => {
      const [a, b] = [rows.indexOf(one), rows.indexOf(other)];
      return [`${a} ${b}`, `${b} ${a}`];
    }),
  );
  const { sets, isComplete } = independentSets(rows.length, (a, b) => excludes.has(`${a} ${b}`));
  const alternatives = sets
    .map((set) => alternativeOf(told, new Set(set)))
    .toSorted((a, b) => b.year.sure - a.year.sure || (b.year.upTo ?? Infinity) - (a.year.upTo ?? Infinity) || 0);
  const isForced = meetings.some(({ one, other, holds }) => and(holds, one.present, other.present) === 'yes');
  const isPlain = isComplete && meetings.every(({ holds }) => holds === 'yes');
  const best = isPlain ? bestOf(alternatives) : undefined;
  const laws = new Map<string, Law>(meetings.map(({ rules }) => [rules.interaction.id, lawOf(rules)]));
  return {
    rows: told,
    alternatives: alternatives.slice(0, mostTold),
    ...(best === undefined ? {} : { best }),
    holds: isForced ? 'yes' : 'unknown',
    isComplete: isComplete && alternatives.length <= mostTold,
    because: [...laws.values()],
  };
}

function alternativeOf(rows: readonly ChoiceRow[], taken: ReadonlySet<number>): Alternative {
  const key = ({ service, subject }: ChoiceRow) => ({ service, subject });
  const takes = rows.filter((_, index) => taken.has(index));
  return {
    takes: takes.map(key),
    loses: rows.filter((_, index) => !taken.has(index)).map(key),
    year: sumOf(takes.map(({ year }) => year)),
  };
}

export function sumOf(sums: readonly Sum[]): Sum {
  const add = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
  const most = sums.map(({ upTo }) => upTo);
  return {
    sure: add(sums.map(({ sure }) => sure)),
    upTo: most.includes(null) ? null : add(most.filter((one) => one !== null)),
  };
}

/** The first of the sorted brings more for sure when all others together with what is not known of them bring less. */
function bestOf([first, ...others]: readonly Alternative[]): number | undefined {
  if (first === undefined) return undefined;
  return others.every(({ year: { upTo } }) => upTo !== null && upTo < first.year.sure) ? 0 : undefined;
}

export function keyText({ service, subject }: { readonly service: string; readonly subject: string }): string {
  return `${service} ${subject}`;
}
