import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Day } from '#catalogue';

import type { Actor } from '#journal';

import type { CaseEvent, Happening } from './events.ts';
import type { Decision, JointCase, Task } from './model.ts';
import { papersOf } from './papers.ts';
import { factsShownTo } from './shown-facts.ts';

/** Whose eyes the case is shown to: the applicant's own, or those of an agency. */
export type Viewer = 'applicant' | { readonly agency: string };

/**
 * A case as a viewer may see it; what is not for her is not in it. Of the household an agency sees the disclosed facts. What others have written (reasons of
 * decisions, results, minutes) and why somebody is in need is for the lead and for whoever it concerns.
 */
export function caseSeenBy(joint: JointCase, viewer: Viewer, today: Day, catalogue: Catalogue): JointCase {
  if (viewer === 'applicant') return joint;
  const { agency } = viewer;
  const told = onlyFacts(joint.told, new Set(factsShownTo(joint, agency, today).map(({ fact }) => fact)));
  const decisions = joint.decisions.map((one) => ({ ...one, facts: told }));
  if (agency === joint.lead) return { ...joint, told, decisions };
  const isOwn = (task: Task): boolean => task.holder.kind === 'agency' && task.holder.agency === agency;
  const ownNeeds = new Set(joint.tasks.filter(isOwn).flatMap(({ meets }) => meets));
  const seen: JointCase = {
    ...joint,
    told,
    needs: joint.needs.filter(({ need }) => ownNeeds.has(need)),
    participants: joint.participants.filter(({ state }) => state !== 'proposed'),
    tasks: tasksSeenBy(joint, isOwn),
    route: { ...joint.route, steps: [], stops: [], needs: [], missed: [], stuck: [], circles: [], order: [] },
    disclosures: joint.disclosures.filter(({ to }) => to === agency),
    consents: joint.consents.filter(({ to }) => to.includes(agency)),
    decisions: decisions.map((one) => (isOf(one, agency) ? one : withoutReason(one))),
    objections: joint.objections.filter(({ to }) => to === agency),
    meetings: joint.meetings.filter(({ invited }) => invited.includes(agency)),
    outcomes: joint.outcomes.filter(({ need }) => ownNeeds.has(need)),
    gaps: [],
  };
  if (joint.shownPapers === undefined) return seen;
  // Which papers somebody has shown tells what else she has applied for.
  const papers = new Set(papersOf(seen, catalogue).map(({ evidence }) => evidence));
  return { ...seen, shownPapers: joint.shownPapers.filter(({ paper, by }) => papers.has(paper) || isBy(by, agency)) };
}

/**
 * What happened, as a viewer may see it, of the tasks that she sees: without the facts that were told, and of others' deeds
 * only that they were done. `seen` is the case as she sees it.
 */
export function eventsSeenBy(seen: JointCase, events: readonly CaseEvent[], viewer: Viewer): readonly SeenEvent[] {
  const titles = new Map(seen.tasks.map(({ id, title }) => [id, title]));
  const seesAll = viewer === 'applicant' || viewer.agency === seen.lead;
  const mayRead = ({ by }: CaseEvent): boolean => seesAll || (by.kind === 'officer' && by.agency === viewer.agency);
  return events
    .filter(({ happening }) => happening.kind !== 'task-became-ready' && happening.kind !== 'complexity-judged')
    .filter((event) =>
      event.happening.kind === 'said'
        ? isReader(event, event.happening.to, viewer)
        : isForAll(event.happening) || mayRead(event),
    )
    .filter(({ happening }) => taskOf(happening) === undefined || titles.has(taskOf(happening) ?? ''))
    .map((event) => {
      const { sequence, at, by, happening } = event;
      const task = taskOf(happening);
      const title = task === undefined ? undefined : titles.get(task);
      const words = happening.kind === 'said' || mayRead(event) ? wordsOf(happening) : undefined;
      return {
        sequence,
        at,
        by,
        kind: happening.kind,
        ...(task === undefined ? {} : { task }),
        ...(title === undefined ? {} : { title }),
        ...(words === undefined ? {} : { words }),
        ...(happening.kind === 'said' ? { to: happening.to } : {}),
        ...('paper' in happening ? { paper: happening.paper } : {}),
        ...(happening.kind === 'plan-changed' && mayRead(event) ? { why: happening.why } : {}),
        // They name services of others too, and so what else she is in need of.
        ...(happening.kind === 'plan-changed' && seesAll ? { sentences: happening.sentences } : {}),
      };
    });
}

