import type { Exclusion, Holds, OrderConstraint } from './interplay-model.ts';
import { and, lawOf } from './meetings.ts';
import type { Meeting, Row } from './meetings.ts';
import type { Answer } from './model.ts';
import type { Answers } from './answers.ts';

/** Kinds in which either of two may be had and not both. */
const exclusive: ReadonlySet<string> = new Set(['not-together', 'at-most-one', 'once', 'instead']);

export function isExclusive({ rules }: Meeting): boolean {
  return exclusive.has(rules.interaction.kind);
}

/**
 * What cannot be had beside something else that is a right or is had already. Three-valued: what rests on a service
 * that is not known yet is not known itself; what is not told is certainly not so.
 */
export function exclusionsOf(
  answers: Answers,
  rows: ReadonlyMap<string, readonly Row[]>,
  meetings: readonly Meeting[],
): Exclusion[] {
  return [...givenAlready(answers, rows), ...meetings.flatMap(betweenTwo)];
}

function givenAlready(answers: Answers, rows: ReadonlyMap<string, readonly Row[]>): Exclusion[] {
  return answers.rulebook.interactions.flatMap((rules) => {
    if (rules.granted < 0) return [];
    return rules.interaction.services.flatMap((service) =>
      (rows.get(service) ?? []).flatMap((row) =>
        told(and(row.entitlement.answer, row.granted), (holds) => ({
          ...lawOf(rules),
          kind: 'once',
          row: row.key,
          by: row.key,
          holds,
        })),
      ),
    );
  });
}

function betweenTwo({ rules, one, other, holds: meets }: Meeting): Exclusion[] {
  const { interaction } = rules;
  const against = (row: Row, by: Row, present: Answer): Exclusion[] =>
    told(and(meets, row.entitlement.answer, present), (holds) => ({
      ...lawOf(rules),
      kind: interaction.kind,
      row: row.key,
      by: by.key,
      holds,
      ...(interaction.kind === 'instead' ? { falls: interaction.falls } : {}),
    }));
  switch (interaction.kind) {
    case 'instead':
      return against(other, one, one.present);
    case 'refused-with':
      return against(one, other, other.granted);
    case 'not-together':
    case 'at-most-one':
    case 'once':
      return [...against(one, other, other.present), ...against(other, one, one.present)];
    default:
      return [];
  }
}

/** "First this, then that", where neither is had yet. */
export function declaredOrder(meetings: readonly Meeting[]): OrderConstraint[] {
  return meetings.flatMap(({ rules, one, other, holds: meets }) => {
    const { interaction } = rules;
    if (interaction.kind !== 'order' && interaction.kind !== 'refused-with') return [];
    if (one.granted === 'yes' || other.granted === 'yes') return [];
    return told(and(meets, one.entitlement.answer, withinReach(other)), (holds) => ({
      ...lawOf(rules),
      first: one.key,
      then: other.key,
      strength: interaction.kind === 'order' ? interaction.strength : 'must',
      holds,
    }));
  });
}

/** A *no* that another service turns may become a right on the way. */
function withinReach({ entitlement: { answer, unlockedBy } }: Row): Answer {
  return answer === 'no' && unlockedBy.length > 0 ? 'unknown' : answer;
}

function told<Told>(holds: Answer, say: (holds: Holds) => Told): Told[] {
  return holds === 'no' ? [] : [say(holds)];
}
