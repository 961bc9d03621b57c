import { isHerself, requestOf } from '#cases';
import type { Task } from '#cases';
import type { Action, Asked } from '#web/actions/action.ts';
import { agencyName, tasksById } from '#web/actions/action.ts';
import { taskActions } from '#web/actions/task-actions.ts';
import { decisionActions } from '#web/actions/decision-actions.ts';
import type { Language } from '#language';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { capitalised, counted, dayText, telephone } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { momentText } from './moments.ts';
import { tag, toBeChecked } from './notices.ts';
import type { TagColour } from './notices.ts';

const colours: { readonly [State in Task['state']]: TagColour } = {
  waiting: 'grey',
  ready: 'yellow',
  'under-way': 'blue',
  suspended: 'orange',
  done: 'green',
  refused: 'orange',
  cancelled: 'grey',
};

export type WhatIsPossible = (action: Action, of: string) => boolean;

/**
 * What a task is called. The applicant reads what it is about, and what to do under it; an officer, who reads forty of them an
 * hour, the kind of work and the service.
 */
export function taskTitle(
  { catalogue, language, who }: Pick<Asked, 'catalogue' | 'language' | 'who'>,
  { kind, service, title }: Pick<Task, 'kind' | 'title'> & { readonly service?: string },
): string {
  const name = service === undefined ? undefined : catalogue.services.get(service)?.name[language];
  if (kind === 'agreed' || name === undefined) return capitalised(title[language]);
  if (who.actor.kind === 'person') return capitalised(kind === 'file' ? name : title[language]);
  return say(language, `taskTitle-${kind}`, { service: name });
}

/** Makes the card of each task of a case: what all of them are looked up in is put in order once. */
export function taskCards(asked: Asked, isPossible: WhatIsPossible): (task: Task) => Html {
  const { joint, catalogue } = asked;
  const waitingFor = new Map<string, Task[]>();
  for (const task of joint.tasks)
    if (task.state === 'waiting')
      for (const id of new Set(task.after)) waitingFor.set(id, [...(waitingFor.get(id) ?? []), task]);
  const request = requestOf(joint, catalogue);
  const rounds = new Map(request.map(({ task, round }) => [task.id, round]));
  const ofRound = Map.groupBy(request, ({ round }) => round);
  return (task) => {
    const round = ofRound.get(rounds.get(task.id) ?? 0);
    return taskCard(asked, task, {
      isPossible,
      next: waitingFor.get(task.id) ?? [],
      ...(round === undefined ? {} : { round: round.map((one) => one.task) }),
    });
  };
}

type Around = {
  readonly isPossible: WhatIsPossible;
  /** What waits for the task. */
  readonly next: readonly Task[];
  /** The applications of the complex request that are filed in the same round, the task among them. */
  readonly round?: readonly Task[];
};

/** A task: who holds it since when, until when, what it waits for and what comes after; and what can be done with it now. */
function taskCard(asked: Asked, task: Task, { isPossible, next, round }: Around): Html {
  const { language, joint } = asked;
  const isLive = task.state === 'ready' || task.state === 'under-way' || task.state === 'suspended';
  const titles = (tasks: readonly Task[]): string => tasks.map((one) => taskTitle(asked, one)).join('; ');
  const known = tasksById(joint);
  const unfinished = task.after.flatMap((id) => known.get(id) ?? []).filter(({ state }) => state !== 'done');
  return html`<li class="okno-card okno-task" id="task-${task.id}">
    <h3 class="govuk-heading-s">${taskTitle(asked, task)} ${stateTag(language, task)}</h3>
    ${isLive || isInstruction(asked, task) ? html`<p class="govuk-body">${task.title[language]}</p>` : nothing}
    <p class="govuk-body">
      <strong>${holderText(asked, task)}</strong
      >${isLive ? html`, ${say(language, 'taskSince', { since: momentText(language, asked.timeZone, task.since) })}` : nothing}${dueText(asked, task)}
    </p>
    ${
      unfinished.length > 0 && task.state === 'waiting'
        ? html`<p class="govuk-body okno-quiet">${say(language, 'taskWaitsFor', { what: titles(unfinished) })}</p>`
        : nothing
    }
    ${
      next.length > 0 && isLive
        ? html`<p class="govuk-body okno-quiet">${say(language, 'taskNext', { what: titles(next) })}</p>`
        : nothing
    }
    ${requestText(asked, task, round)} ${usualText(asked, task)} ${suspendedText(asked, task)}
    ${task.result === undefined || task.result === '' ? nothing : html`<p class="govuk-body okno-said">${task.result}</p>`}
    ${isLive ? callText(asked, task) : nothing}
    <p class="govuk-body okno-quiet">${say(language, 'taskClause', { clause: task.clause })}</p>
    ${actionLinks(asked, [...taskActions, ...decisionActions], task.id, taskTitle(asked, task), isPossible)}
  </li>`;
}

/** The complex request that an application is part of, and the applications that are filed beside it. */
function requestText(asked: Asked, task: Task, round: readonly Task[] = []): Html {
  const { language } = asked;
  if (round.length === 0) return nothing;
  const beside = round.filter(({ id }) => id !== task.id);
  const others = beside.map((other) => taskTitle(asked, other)).join('; ');
  const text = others === '' ? say(language, 'requestOfTaskAlone') : say(language, 'requestOfTask', { others });
  return html`<p class="govuk-body okno-quiet"><a class="govuk-link" href="#request">${text}</a></p>`;
}

