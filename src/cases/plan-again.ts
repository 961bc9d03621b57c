import { assess } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import type { Text } from '#language';
import { changesTold, replan } from '#planner';
import type { Happened, Planned, Replanned, Route, RouteChange } from '#planner';

import { changeTasks } from './change-tasks.ts';
import { judgeComplexity } from './complexity.ts';
import type { Circumstances } from './circumstances.ts';
import type { Happening, PlannedTask } from './events.ts';
import type { Decision, JointCase } from './model.ts';
import { factsChanged, papersOf, toldAfterDecision } from './results.ts';
import { tasksOfRoute } from './tasks-of-route.ts';

/**
 * What a decision, a late answer, a step that was missed or a new fact does to the plan, by the planner's own rule: what is
 * done stays, what need not move does not move. `before` is the case without what happened, `joint` the case with it.
 * Nothing to say when the plan stays as it was.
 */
export function planAgain(
  before: JointCase,
  joint: JointCase,
  happened: readonly Happening[],
  { catalogue, agreement, today }: Circumstances,
): readonly Happening[] {
  const decision = happened.find((one) => one.kind === 'decided')?.decision;
  const told = decision === undefined ? joint.told : toldAfterDecision(joint, decision, catalogue);
  const facts = factsChanged(before.told, told);
  const hasTurned = decision?.revises !== undefined && decision.outcome !== 'refused';
  const news: readonly Happened[] = [
    ...happened.flatMap((one) => cameOtherwise(joint.route, one, today)),
    ...(facts.length > 0 || hasTurned ? [{ kind: 'told', facts } as const] : []),
  ];
  if (news.length === 0) return [];

  const judged = (known: ToldSituation, of: JointCase): Pick<Planned, 'told' | 'assessment'> => {
    const asked = { ...known, asOf: today };
    return { told: asked, assessment: asDecided(assess(catalogue, asked), of, catalogue) };
  };
  const now = judged(told, joint);
  const reported = new Set(joint.tasks.filter(({ state }) => state === 'done').map(({ id }) => id));
  const known = { ...(facts.length > 0 || hasTurned ? judged(before.told, before) : now), reported };
  // What the days that have passed have moved is not the doing of what happened today; of lateness it is.
  const isLateness = news.some(({ kind }) => kind === 'delayed' || kind === 'missed');
  const passed = isLateness ? undefined : replan(catalogue, { ...known, route: joint.route }, [], known);
  const planned = { ...known, route: passed === undefined ? joint.route : wholeOf(passed, joint.route) };
  const replanned = replan(catalogue, planned, news, now);
  const changed = replanned.changes.filter(hasEffect);

  const happenings: Happening[] = facts.length > 0 && decision !== undefined ? [factsOf(joint, told, facts)] : [];
  const back = hasTurned && decision !== undefined ? cancelledOf(joint, decision) : [];
  if (changed.length === 0 && back.length === 0) return happenings;
  const changes = [...(passed?.changes.filter(hasEffect) ?? []), ...changed];
  const route = withoutRefused(wholeOf(replanned, planned.route), joint);
  const tasks = tasksOfRoute(route, versionsOf(now.assessment), joint.mode.mode, catalogue, agreement);
  const { needs, gaps } = now.assessment;
  const complexity = judgeComplexity({ needs, route, uncovered: gaps.length });
  const isAsComplex = JSON.stringify(complexity) === JSON.stringify(joint.complexity);
  return [
    ...happenings,
    ...(isAsComplex ? [] : [{ kind: 'complexity-judged', complexity } as const]),
    {
      kind: 'plan-changed',
      why: whyChanged(joint, happened, catalogue),
      sentences: changesTold(catalogue, { ...known, route: joint.route }, { ...replanned, changes }),
      route,
      ...changeTasks(joint, [...tasks, ...back]),
    },
  ];
}

export function versionsOf({ entitlements }: Assessment): ReadonlyMap<string, number> {
  return new Map(entitlements.map(({ service, subject, version }) => [`${service}:${subject}`, version]));
}

/** What it means for the route; an answer on the spot has no step of its own there. */
function cameOtherwise(route: Route, happening: Happening, today: Day): readonly Happened[] {
  const step = 'task' in happening ? route.steps.find(({ id }) => id === happening.task) : undefined;
  switch (happening.kind) {
    case 'decided': {
      const { outcome, service, subject } = happening.decision;
      return outcome === 'refused' ? [{ kind: 'refused', service, subject }] : [];
    }
    case 'term-extended':
    case 'task-resumed':
      return step === undefined || happening.due <= step.end
        ? []
        : [{ kind: 'delayed', step: step.id, until: happening.due }];
    case 'task-escalated':
      if (step === undefined || step.end >= today) return [];
      return [
        step.action === 'waiting' || step.action === 'automatic'
          ? { kind: 'delayed', step: step.id, until: today }
          : { kind: 'missed', step: step.id },
      ];
    default:
      return [];
  }
}

