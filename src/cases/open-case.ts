import { assess, holds } from '#assessment';
import type { ToldSituation } from '#assessment';
import { timeZoneOf } from '#catalogue';
import { planRoute } from '#planner';

import { circleOf, disclosuresTo } from './circle.ts';
import type { Circumstances } from './circumstances.ts';
import { judgeComplexity } from './complexity.ts';
import type { Carried } from './decide.ts';
import type { CaseEvent, Happening } from './events.ts';
import { evolve } from './evolve.ts';
import type { CaseRef } from './model.ts';
import { versionsOf } from './plan-again.ts';
import { problem } from './problems.ts';
import { readyTasks } from './ready.ts';
import { tasksOfRoute } from './tasks-of-route.ts';

export type Opening = CaseRef & { readonly number: string; readonly told: ToldSituation };

/**
 * Opens a joint case on a told situation under an agreement: the circle of participants, what may be shown to them, the
 * complexity and the mode of work that fits it, and the plan. Problems: `agreement-does-not-fit`, `agreement-not-in-force`.
 */
export function openCase({ person, id, number, told }: Opening, circumstances: Circumstances): Carried {
  const { agreement, catalogue, today, at, by } = circumstances;
  if (today < agreement.from || (agreement.to !== undefined && today > agreement.to)) {
    return problem(
      'agreement-not-in-force',
      `Соглашение «${agreement.name.ru}» в этот день не действует.`,
      `The agreement "${agreement.name.en}" is not in force on this day.`,
    );
  }
  if (holds(catalogue, told, agreement.situations.when) !== 'yes') {
    return problem(
      'agreement-does-not-fit',
      `Соглашение «${agreement.name.ru}» — о другой ситуации: ${agreement.situations.because.ru}.`,
      `The agreement "${agreement.name.en}" is about another situation: ${agreement.situations.because.en}.`,
      {
        ru: 'Уточните сведения или откройте дело под другим соглашением.',
        en: 'Tell more facts, or open the case under another agreement.',
      },
    );
  }
  const assessment = assess(catalogue, told);
  const route = planRoute(catalogue, told, assessment);
  const complexity = judgeComplexity({ needs: assessment.needs, route, uncovered: assessment.gaps.length });
  const tasks = tasksOfRoute(route, versionsOf(assessment), complexity.mode, catalogue, agreement);
  const participants = circleOf(tasks, agreement, catalogue, told);
  const opened: Happening = {
    kind: 'case-opened',
    number,
    agreement: agreement.id,
    digest: catalogue.digest,
    lead: agreement.lead.agency,
    rhythm: {
      leadAfterDays: agreement.escalation.leadAfterDays,
      headAfterDays: agreement.escalation.headAfterDays,
      reviewEveryDays: agreement.review.everyDays,
      followUpDays: agreement.followUp.days,
    },
    timeZone: timeZoneOf(catalogue),
    told,
    needs: assessment.needs,
    participants,
    disclosures: disclosuresTo(
      [agreement.lead.agency, ...participants.map(({ agency }) => agency)],
      assessment,
      agreement,
      catalogue,
      route,
    ),
    complexity,
    mode: complexity.mode,
    tasks,
    route,
    gaps: assessment.gaps.map(({ need, reason, text }) => ({ need, reason, text, foundAt: at })),
  };
  const first: CaseEvent = { sequence: 1, at, by, happening: opened };
  let joint = evolve(undefined, { person, id }, first);
  const events = [first];
  for (const happening of readyTasks(joint, circumstances)) {
    const event = { sequence: joint.version + 1, at, by, happening };
    joint = evolve(joint, joint, event);
    events.push(event);
  }
  return { joint, events };
}