/** What the applicant is to do stands under the name of the service; an answer of an agency has nothing more to tell. */
function isInstruction({ who }: Asked, { kind }: Task): boolean {
  return who.actor.kind === 'person' && kind === 'file';
}

export function stateTag(language: Language, { state }: Pick<Task, 'state'>): Html {
  return tag(say(language, `state-${state}`), colours[state]);
}

export function holderText(asked: Asked, { holder, state }: Pick<Task, 'holder' | 'state'>): string {
  const { language, who, joint, officers } = asked;
  if (holder.kind === 'person')
    return say(language, isHerself(joint, who.actor) ? 'taskHolderYou' : 'taskHolderPerson');
  const agency = agencyName(asked, holder.agency);
  if (holder.officer !== undefined) {
    const officer = officers.nameOf(holder.agency, holder.officer);
    return `${agency}, ${say(language, 'taskOfficer', { officer })}`;
  }
  return state === 'ready' && who.actor.kind === 'officer' ? `${agency}, ${say(language, 'taskNobody')}` : agency;
}

export function isLate({ today }: Pick<Asked, 'today'>, { state, due }: Pick<Task, 'state' | 'due'>): boolean {
  return due !== undefined && due < today && (state === 'ready' || state === 'under-way');
}

function dueText(asked: Asked, task: Task): Html {
  const { language, today } = asked;
  const isOver = task.state === 'done' || task.state === 'refused' || task.state === 'cancelled';
  if (isOver) return nothing;
  if (task.due === undefined)
    return task.planned === undefined
      ? nothing
      : html`, ${say(language, 'taskPlanned', { day: dayText(language, task.planned.end) })}`;
  const day = task.due === today ? say(language, 'taskDueToday') : dayText(language, task.due);
  const isUnsure = task.term?.certainty === 'unsure' || task.term?.certainty === 'memory';
  return html`, ${say(language, 'taskDue', { due: day })}
  ${isLate(asked, task) ? tag(say(language, 'taskLate'), 'orange') : nothing}
  ${isUnsure ? toBeChecked(language) : nothing}`;
}

/** How long it has taken others: measured, with how many cases and when. */
function usualText({ language, times }: Asked, { kind, state, holder, service }: Task): Html {
  const isAhead = state === 'waiting' || state === 'ready' || state === 'under-way' || state === 'suspended';
  const usual = kind === 'decide' && isAhead && holder.kind === 'agency' ? times(holder.agency, service) : undefined;
  if (usual === undefined) return nothing;
  const { halfDays, mostDays, cases, on } = usual;
  const within = (days: number): string =>
    days === 0
      ? say(language, 'taskUsualSameDay')
      : say(language, 'taskUsualWithin', { days: counted(language, days, say(language, 'calendarDayForms')) });
  const text = say(language, 'taskUsual', {
    half: within(halfDays),
    most: within(mostDays),
    cases: counted(language, cases, say(language, 'measuredCaseForms')),
    on: dayText(language, on),
  });
  return html`<p class="govuk-body okno-quiet">${text}</p>`;
}

function suspendedText({ language }: Asked, { state, suspended }: Task): Html {
  if (state !== 'suspended' || suspended === undefined) return nothing;
  const { on, reason, article } = suspended;
  const text = say(language, 'taskSuspendedWhy', { on: dayText(language, on), reason, article });
  return html`<p class="govuk-body">${capitalised(text)}</p>`;
}

/** Whom the applicant calls about the task. */
function callText({ language, catalogue, joint, who }: Asked, { holder }: Task): Html {
  if (holder.kind === 'person' || who.actor.kind !== 'person') return nothing;
  const contact = joint.participants.find(({ agency }) => agency === holder.agency)?.contact;
  const phone = catalogue.agencies.get(holder.agency)?.phone;
  if (contact === undefined && phone === undefined) return nothing;
  return html`<p class="govuk-body">
    ${capitalised(say(language, 'taskCall'))} ${contact ?? nothing}
    ${phone === undefined ? nothing : html`<a class="govuk-link" href="${telephone(phone)}">${phone}</a>`}
  </p>`;
}

/** Links to the forms of what is possible now; `about` is what they are done to, for a screen reader. */
export function actionLinks(
  { language, joint }: Pick<Asked, 'language' | 'joint'>,
  actions: readonly Action[],
  of: string,
  about: string,
  isPossible: WhatIsPossible,
): Html {
  const possible = actions.filter((action) => isPossible(action, of));
  if (possible.length === 0) return nothing;
  return html`<p class="govuk-body okno-actions">
    ${possible.map(({ kind }) => {
      const path = `/case/${joint.number}/do/${kind}${of === '' ? '' : `?of=${encodeURIComponent(of)}`}`;
      return html`<a class="govuk-link" href="${pathIn(language, path)}"
        >${say(language, `do-${kind}`)}<span class="govuk-visually-hidden">: ${about}</span></a
      > `;
    })}
  </p>`;
}