/** What an agency has refused is no way any more, whatever the rules say; what it has given in the end is had. */
function asDecided(assessment: Assessment, joint: JointCase, catalogue: Catalogue): Assessment {
  const last = lastDecisions(joint);
  const isOnRoute = ({ service, subject }: Decision): boolean =>
    joint.route.steps.some((step) => step.service === service && step.subject === subject);
  const given = [...last.values()].filter((one) => one.outcome !== 'refused' && !isOnRoute(one));
  const papers = given.flatMap((one) => papersOf(one, joint.told, catalogue));
  return {
    ...assessment,
    entitlements: assessment.entitlements
      .filter(({ service, subject }) => !given.some((one) => one.service === service && one.subject === subject))
      .map((one) =>
        last.get(`${one.service}:${one.subject}`)?.outcome === 'refused'
          ? { ...one, answer: 'no' as const, unlockedBy: [] }
          : one,
      ),
    evidence: [
      ...assessment.evidence.filter(
        (state) => !papers.some(({ evidence, subject }) => evidence === state.evidence && subject === state.subject),
      ),
      ...papers.map((paper) => ({ ...paper, held: 'yes' as const })),
    ],
  };
}

/** The whole route, with what is over and what the rest waited for; the planner gives both apart. */
function wholeOf({ done, route }: Replanned, before: Route): Route {
  const over = new Set(done.map(({ id }) => id));
  const earlier = new Map(before.steps.map(({ id, after }) => [id, after.filter((one) => over.has(one))]));
  const rest = route.steps
    .filter(({ id }) => !over.has(id))
    .map((step) => ({ ...step, after: [...new Set([...step.after, ...(earlier.get(step.id) ?? [])])].toSorted() }));
  return { ...route, steps: [...done, ...rest] };
}

/** Nothing rests on a service that was refused, though it was asked for. */
function withoutRefused(route: Route, joint: JointCase): Route {
  const last = lastDecisions(joint);
  const steps = route.steps.filter(({ service, subject }) => last.get(`${service}:${subject}`)?.outcome !== 'refused');
  const ids = new Set(steps.map(({ id }) => id));
  return { ...route, steps: steps.map((step) => ({ ...step, after: step.after.filter((id) => ids.has(id)) })) };
}

function lastDecisions({ decisions }: JointCase): ReadonlyMap<string, Decision> {
  return new Map(decisions.map((one) => [`${one.service}:${one.subject}`, one]));
}

/** What a refusal had made needless and its being taken back makes needed: the result can be fetched after all. */
function cancelledOf({ tasks }: JointCase, { service, subject }: Decision): readonly PlannedTask[] {
  return tasks
    .filter((task) => task.state === 'cancelled' && task.service === service && task.subject === subject)
    .map(({ id, kind, title, holder, clause, after, meets, urgency, planned }) => ({
      id,
      kind,
      title,
      holder,
      clause,
      service,
      subject,
      after,
      meets,
      urgency,
      ...(planned === undefined ? {} : { planned }),
    }));
}

function hasEffect({ moved, added, removed, changed, runOut }: RouteChange): boolean {
  return [moved, added, removed, changed, runOut].some(({ length }) => length > 0);
}

function factsOf(joint: JointCase, told: ToldSituation, facts: readonly { readonly fact: string }[]): Happening {
  const names = [...new Set(facts.map(({ fact }) => fact))];
  return { kind: 'facts-told', told: { ...told, asOf: joint.told.asOf }, facts: names };
}

function whyChanged(joint: JointCase, happened: readonly Happening[], catalogue: Catalogue): Text {
  for (const one of happened) {
    if (one.kind === 'decided') {
      const { service, outcome } = one.decision;
      const name = catalogue.services.get(service)?.name ?? { ru: service, en: service };
      return outcome === 'refused'
        ? { ru: `План изменён после отказа: ${name.ru}.`, en: `The plan was changed after a refusal: ${name.en}.` }
        : { ru: `План изменён: получено — ${name.ru}.`, en: `The plan was changed: received — ${name.en}.` };
    }
    const title = 'task' in one ? joint.tasks.find(({ id }) => id === one.task)?.title : undefined;
    if (title !== undefined)
      return {
        ru: `План изменён: позже, чем ждали, — ${title.ru}.`,
        en: `The plan was changed: later than awaited — ${title.en}.`,
      };
  }
  return { ru: 'План изменён: стали известны новые сведения.', en: 'The plan was changed: new facts are known.' };
}
