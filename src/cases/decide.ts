import type { Problem } from '#language';

import { isHerself, isLead, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command, CommandKind } from './commands.ts';
import { makeDecision, objectTo } from './decisions.ts';
import type { CaseEvent, Happening } from './events.ts';
import { evolve } from './evolve.ts';
import { tellLateness } from './lateness.ts';
import { callMeeting, cancelMeeting, holdMeeting } from './meetings.ts';
import type { Consent, JointCase, Mode } from './model.ts';
import { askOutcome, close, handOverNeed, recordCall, tellOutcome } from './outcomes.ts';
import { caseClosed, emptyText, notYours, problem } from './problems.ts';
import { invite, join, leave } from './participants.ts';
import { planAgain } from './plan-again.ts';
import { readyTasks } from './ready.ts';
import { remind } from './reminders.ts';
import { tellReview } from './review.ts';
import { markPaper, unmarkPaper } from './shown-papers.ts';
import { filedBy } from './tasks-of-route.ts';
import { receiveFacts, tellFacts } from './tell-facts.ts';
import { sayTo } from './talk.ts';
import { extendTerm, finishTask, passOnTask, resumeTask, suspendTask, takeTask } from './tasks.ts';

export type Judged = { readonly happenings: readonly Happening[] } | { readonly problem: Problem };
export type Carried =
  | { readonly joint: JointCase; readonly events: readonly CaseEvent[] }
  | { readonly problem: Problem };

/**
 * What a command makes happen to a case, and what follows from that by itself: a refusal or a new fact changes the plan, a
 * finished task makes those after it ready. Pure: nothing is kept here. Problems name what is not possible and what to do.
 */
export function carryOut(joint: JointCase, command: Command, circumstances: Circumstances): Carried {
  const judged = judge(joint, command, circumstances);
  if ('problem' in judged) return judged;
  let after = joint;
  const events: CaseEvent[] = [];
  const happen = (happenings: readonly Happening[]): void => {
    for (const happening of happenings) {
      const event = { sequence: after.version + 1, at: circumstances.at, by: circumstances.by, happening };
      after = evolve(after, joint, event);
      events.push(event);
    }
  };
  happen(judged.happenings);
  happen(planAgain(joint, after, judged.happenings, circumstances));
  happen(readyTasks(after, circumstances));
  return { joint: after, events };
}

/** What may still be done when the case is closed. */
const forClosed: ReadonlySet<CommandKind> = new Set([
  'tell-outcome',
  'ask-outcome',
  'object',
  'tell-emergency-look',
  'record-call',
]);

