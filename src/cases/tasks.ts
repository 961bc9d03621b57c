import type { Problem } from '#language';

import { isParticipant, mayDo } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { JointCase, Task, TaskState } from './model.ts';
import { changedMeanwhile, emptyText, noSuchTask, notYours, problem } from './problems.ts';
import { daysLeft, endOfTerm } from './terms.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** The task when it is there, may be done by whoever asks, is in one of the states, and nobody changed it meanwhile. */
export function taskFor(
  joint: JointCase,
  { task: id, seen }: { readonly task: string; readonly seen?: number },
  states: readonly TaskState[],
  { by }: Circumstances,
): { readonly task: Task } | { readonly problem: Problem } {
  const task = joint.tasks.find((one) => one.id === id);
  if (task === undefined) return noSuchTask;
  if (!mayDo(joint, task, by)) return notYours;
  if (seen !== undefined && task.version > seen) return changedMeanwhile;
  if (!states.includes(task.state)) return wrongState(task);
  return { task };
}

export function takeTask(joint: JointCase, command: Of<'take-task'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['ready', 'under-way'], circumstances);
  if ('problem' in found) return found;
  const { by } = circumstances;
  if (by.kind !== 'officer') return notYours;
  const { holder, state } = found.task;
  if (state === 'under-way' && holder.kind === 'agency' && holder.officer === by.officer) return { happenings: [] };
  return { happenings: [{ kind: 'task-taken', task: command.task, officer: by.officer }] };
}

/** To a colleague, or to another participant who has agreed by taking part. A decision stays with the agency the law names. */
export function passOnTask(joint: JointCase, command: Of<'pass-on-task'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['waiting', 'ready', 'under-way', 'suspended'], circumstances);
  if ('problem' in found) return found;
  if (command.reason.trim() === '') return emptyText('почему задача передаётся', 'why the task is passed on');
  const { task } = found;
  const { to } = command;
  if (to.kind === 'agency' && !isParticipant(joint, { kind: 'officer', officer: '', agency: to.agency })) {
    return problem(
      'not-a-participant',
      'Это ведомство не участвует в деле.',
      'This agency does not take part in the case.',
      {
        ru: 'Сначала пригласите его: решает семья.',
        en: 'Invite it first: the family decides.',
      },
    );
  }
  const isSameAgency = to.kind === 'agency' && task.holder.kind === 'agency' && to.agency === task.holder.agency;
  if (task.kind === 'decide' && !isSameAgency) {
    return problem(
      'decision-stays',
      'Решение принимает ведомство, которое назвал закон: передать его нельзя.',
      'The decision is made by the agency the law names: it cannot be passed on.',
      { ru: 'Передайте задачу сотруднику того же ведомства.', en: 'Pass it on to a colleague in the same agency.' },
    );
  }
  return { happenings: [{ kind: 'task-passed-on', task: task.id, to, reason: command.reason.trim() }] };
}

export function finishTask(joint: JointCase, command: Of<'finish-task'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['ready', 'under-way'], circumstances);
  if ('problem' in found) return found;
  if (found.task.kind === 'decide') {
    return problem(
      'needs-decision',
      'По этой задаче нужно решение с основанием.',
      'This task ends with a decision and its reasons.',
      { ru: 'Нажмите «Решить».', en: 'Choose "Decide".' },
    );
  }
  return { happenings: [{ kind: 'task-done', task: command.task, result: command.result.trim() }] };
}

export function suspendTask(joint: JointCase, command: Of<'suspend-task'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['ready', 'under-way'], circumstances);
  if ('problem' in found) return found;
  const { task } = found;
  if (command.reason.trim() === '') return emptyText('почему срок приостановлен', 'why the term is suspended');
  if (command.article.trim() === '') return emptyText('по какой статье', 'under which article');
  const { today, catalogue } = circumstances;
  const left = task.due === undefined ? 0 : daysLeft(today, task.due, task.term?.unit ?? 'working', catalogue.calendar);
  const { reason, article } = command;
  return {
    happenings: [{ kind: 'task-suspended', task: task.id, on: today, reason, article, daysLeft: Math.max(0, left) }],
  };
}

/** The days that were left when the term was suspended run on from today. */
export function resumeTask(joint: JointCase, command: Of<'resume-task'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['suspended'], circumstances);
  if ('problem' in found) return found;
  const { term, suspended } = found.task;
  const { today, catalogue } = circumstances;
  const due = endOfTerm(today, { days: suspended?.daysLeft ?? 0, unit: term?.unit ?? 'working' }, catalogue.calendar);
  return { happenings: [{ kind: 'task-resumed', task: command.task, due }] };
}

/** Only as far as the law lets the term grow while other agencies' answers are awaited, counted from its beginning. */
export function extendTerm(joint: JointCase, command: Of<'extend-term'>, circumstances: Circumstances): Judged {
  const found = taskFor(joint, command, ['ready', 'under-way'], circumstances);
  if ('problem' in found) return found;
  const { task } = found;
  if (command.reason.trim() === '') return emptyText('почему срок продлён', 'why the term is extended');
  if (task.term?.extendedTo === undefined || task.readyOn === undefined) {
    return problem('no-extension', 'Закон не продлевает этот срок.', 'The law does not let this term be extended.', {
      ru: 'Если не успеваете, скажите об этом ведущему дела.',
      en: 'If it cannot be kept, tell the lead of the case.',
    });
  }
  const due = endOfTerm(task.readyOn, { ...task.term, days: task.term.extendedTo }, circumstances.catalogue.calendar);
  if (task.due === due) return problem('extended-already', 'Срок уже продлён.', 'The term was extended already.');
  const { reason, article } = command;
  return { happenings: [{ kind: 'term-extended', task: task.id, due, reason, article }] };
}

function wrongState(task: Task): { readonly problem: Problem } {
  const now = stateWords[task.state];
  return problem('wrong-state', `Сейчас это невозможно: задача ${now.ru}.`, `Not possible now: the task ${now.en}.`, {
    ru: 'Откройте дело снова и посмотрите, что уже сделано.',
    en: 'Open the case again and look at what was done already.',
  });
}

const stateWords: { readonly [State in TaskState]: { readonly ru: string; readonly en: string } } = {
  waiting: { ru: 'ждёт других', en: 'waits for others' },
  ready: { ru: 'ещё не начата', en: 'has not been begun' },
  'under-way': { ru: 'в работе', en: 'is under way' },
  suspended: { ru: 'приостановлена', en: 'is suspended' },
  done: { ru: 'уже сделана', en: 'is done already' },
  refused: { ru: 'закончилась отказом', en: 'ended in a refusal' },
  cancelled: { ru: 'отменена', en: 'was cancelled' },
};
