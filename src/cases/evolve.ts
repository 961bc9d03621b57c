import type { CaseEvent, Happening, PlannedTask } from './events.ts';
import { dueOf } from './lateness.ts';
import type { CaseRef, JointCase, Task } from './model.ts';

type Opened = Extract<Happening, { readonly kind: 'case-opened' }>;

/** The case after an event. Pure and without judgement: what is not in the event does not happen. */
export function evolve(before: JointCase | undefined, ref: CaseRef, event: CaseEvent): JointCase {
  const { happening } = event;
  if (happening.kind === 'case-opened') return opened(ref, event, happening);
  if (before === undefined) throw new Error(`The case ${ref.id} begins with ${happening.kind} instead of its opening.`);
  return { ...changed(before, event), version: event.sequence };
}

/** The case that a list of events adds up to; undefined when there are none. */
export function rebuild(ref: CaseRef, events: readonly CaseEvent[]): JointCase | undefined {
  let found: JointCase | undefined;
  for (const event of events) found = evolve(found, ref, event);
  return found;
}

function opened({ person, id }: CaseRef, event: CaseEvent, happening: Opened): JointCase {
  return {
    person,
    id,
    number: happening.number,
    version: event.sequence,
    status: 'open',
    openedAt: event.at,
    agreement: happening.agreement,
    digest: happening.digest,
    lead: happening.lead,
    rhythm: happening.rhythm,
    ...(happening.timeZone === undefined ? {} : { timeZone: happening.timeZone }),
    asked: [],
    told: happening.told,
    needs: happening.needs,
    participants: happening.participants,
    complexity: happening.complexity,
    mode: { mode: happening.mode },
    tasks: happening.tasks.map((task) => planned(task, event)),
    route: happening.route,
    disclosures: happening.disclosures,
    consents: [],
    decisions: [],
    objections: [],
    meetings: [],
    outcomes: [],
    gaps: happening.gaps,
  };
}

function changed(before: JointCase, event: CaseEvent): JointCase {
  const { happening } = event;
  const task = (id: string, change: (task: Task) => Partial<Task>): JointCase => ({
    ...before,
    tasks: before.tasks.map((one) => (one.id === id ? { ...one, ...change(one), version: event.sequence } : one)),
  });
  switch (happening.kind) {
    case 'case-opened':
      throw new Error(`The case ${before.id} is opened twice.`);
    case 'task-became-ready':
      return task(happening.task, () => ({
        state: 'ready',
        since: event.at,
        readyOn: happening.on,
        ...(happening.due === undefined ? {} : { due: happening.due }),
      }));
    case 'task-taken':
      return task(happening.task, ({ holder }) => ({
        state: 'under-way',
        since: event.at,
        holder: holder.kind === 'agency' ? { ...holder, officer: happening.officer } : holder,
      }));
    case 'task-passed-on':
      return task(happening.task, ({ state }) => ({
        holder: happening.to,
        since: event.at,
        state: state === 'under-way' ? 'ready' : state,
      }));
    case 'task-suspended': {
      const { on, reason, article, daysLeft } = happening;
      return task(happening.task, () => ({ state: 'suspended', suspended: { on, reason, article, daysLeft } }));
    }
    case 'task-resumed':
      return task(happening.task, ({ holder }) => ({
        state: holder.kind === 'agency' && holder.officer !== undefined ? 'under-way' : 'ready',
        due: happening.due,
      }));
    case 'term-extended':
      return task(happening.task, () => ({ due: happening.due }));
    case 'task-done':
      return task(happening.task, () => ({ state: 'done', result: happening.result, since: event.at }));
    case 'task-escalated':
      return task(happening.task, () => ({ escalated: happening.to }));
    case 'tasks-reminded':
      return {
        ...before,
        tasks: before.tasks.map((one) => {
          const due = dueOf(one);
          return due === undefined || !happening.tasks.includes(one.id) ? one : { ...one, remindedOf: due };
        }),
      };
    case 'decided': {
      const { decision } = happening;
      const after = task(decision.task, () => ({
        state: decision.outcome === 'refused' ? 'refused' : 'done',
        result: decision.reason,
        since: event.at,
      }));
      return { ...after, decisions: [...before.decisions, decision] };
    }
    case 'objected':
      return { ...before, objections: [...before.objections, happening.objection] };
    case 'plan-changed':
      return {
        ...before,
        route: happening.route,
        tasks: [
          ...before.tasks.map((one) => replanned(one, happening, event)),
          ...happening.added.filter(isNew(before)).map((one) => planned(one, event)),
        ],
      };
    case 'facts-told':
      return { ...before, told: happening.told };
    case 'mode-chosen':
      return {
        ...before,
        mode: { mode: happening.mode, reason: happening.reason, by: event.by },
        tasks: before.tasks.map((one) => {
          const to = happening.handed.find(({ task: of }) => of === one.id)?.to;
          return to === undefined ? one : { ...one, holder: to, since: event.at, version: event.sequence };
        }),
      };
    case 'complexity-judged':
      return { ...before, complexity: happening.complexity };
    case 'participant-proposed':
      return withParticipant(before, happening.participant);
    case 'participant-invited': {
      const { participant: invited, disclosures } = happening;
      const others = before.disclosures.filter(({ to }) => to !== invited.agency);
      return { ...withParticipant(before, invited), disclosures: [...others, ...disclosures] };
    }
    case 'participant-joined': {
      const contact = happening.contact === undefined ? {} : { contact: happening.contact };
      return participant(before, happening.agency, { state: 'joined', ...contact });
    }
    case 'participant-left':
      return participant(before, happening.agency, { state: 'left' });
    case 'lead-named':
      return { ...before, leadContact: happening.officer };
    case 'meeting-called':
      return { ...before, meetings: [...before.meetings, happening.meeting] };
    case 'review-came-due':
      return { ...before, reviewToldOn: happening.on };
    case 'meeting-held': {
      const { reviewToldOn: _, ...ago } = before;
      return {
        ...meeting(ago, happening.meeting, { state: 'held', minutes: happening.minutes }),
        tasks: [...before.tasks, ...happening.actions.map((one) => planned(one, event))],
      };
    }
    case 'meeting-cancelled':
      return meeting(before, happening.meeting, { state: 'cancelled' });
    case 'consent-given':
      return { ...before, consents: [...before.consents, happening.consent] };
    case 'consent-withdrawn':
      return {
        ...before,
        consents: before.consents.map((one) =>
          one.id === happening.consent ? { ...one, withdrawnAt: event.at } : one,
        ),
      };
    case 'paper-shown': {
      const { paper, hasCopy } = happening;
      return {
        ...before,
        shownPapers: [...otherPapers(before, paper), { paper, by: event.by, at: event.at, hasCopy }],
      };
    }
    case 'paper-unmarked':
      return { ...before, shownPapers: otherPapers(before, happening.paper) };
    case 'outcome-told':
      return { ...before, outcomes: [...before.outcomes, happening.outcome] };
    case 'outcome-asked':
      return { ...before, asked: [...before.asked, happening.asked] };
    case 'need-handed-over': {
      const { need, agency, reason } = happening;
      return {
        ...before,
        needs: before.needs.map((one) => (one.need === need ? { ...one, handedTo: { agency, reason } } : one)),
      };
    }
    case 'gap-found':
      return { ...before, gaps: [...before.gaps, happening.gap] };
    case 'emergency-looked':
    case 'rights-told':
    case 'answer-waits':
    case 'said':
      return before;
    case 'person-called': {
      const reachedAt = happening.reached ? event.at : before.called?.reachedAt;
      return { ...before, called: { at: event.at, ...(reachedAt === undefined ? {} : { reachedAt }) } };
    }
    case 'case-closed':
      return { ...before, status: 'closed', closedAt: event.at };
  }
}

