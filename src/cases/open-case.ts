import { assess, holds } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import type { AgreedDisclosure, Agreement, Catalogue } from '#catalogue';
import { planRoute } from '#planner';
import type { Route } from '#planner';

import type { Circumstances } from './circumstances.ts';
import { judgeComplexity } from './complexity.ts';
import type { Carried } from './decide.ts';
import type { CaseEvent, Happening, PlannedTask } from './events.ts';
import { evolve } from './evolve.ts';
import type { CaseRef, Disclosure, Participant } from './model.ts';
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
    told,
    needs: assessment.needs,
    participants,
    disclosures: disclosuresTo(participants, assessment, agreement, catalogue, route),
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

/** Who has a task, and whom the agreement invites for such a household; each under its clause. */
function circleOf(
  tasks: readonly PlannedTask[],
  agreement: Agreement,
  catalogue: Catalogue,
  told: ToldSituation,
): readonly Participant[] {
  const circle = new Map<string, Participant>();
  for (const { holder, title, clause } of tasks) {
    if (holder.kind === 'person' || holder.agency === agreement.lead.agency || circle.has(holder.agency)) continue;
    circle.set(holder.agency, { agency: holder.agency, clause, because: title, state: 'invited' });
  }
  for (const { agency, clause, when, because } of agreement.participants) {
    if (circle.has(agency) || agency === agreement.lead.agency) continue;
    if (when === undefined || holds(catalogue, told, when) === 'yes')
      circle.set(agency, { agency, clause, because, state: 'invited' });
  }
  return [...circle.values()];
}

/** What each participant may see: as the clauses say, and of its own services no more than their criteria use. */
function disclosuresTo(
  participants: readonly Participant[],
  { entitlements }: Assessment,
  agreement: Agreement,
  catalogue: Catalogue,
  route: Pick<Route, 'steps'>,
): readonly Disclosure[] {
  const planned = new Set(route.steps.map(({ service, subject }) => `${service}:${subject}`));
  const ownFacts = (agency: string): readonly string[] => {
    const used = entitlements
      .filter(
        ({ service, subject }) =>
          planned.has(`${service}:${subject}`) && catalogue.services.get(service)?.authority === agency,
      )
      .flatMap(({ criteria }) =>
        criteria.flatMap(({ facts, missing }) => [...facts, ...missing].map(({ fact }) => fact)),
      );
    return [...new Set(used)].toSorted();
  };
  const agencies = [agreement.lead.agency, ...participants.map(({ agency }) => agency)];
  return agencies.flatMap((agency) =>
    agreement.disclosures
      .filter(({ to }) => to === agency || to === 'participants')
      .map((agreed) => disclosure(agreed, agency, ownFacts(agency)))
      .filter(({ facts }) => facts.length > 0),
  );
}

function disclosure(agreed: AgreedDisclosure, to: string, own: readonly string[]): Disclosure {
  const { clause, ground, article, purpose, preview } = agreed;
  return {
    facts: agreed.facts === 'services' ? own : agreed.facts,
    to,
    clause,
    ground,
    article: article.citation,
    purpose,
    ...(preview === undefined ? {} : { preview }),
  };
}
