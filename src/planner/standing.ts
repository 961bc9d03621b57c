import { type Assessment, type FactValue, type ToldSituation, withFact } from '#assessment';
import type { Catalogue, Day } from '#catalogue';

import type { Happened } from './happened.ts';
import type { EvidenceRef, Step } from './model.ts';

/** How far a route has been gone on a day: what is over, what an agency has in hand, what is still to be begun. */
export type Standing = {
  readonly done: ReadonlySet<string>;
  /** Legs (see `legOf`) of which at least the application is made. */
  readonly begun: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly lost: readonly EvidenceRef[];
};

/** The steps of one service for one subject, gone through once. */
export function legOf({ service, subject, turn }: Pick<Step, 'service' | 'subject' | 'turn'>): string {
  return `${service}:${subject}:${turn}`;
}

export const serviceOf = ({ service, subject }: Pick<Step, 'service' | 'subject'>): string => `${service}:${subject}`;

export const isSamePaper = (a: EvidenceRef, b: EvidenceRef): boolean =>
  a.evidence === b.evidence && a.subject === b.subject;

/**
 * What was planned before today is taken as done unless it is told otherwise, or rests on something that is not done:
 * nobody reports that all goes well. Where every step is reported, `reported` names those that are done.
 */
export function standingOf(
  steps: readonly Step[],
  happened: readonly Happened[],
  today: Day,
  reported?: ReadonlySet<string>,
): Standing {
  const refused = new Set(happened.flatMap((one) => (one.kind === 'refused' ? [serviceOf(one)] : [])));
  const named = (kind: 'done' | 'missed' | 'delayed'): ReadonlySet<string> =>
    new Set(happened.flatMap((one) => (one.kind === kind ? [one.step] : [])));
  const [told, missed, delayed] = [named('done'), named('missed'), named('delayed')];
  const done = new Set(steps.flatMap(({ id }) => (reported?.has(id) === true ? [id] : [])));
  for (const step of reported === undefined ? steps : []) {
    const isOver = told.has(step.id) || (step.end < today && !missed.has(step.id) && !delayed.has(step.id));
    if (isOver && step.after.every((id) => done.has(id))) done.add(step.id);
  }
  return {
    done,
    begun: new Set(steps.filter(({ id }) => done.has(id)).map(legOf)),
    refused,
    lost: happened.flatMap((one) => (one.kind === 'lost' ? [{ evidence: one.evidence, subject: one.subject }] : [])),
  };
}

/**
 * The assessment as the rest of the route is planned on: what is in hand or on its way is had, what was begun is not
 * begun again unless its paper was lost, and what was refused is no way any more (the way on is an objection).
 */
export function assessmentAt(assessment: Assessment, steps: readonly Step[], standing: Standing): Assessment {
  const { begun, refused, lost } = standing;
  const isLost = (ref: EvidenceRef): boolean => lost.some((one) => isSamePaper(one, ref));
  const begunSteps = steps.filter((step) => begun.has(legOf(step)) && !refused.has(serviceOf(step)));
  const given = begunSteps.flatMap(({ gives }) => gives).filter((ref) => !isLost(ref));
  const again = new Set(begunSteps.filter(({ gives }) => gives.some(isLost)).map(serviceOf));
  // Gone through a second time, because what it gave runs out: that time is still to be begun.
  for (const step of steps) if (!begun.has(legOf(step))) again.add(serviceOf(step));
  const handled = new Set(begunSteps.map(serviceOf).filter((service) => !again.has(service)));
  const told = [
    ...given.map((ref) => ({ ...ref, held: 'yes' as const })),
    ...lost.map((ref) => ({ ...ref, held: 'no' as const })),
  ];
  return {
    ...assessment,
    entitlements: assessment.entitlements
      .filter((one) => !handled.has(serviceOf(one)))
      .map((one) => (refused.has(serviceOf(one)) ? { ...one, answer: 'no', unlockedBy: [] } : one)),
    evidence: [...assessment.evidence.filter((state) => !told.some((one) => isSamePaper(one, state))), ...told],
  };
}

/** What is known after the steps that are done: a paper in hand is a fact. */
export function toldAfter(
  catalogue: Catalogue,
  told: ToldSituation,
  steps: readonly Step[],
  happened: readonly Happened[],
): ToldSituation {
  const { done, refused, lost } = standingOf(steps, happened, told.asOf);
  return steps
    .filter((step) => done.has(step.id) && !refused.has(serviceOf(step)))
    .flatMap(({ gives }) => gives)
    .filter((ref) => !lost.some((one) => isSamePaper(one, ref)))
    .reduce((known, ref) => {
      const sets = catalogue.evidence.get(ref.evidence)?.sets;
      if (sets === undefined) return known;
      const subject = catalogue.facts.get(sets.fact)?.of === 'household' ? 'household' : ref.subject;
      return withFact(known, sets.fact, subject, sets.value as FactValue);
    }, told);
}
