import type { Assessment, FactKey } from '#assessment';
import type { Urgency } from '#catalogue';

import { unlockKey } from './choose.ts';
import type { DayCount } from './day-count.ts';
import type { Leg } from './leg.ts';
import { leastUrgent, mostUrgent } from './order.ts';
import type { Passage } from './rests.ts';
import type { Days } from './visit-days.ts';

/** What is said of a passage beyond its days. */
export type PassageRow = {
  readonly leg: Leg;
  readonly passage: Passage;
  readonly days: Days;
  /** 1, or more when it is gone through again. */
  readonly turn: number;
  /** What it comes after, without what another of them comes after already. */
  readonly after: readonly number[];
  readonly urgency: Urgency;
  readonly isSure: boolean;
  readonly isCritical: boolean;
  readonly unlockedBy: readonly number[];
  readonly unlocks: readonly number[];
  readonly dependsOn: readonly FactKey[];
  /** Share of those who get through, as far as refusals are known; 1 when none is. */
  readonly chance: number;
};

/** What each passage comes after and what follows from that: how urgent, how sure, how critical it is. */
export function rowsOf(
  legs: readonly Leg[],
  passages: readonly Passage[],
  days: readonly Days[],
  unlockers: readonly (readonly number[])[],
  assessment: Assessment,
  asOf: DayCount,
): readonly PassageRow[] {
  const numbers = new Map(passages.map((passage, number) => [passage, number]));
  const numberOf = (passage: Passage): number => numbers.get(passage)!;
  const legOf = (number: number): Leg => legs[passages[number]!.leg]!;
  const after = passages.map(({ rests }) => [...new Set([...rests.values()].map(({ on }) => numberOf(on)))]);
  const beside = passages.map((passage) => passage.beside.map(numberOf));
  const before = allBefore(after);
  const isSure = sureOnes(passages, after, legOf);
  const urgencies = urgenciesOf(passages, after, beside, legOf, days, assessment, asOf);
  const isCritical = criticalOnes(after, days, isSure, asOf);
  const turns = new Map<number, number>();
  const numberOfLeg = new Map(passages.map(({ leg }, number) => [leg, number]));
  const opens = new Map<number, number[]>();
  for (const [number, { rests }] of passages.entries()) {
    const on = rests.get(unlockKey)?.on;
    if (on !== undefined) opens.set(numberOf(on), [...(opens.get(numberOf(on)) ?? []), number]);
  }
  return passages.map((passage, number) => {
    const leg = legOf(number);
    const turn = (turns.get(passage.leg) ?? 0) + 1;
    turns.set(passage.leg, turn);
    const whole = [...(before[number] ?? []), number];
    return {
      leg,
      passage,
      days: days[number]!,
      turn,
      after: directly(after[number] ?? [], before),
      urgency: urgencies[number] ?? 'long',
      isSure: isSure[number] === true,
      isCritical: isCritical[number] === true,
      unlockedBy: (unlockers[passage.leg] ?? []).flatMap((one) => numberOfLeg.get(one) ?? []),
      unlocks: opens.get(number) ?? [],
      dependsOn: uniqueFacts(
        whole.flatMap((one) => {
          const { entitlement } = legOf(one);
          return entitlement.answer === 'unknown' ? entitlement.missing : [];
        }),
      ),
      chance: whole.reduce((chance, one) => chance * (1 - (legOf(one).version.refusal?.share ?? 0)), 1),
    };
  });
}

/** Everything each comes after, directly or not. */
function allBefore(after: readonly (readonly number[])[]): readonly ReadonlySet<number>[] {
  const before: ReadonlySet<number>[] = [];
  for (const direct of after) {
    const all = new Set<number>();
    for (const one of direct) {
      all.add(one);
      for (const earlier of before[one] ?? []) all.add(earlier);
    }
    before.push(all);
  }
  return before;
}

function directly(after: readonly number[], before: readonly ReadonlySet<number>[]): readonly number[] {
  return after.filter((one) => !after.some((other) => before[other]?.has(one) === true));
}

/** Passages that surely work and are surely needed: by the person, or by another sure one that lacks what it gives. */
function sureOnes(
  passages: readonly Passage[],
  after: readonly (readonly number[])[],
  legOf: (number: number) => Leg,
): readonly boolean[] {
  const sure = passages.map(() => false);
  const isNeeded = passages.map((_, number) => legOf(number).meets.length > 0);
  for (let number = passages.length - 1; number >= 0; number -= 1) {
    if (passages[number]!.having.round > 0 || isNeeded[number] !== true) continue;
    sure[number] = true;
    for (const one of after[number] ?? []) isNeeded[one] = true;
  }
  return sure;
}

/**
 * A passage is as urgent as the most urgent need it meets; a prerequisite, as the most urgent thing that rests on it. Only
 * what is given on the day asked for is called tonight's: an answer in two weeks feeds nobody tonight.
 */
function urgenciesOf(
  passages: readonly Passage[],
  after: readonly (readonly number[])[],
  beside: readonly (readonly number[])[],
  legOf: (number: number) => Leg,
  days: readonly Days[],
  { needs }: Assessment,
  asOf: DayCount,
): readonly Urgency[] {
  const urgencies = passages.map((_, number) => {
    const leg = legOf(number);
    const urgency = mostUrgent(needs.filter(({ need }) => leg.meets.includes(need)).map((found) => found.urgency));
    return leg.isAtOnce && days[number]?.ready === asOf ? urgency : leastUrgent(urgency, 'days');
  });
  const open = [...passages.keys()];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const passedOn = leastUrgent(urgencies[number]!, 'days');
    for (const one of [...(after[number] ?? []), ...(beside[number] ?? [])]) {
      const raised = mostUrgent([urgencies[one]!, passedOn]);
      if (raised === urgencies[one]) continue;
      urgencies[one] = raised;
      open.push(one);
    }
  }
  return urgencies;
}

/** The chains of waits that end on the last sure day: of all that a passage comes after, those that end last. */
function criticalOnes(
  after: readonly (readonly number[])[],
  days: readonly Days[],
  isSure: readonly boolean[],
  asOf: DayCount,
): readonly boolean[] {
  const finish = days.reduce(
    (last, { ready }, number) => (isSure[number] === true ? Math.max(last, ready) : last),
    asOf,
  );
  const critical = days.map(({ ready }, number) => isSure[number] === true && ready === finish && finish > asOf);
  for (let number = days.length - 1; number >= 0; number -= 1) {
    if (critical[number] !== true) continue;
    const last = Math.max(asOf, ...(after[number] ?? []).map((one) => days[one]!.ready));
    for (const one of after[number] ?? []) if (days[one]!.ready === last && last > asOf) critical[one] = true;
  }
  return critical;
}

function uniqueFacts(facts: readonly FactKey[]): readonly FactKey[] {
  return [...new Map(facts.map(({ fact, subject }) => [`${fact}@${subject}`, { fact, subject }])).values()];
}
