import { assess, withFact } from '#assessment';
import type { Assessment, FactValue, ToldSituation } from '#assessment';
import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import type { Text } from '#language';
import { planRoute } from '#planner';

import type { Circumstances } from './circumstances.ts';
import type { Happening, PlannedTask } from './events.ts';
import type { Decision, JointCase, Task } from './model.ts';
import { tasksOfRoute } from './tasks-of-route.ts';

type Decided = Extract<Happening, { readonly kind: 'decided' }>;

/**
 * What a decision or a new fact does to the plan: results of a grant become facts; what was refused, and whatever waited
 * for it alone, is cancelled; another way, if the law has one, is added. What is under way stays. Nothing to say when
 * the plan stays as it was.
 */
export function planAgain(
  joint: JointCase,
  happened: readonly Happening[],
  circumstances: Circumstances,
): readonly Happening[] {
  const decided = happened.find((one): one is Decided => one.kind === 'decided')?.decision;
  const hasNewFacts = happened.some(({ kind }) => kind === 'facts-told');
  if (decided === undefined && !hasNewFacts) return [];
  const { catalogue, agreement, today } = circumstances;
  const told = { ...withResults(joint, decided, catalogue), asOf: today };
  const assessment = withoutRefused(assess(catalogue, told), joint);
  const route = planRoute(catalogue, told, assessment);
  const versions = versionsOf(assessment);
  const planned = tasksOfRoute(route, versions, joint.mode.mode, catalogue, agreement);

  const known = new Map(joint.tasks.map((task) => [task.id, task]));
  const settled = new Set(joint.tasks.filter(isSettled).map(legOf));
  const ids = new Set([...known.keys(), ...planned.map(({ id }) => id)]);
  const waitsFor = (task: PlannedTask): readonly string[] => task.after.filter((id) => ids.has(id));
  const added = planned
    .filter((task) => !known.has(task.id) && !settled.has(legOf(task)))
    .map((task) => ({ ...task, after: waitsFor(task) }));
  const still = new Set(planned.map(({ id }) => id));
  const cancelled = joint.tasks.filter(
    (task) => isPending(task) && task.kind !== 'agreed' && !still.has(task.id) && !isAfterDone(task, joint),
  );
  const gone = new Set([
    ...cancelled.map(({ id }) => id),
    ...joint.tasks.filter(({ state }) => state === 'refused' || state === 'cancelled').map(({ id }) => id),
  ]);
  const rewired = planned
    .filter(({ id }) => known.get(id)?.state === 'waiting' && known.get(id)?.after.some((before) => gone.has(before)))
    .map((task) => ({ task: task.id, after: waitsFor(task).filter((id) => !gone.has(id)) }));
  const facts =
    told.people === joint.told.people && told.household === joint.told.household
      ? []
      : factsOf(joint, decided, catalogue);
  const happenings: Happening[] = [];
  if (facts.length > 0) happenings.push({ kind: 'facts-told', told: { ...told, asOf: joint.told.asOf }, facts });
  if (added.length > 0 || cancelled.length > 0 || rewired.length > 0) {
    happenings.push({
      kind: 'plan-changed',
      why: whyChanged(decided, catalogue),
      added,
      cancelled: cancelled.map(({ id }) => id),
      ...(rewired.length === 0 ? {} : { rewired }),
    });
  }
  return happenings;
}

export function versionsOf({ entitlements }: Assessment): ReadonlyMap<string, number> {
  return new Map(entitlements.map(({ service, subject, version }) => [`${service}:${subject}`, version]));
}

/** Facts that the results of a granted service make so. */
function resultsOf(
  { told }: JointCase,
  decision: Decision | undefined,
  catalogue: Catalogue,
): readonly { readonly fact: string; readonly subject: string; readonly value: FactValue }[] {
  if (decision === undefined || decision.outcome === 'refused') return [];
  const service = catalogue.services.get(decision.service);
  const gives = (service === undefined ? undefined : versionOn(service, told.asOf))?.version.gives ?? [];
  return gives.flatMap(({ evidence, of }) => {
    const sets = catalogue.evidence.get(evidence)?.sets;
    if (sets === undefined) return [];
    const { fact } = sets;
    const value = sets.value as FactValue;
    if (catalogue.facts.get(fact)?.of === 'household') return [{ fact, subject: 'household', value }];
    if (of === 'household') return told.people.map(({ id }) => ({ fact, subject: id, value }));
    return [{ fact, subject: of === 'applicant' ? told.applicant : decision.subject, value }];
  });
}

function withResults(joint: JointCase, decision: Decision | undefined, catalogue: Catalogue): ToldSituation {
  return resultsOf(joint, decision, catalogue).reduce(
    (told, { fact, subject, value }) => withFact(told, fact, subject, value),
    joint.told,
  );
}

function factsOf(joint: JointCase, decision: Decision | undefined, catalogue: Catalogue): readonly string[] {
  return [...new Set(resultsOf(joint, decision, catalogue).map(({ fact }) => fact))];
}

/** What an agency has refused is not planned again, whatever the rules say: the way on is an objection. */
function withoutRefused(assessment: Assessment, joint: JointCase): Assessment {
  const last = new Map(joint.decisions.map((one) => [`${one.service}:${one.subject}`, one.outcome]));
  return {
    ...assessment,
    entitlements: assessment.entitlements.map((one) =>
      last.get(`${one.service}:${one.subject}`) === 'refused' ? { ...one, answer: 'no' as const } : one,
    ),
  };
}

function legOf({ id, service, subject }: Pick<Task, 'id' | 'service' | 'subject'>): string {
  return service === undefined ? id : `${service}:${subject ?? ''}`;
}

/** Begun or ended: planning again does not touch it. */
function isSettled({ state }: Task): boolean {
  return state === 'done' || state === 'refused' || state === 'under-way' || state === 'suspended';
}

function isPending({ state }: Task): boolean {
  return state === 'waiting' || state === 'ready';
}

/** Its application is in: the agency has to answer it, or the result waits to be fetched. */
function isAfterDone(task: Task, { tasks }: JointCase): boolean {
  return tasks.some((one) => one.state === 'done' && task.after.includes(one.id) && legOf(one) === legOf(task));
}

function whyChanged(decision: Decision | undefined, catalogue: Catalogue): Text {
  if (decision === undefined)
    return { ru: 'План изменён: стали известны новые сведения.', en: 'The plan was changed: new facts are known.' };
  const name = catalogue.services.get(decision.service)?.name ?? { ru: decision.service, en: decision.service };
  return decision.outcome === 'refused'
    ? { ru: `План изменён после отказа: ${name.ru}.`, en: `The plan was changed after a refusal: ${name.en}.` }
    : { ru: `План изменён: получено — ${name.ru}.`, en: `The plan was changed: received — ${name.en}.` };
}