function isNew({ tasks }: JointCase): (task: PlannedTask) => boolean {
  return ({ id }) => !tasks.some((one) => one.id === id);
}

/** A task that the change does not name stays the same object: it is not kept anew. */
function replanned(
  task: Task,
  { added, cancelled, rewired, moved }: Extract<Happening, { readonly kind: 'plan-changed' }>,
  event: CaseEvent,
): Task {
  const again = added.find(({ id }) => id === task.id);
  if (again !== undefined) return planned(again, event);
  if (cancelled.includes(task.id)) return { ...task, state: 'cancelled', since: event.at, version: event.sequence };
  const after = rewired.find((one) => one.task === task.id)?.after;
  const days = moved.find((one) => one.task === task.id)?.planned;
  if (after === undefined && days === undefined) return task;
  return { ...task, ...(after === undefined ? {} : { after }), ...(days === undefined ? {} : { planned: days }) };
}

function planned(task: PlannedTask, event: CaseEvent): Task {
  return { ...task, state: 'waiting', since: event.at, escalated: 'no', version: event.sequence };
}

function participant(before: JointCase, agency: string, change: Partial<JointCase['participants'][number]>): JointCase {
  return {
    ...before,
    participants: before.participants.map((one) => (one.agency === agency ? { ...one, ...change } : one)),
  };
}

/** An agency stands once in the circle: asked back, it takes its own place. */
function withParticipant(before: JointCase, participant: JointCase['participants'][number]): JointCase {
  const others = before.participants.filter(({ agency }) => agency !== participant.agency);
  return { ...before, participants: [...others, participant] };
}

function otherPapers({ shownPapers = [] }: JointCase, paper: string): NonNullable<JointCase['shownPapers']> {
  return shownPapers.filter((one) => one.paper !== paper);
}

function meeting(before: JointCase, id: string, change: Partial<JointCase['meetings'][number]>): JointCase {
  return { ...before, meetings: before.meetings.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}
