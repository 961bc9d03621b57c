import { mayDo } from '#cases';
import type { Task, TaskState } from '#cases';

import type { Action, Asked } from './action.ts';
import { agencyChoices, field, officersToType, taskOf } from './action.ts';
import { say } from '#web/words.ts';

/** Whether the task may be done by whoever asks, and is in one of the states. */
function isTask(asked: Asked, states: readonly TaskState[], fits: (task: Task) => boolean = () => true): boolean {
  const task = taskOf(asked);
  return (
    asked.joint.status === 'open' &&
    task !== undefined &&
    states.includes(task.state) &&
    mayDo(asked.joint, task, asked.who.actor) &&
    fits(task)
  );
}

const isOfficer = ({ who }: Asked): boolean => who.actor.kind === 'officer';
const begun = ['ready', 'under-way'] as const;

export const taskActions: readonly Action[] = [
  {
    kind: 'take-task',
    right: 'act',
    isOffered: (asked) => {
      const { actor } = asked.who;
      if (actor.kind !== 'officer') return false;
      return isTask(asked, begun, ({ holder }) => holder.kind === 'agency' && holder.officer !== actor.officer);
    },
    fields: () => [],
    command: ({ of }, _form, seen) => ({ kind: 'take-task', task: of, seen }),
  },
  {
    kind: 'finish-task',
    right: 'act',
    isOffered: (asked) => isTask(asked, begun, ({ kind }) => kind !== 'decide'),
    fields: (asked) => [field(asked, 'words', 'result', 'doResult', { optional: true })],
    command: ({ of }, form, seen) => ({ kind: 'finish-task', task: of, result: form.one('result'), seen }),
  },
  {
    kind: 'pass-on-task',
    right: 'act',
    isOffered: (asked) => isOfficer(asked) && isTask(asked, ['waiting', ...begun, 'suspended']),
    fields: (asked) => {
      const task = taskOf(asked);
      const own = task?.holder.kind === 'agency' ? task.holder.agency : '';
      const items = agencyChoices(asked).filter(({ value }) => task?.kind !== 'decide' || value === own);
      return [
        field(asked, 'select', 'agency', 'doToAgency', { items }),
        field(asked, 'line', 'officer', 'doToOfficer', {
          optional: true,
          suggestions: officersToType(
            asked.officers,
            items.map(({ value }) => value),
          ),
        }),
        field(asked, 'words', 'reason', 'doReason'),
      ];
    },
    command: ({ of, officers, language }, form, seen) => {
      const agency = form.one('agency');
      const typed = form.one('officer').trim();
      const officer = officers.find(agency, typed);
      // A task passed on to nobody would lie for ever.
      if (typed !== '' && officer === undefined)
        return { fault: { field: 'officer', text: say(language, 'doNoSuchOfficer', { officer: typed }) } };
      const to = { kind: 'agency', agency, ...(officer === undefined ? {} : { officer }) } as const;
      return { kind: 'pass-on-task', task: of, to, reason: form.one('reason'), seen };
    },
  },
  {
    kind: 'suspend-task',
    right: 'act',
    isOffered: (asked) => isOfficer(asked) && isTask(asked, begun, ({ kind }) => kind === 'decide'),
    fields: (asked) => [field(asked, 'words', 'reason', 'doReason'), field(asked, 'line', 'article', 'doArticle')],
    command: ({ of }, form, seen) => ({
      kind: 'suspend-task',
      task: of,
      reason: form.one('reason'),
      article: form.one('article'),
      seen,
    }),
  },
  {
    kind: 'resume-task',
    right: 'act',
    isOffered: (asked) => isOfficer(asked) && isTask(asked, ['suspended']),
    fields: () => [],
    command: ({ of }, _form, seen) => ({ kind: 'resume-task', task: of, seen }),
  },
  {
    kind: 'extend-term',
    right: 'act',
    isOffered: (asked) => isOfficer(asked) && isTask(asked, begun, ({ term }) => term?.extendedTo !== undefined),
    fields: (asked) => [field(asked, 'words', 'reason', 'doReason'), field(asked, 'line', 'article', 'doArticle')],
    command: ({ of }, form, seen) => ({
      kind: 'extend-term',
      task: of,
      reason: form.one('reason'),
      article: form.one('article'),
      seen,
    }),
  },
];