function judge(joint: JointCase, command: Command, circumstances: Circumstances): Judged {
  const isForClosed = forClosed.has(command.kind);
  if (joint.status === 'closed' && !isForClosed) return caseClosed;
  const { by } = circumstances;
  switch (command.kind) {
    case 'take-task':
      return takeTask(joint, command, circumstances);
    case 'pass-on-task':
      return passOnTask(joint, command, circumstances);
    case 'finish-task':
      return finishTask(joint, command, circumstances);
    case 'suspend-task':
      return suspendTask(joint, command, circumstances);
    case 'resume-task':
      return resumeTask(joint, command, circumstances);
    case 'extend-term':
      return extendTerm(joint, command, circumstances);
    case 'decide':
      return makeDecision(joint, command, circumstances);
    case 'object':
      return objectTo(joint, command, circumstances);
    case 'tell-facts':
      return tellFacts(joint, command.facts, circumstances);
    case 'receive-facts':
      return receiveFacts(joint, command, circumstances);
    case 'tell-rights': {
      if (by.kind !== 'okno') return notYours;
      const { notice, gained, lost } = command;
      return { happenings: [{ kind: 'rights-told', notice, gained, lost }] };
    }
    case 'tell-answer-waits':
      if (by.kind !== 'okno') return notYours;
      return { happenings: [{ kind: 'answer-waits', inquiry: command.inquiry }] };
    case 'choose-mode':
      return chooseMode(joint, command.mode, command.reason, circumstances);
    case 'invite':
      return invite(joint, command, circumstances);
    case 'join':
      return join(joint, command.contact, circumstances);
    case 'leave':
      return leave(joint, command.agency, command.reason, circumstances);
    case 'name-lead':
      if (!isLead(joint, by)) return notYours;
      return { happenings: [{ kind: 'lead-named', officer: command.officer }] };
    case 'call-meeting':
      return callMeeting(joint, command, circumstances);
    case 'hold-meeting':
      return holdMeeting(joint, command, circumstances);
    case 'cancel-meeting':
      return cancelMeeting(joint, command, circumstances);
    case 'consent': {
      if (!isHerself(joint, by)) return notYours;
      if (command.facts.length === 0 || command.to.length === 0)
        return emptyText('что и кому показать', 'what to show to whom');
      const { facts, to, purpose, until } = command;
      if (until < circumstances.today)
        return problem('consent-over', 'Срок согласия уже прошёл.', 'The consent would be over already.');
      // The same given twice is one: else the other would stay when one is withdrawn.
      if (joint.consents.some((one) => isSameConsent(one, command))) return { happenings: [] };
      const consent = { id: circumstances.newId(), facts, to, purpose, until, givenAt: circumstances.at };
      return { happenings: [{ kind: 'consent-given', consent }] };
    }
    case 'withdraw-consent': {
      if (!isHerself(joint, by)) return notYours;
      const consent = joint.consents.find(({ id }) => id === command.consent);
      if (consent === undefined)
        return problem('no-such-consent', 'Такого согласия в деле нет.', 'There is no such consent in the case.');
      // Withdrawn twice is withdrawn.
      if (consent.withdrawnAt !== undefined) return { happenings: [] };
      return { happenings: [{ kind: 'consent-withdrawn', consent: consent.id }] };
    }
    case 'tell-outcome':
      return tellOutcome(joint, command, circumstances);
    case 'ask-outcome':
      return askOutcome(joint, command.asked, circumstances);
    case 'hand-over-need':
      return handOverNeed(joint, command, circumstances);
    case 'report-gap': {
      if (!isParticipant(joint, by)) return notYours;
      const { need, reason, text } = command;
      return { happenings: [{ kind: 'gap-found', gap: { need, reason, text, foundAt: circumstances.at } }] };
    }
    case 'close':
      return close(joint, circumstances);
    case 'mark-paper':
      return markPaper(joint, command, circumstances);
    case 'unmark-paper':
      return unmarkPaper(joint, command, circumstances);
    case 'say':
      return sayTo(joint, command, circumstances);
    case 'record-call':
      return recordCall(joint, command, circumstances);
    case 'tell-emergency-look':
      if (by.kind !== 'officer' || isParticipant(joint, by)) return notYours;
      return { happenings: [{ kind: 'emergency-looked', reason: command.reason.trim() }] };
    case 'remind':
      return remind(joint, circumstances);
    case 'tell-review':
      return tellReview(joint, circumstances);
    case 'tell-lateness':
      return tellLateness(joint, circumstances);
  }
}

function isSameConsent({ withdrawnAt, ...one }: Consent, other: Pick<Consent, 'facts' | 'to' | 'until'>): boolean {
  const same = (some: readonly string[], others: readonly string[]): boolean =>
    new Set(some).symmetricDifference(new Set(others)).size === 0;
  return (
    withdrawnAt === undefined && one.until === other.until && same(one.facts, other.facts) && same(one.to, other.to)
  );
}

/** With the mode changes who hands in what nobody has begun; what was passed on to somebody by name stays with them. */
function chooseMode(joint: JointCase, mode: Mode, reason: string, { by, agreement }: Circumstances): Judged {
  if (!isLead(joint, by)) return notYours;
  if (reason.trim() === '') return emptyText('почему режим другой', 'why the mode is another');
  const handed = joint.tasks.flatMap((task) => {
    const { kind, state, holder, id } = task;
    const isFree = holder.kind === 'person' || (holder.agency === joint.lead && holder.officer === undefined);
    if (kind !== 'file' || !isFree || (state !== 'waiting' && state !== 'ready')) return [];
    const to = filedBy(mode, task, agreement);
    return to.kind === holder.kind ? [] : [{ task: id, to }];
  });
  return { happenings: [{ kind: 'mode-chosen', mode, reason: reason.trim(), handed }] };
}