export type SeenEvent = Pick<CaseEvent, 'sequence' | 'at' | 'by'> & {
  readonly kind: Happening['kind'];
  readonly task?: string;
  readonly title?: Task['title'];
  /** What somebody wrote with it. */
  readonly words?: string;
  /** Of which paper it tells. */
  readonly paper?: string;
  /** Whom a letter was written to. */
  readonly to?: readonly string[];
  readonly why?: Task['title'];
  /** What else changed in the plan with it. */
  readonly sentences?: readonly Task['title'][];
};

/** A letter is read by the applicant, by whom it is written to and by the agency that wrote it; the lead is no exception. */
function isReader({ by }: CaseEvent, to: readonly string[], viewer: Viewer): boolean {
  if (viewer === 'applicant') return true;
  return to.includes(viewer.agency) || (by.kind === 'officer' && by.agency === viewer.agency);
}

/** The plan and its changes are everybody's; consents, objections, outcomes and gaps are not. */
function isForAll({ kind }: Happening): boolean {
  if (kind === 'participant-proposed') return false;
  return kind.startsWith('task-') || kind.startsWith('participant-') || forAll.has(kind);
}

const forAll: ReadonlySet<string> = new Set([
  'case-opened',
  'term-extended',
  'decided',
  'plan-changed',
  'mode-chosen',
  'lead-named',
  'case-closed',
]);

/**
 * Of the plan an agency sees its own tasks, what comes right before and after them, and what a meeting agreed on; in a joint
 * team, where officers stand in for one another, all of it. Who looks for safety from somebody is told to nobody else.
 */
function tasksSeenBy({ tasks, mode }: JointCase, isOwn: (task: Task) => boolean): readonly Task[] {
  const own = tasks.filter(isOwn);
  const near = new Set([...own.flatMap(({ after }) => after), ...own.map(({ id }) => id)]);
  const isNear = ({ id, after, kind }: Task): boolean =>
    mode.mode === 'joint-team' ||
    kind === 'agreed' ||
    near.has(id) ||
    after.some((before) => own.some((one) => one.id === before));
  const seen = tasks.filter((task) => isOwn(task) || (isNear(task) && !task.meets.includes('safety')));
  const ids = new Set(seen.map(({ id }) => id));
  return seen
    .map((task) => (isOwn(task) ? task : withoutWords(task)))
    .map((task) => ({ ...task, after: task.after.filter((id) => ids.has(id)) }));
}

function taskOf(happening: Happening): string | undefined {
  if (happening.kind === 'decided') return happening.decision.task;
  return 'task' in happening ? happening.task : undefined;
}

function wordsOf(happening: Happening): string | undefined {
  switch (happening.kind) {
    case 'decided':
      return happening.decision.reason;
    case 'objected':
      return happening.objection.words;
    case 'meeting-held':
      return happening.minutes;
    case 'task-done':
      return happening.result;
    case 'person-called':
    case 'said':
      return happening.words;
    default:
      return 'reason' in happening ? happening.reason : undefined;
  }
}

function isOf({ by }: Decision, agency: string): boolean {
  return isBy(by, agency);
}

function isBy(by: Actor, agency: string): boolean {
  return by.kind === 'officer' && by.agency === agency;
}

function withoutReason(decision: Decision): Decision {
  return { ...decision, reason: '', criteria: [], missingPapers: [] };
}

function withoutWords({ result: _result, suspended, ...task }: Task): Task {
  return suspended === undefined ? task : { ...task, suspended: { ...suspended, reason: '' } };
}

/** The situation with these kinds of facts only. Who the applicant is stays; others are named when a fact of theirs is shown. */
function onlyFacts(told: ToldSituation, shown: ReadonlySet<string>): ToldSituation {
  const kept = (facts: Readonly<Record<string, FactValue>>): Record<string, FactValue> =>
    Object.fromEntries(Object.entries(facts).filter(([fact]) => shown.has(fact)));
  return {
    asOf: told.asOf,
    territory: told.territory,
    applicant: told.applicant,
    people: told.people
      .map(({ id, name, facts }) => ({ id, ...(name === undefined ? {} : { name }), facts: kept(facts) }))
      .filter(({ id, facts }) => id === told.applicant || Object.keys(facts).length > 0),
    household: kept(told.household),
  };
}
