import { isHerself, mayDo, refusalExceptions, shownPaper } from '#cases';
import type { Command, Decision, Task } from '#cases';
import type { ServiceVersion } from '#catalogue';
import { versionOn } from '#catalogue';
import { say } from '#web/words.ts';

import type { Action, Asked } from './action.ts';
import { dayIn, field, taskOf } from './action.ts';

type Decide = Extract<Command, { readonly kind: 'decide' }>;

const outcomes = ['granted', 'partly', 'refused'] as const;
const periods = ['month', 'year', 'once'] as const;

export const decisionActions: readonly Action[] = [
  {
    kind: 'decide',
    right: 'act',
    isOffered: (asked) => {
      const task = taskOf(asked);
      if (task?.kind !== 'decide' || asked.joint.status === 'closed') return false;
      const isOpen = task.state === 'ready' || task.state === 'under-way' || lastDecision(asked, task) !== undefined;
      return isOpen && mayDo(asked.joint, task, asked.who.actor);
    },
    fields: (asked) => {
      const { language } = asked;
      const { criteria = [], evidence = [] } = versionFor(asked) ?? {};
      const papers = evidence
        .filter(({ evidence: id }) => shownPaper(asked.joint, id) === undefined)
        .map(({ evidence: id }) => ({
          value: id,
          text: asked.catalogue.evidence.get(id)?.name[language] ?? id,
        }));
      return [
        field(asked, 'choice', 'outcome', 'doOutcome', {
          items: outcomes.map((value) => ({ value, text: say(language, `decided-${value}`) })),
        }),
        field(asked, 'words', 'reason', 'doDecisionReason', { hint: say(language, 'doDecisionReasonHint') }),
        field(asked, 'choice', 'refusedBy', 'doRefusedBy', {
          optional: true,
          hint: say(language, 'doRefusedByHint'),
          items: (['law', 'judgement'] as const).map((value) => ({ value, text: say(language, `refusedBy-${value}`) })),
        }),
        ...(criteria.length === 0
          ? []
          : [
              field(asked, 'choices', 'criteria', 'doCriteria', {
                optional: true,
                items: criteria.map(({ id, text }) => ({ value: id, text: text[language] })),
              }),
            ]),
        ...(papers.length === 0
          ? []
          : [field(asked, 'choices', 'papers', 'doPapers', { optional: true, items: papers })]),
        ...(hasRefusal(asked)
          ? [
              field(asked, 'select', 'exception', 'doException', {
                optional: true,
                hint: say(language, 'doExceptionHint'),
                items: [
                  { value: '', text: say(language, 'doNoException') },
                  ...refusalExceptions.map((value) => ({ value, text: say(language, `exception-${value}`) })),
                ],
              }),
            ]
          : []),
        field(asked, 'line', 'amount', 'doAmount', { optional: true, hint: say(language, 'doAmountHint') }),
        field(asked, 'select', 'per', 'doPer', {
          optional: true,
          items: periods.map((value) => ({ value, text: say(language, `per-${value}`) })),
        }),
        field(asked, 'day', 'holdsFrom', 'doHoldsFrom', { optional: true, hint: say(language, 'doHoldsFromHint') }),
      ];
    },
    command: (asked, form, seen) => {
      const { of, language } = asked;
      const outcome = outcomes.find((one) => one === form.one('outcome'));
      if (outcome === undefined) return { fault: { field: 'outcome', text: say(language, 'chooseOneHere') } };
      const amount = form
        .one('amount')
        .replaceAll(/[\s\u00a0₽]/gu, '')
        .replace(',', '.');
      if (amount !== '' && !/^\d{1,9}(?:\.\d{1,2})?$/u.test(amount))
        return { fault: { field: 'amount', text: say(language, 'moneyByDigits') } };
      const isDayTold = ['day', 'month', 'year'].some((part) => form.one(`holdsFrom-${part}`).trim() !== '');
      const holdsFrom = dayIn(form, 'holdsFrom');
      if (isDayTold && holdsFrom === undefined)
        return { fault: { field: 'holdsFrom-day', text: say(language, 'noSuchDay') } };
      const task = taskOf(asked);
      const revised = task === undefined ? undefined : lastDecision(asked, task);
      const refusedBy = (['law', 'judgement'] as const).find((one) => one === form.one('refusedBy'));
      const exception = refusalExceptions.find((one) => one === form.one('exception'));
      const decide: Decide = {
        kind: 'decide',
        task: of,
        outcome,
        reason: form.one('reason'),
        seen,
        ...(outcome !== 'refused' || refusedBy === undefined ? {} : { refusedBy }),
        ...(outcome !== 'refused' ? {} : { criteria: form.all('criteria'), missingPapers: form.all('papers') }),
        ...(exception === undefined ? {} : { exception }),
        ...(amount === ''
          ? {}
          : { amount: { value: Number(amount), per: periods.find((one) => one === form.one('per')) ?? 'once' } }),
        ...(holdsFrom === undefined ? {} : { holdsFrom }),
        ...(revised === undefined ? {} : { revises: revised.id }),
      };
      return decide;
    },
  },
  {
    kind: 'object',
    right: 'act',
    isOffered: (asked) =>
      isHerself(asked.joint, asked.who.actor) && (decisionOf(asked)?.remedies.some(isInTime(asked)) ?? false),
    fields: (asked) => {
      const remedies = decisionOf(asked)?.remedies.filter(isInTime(asked)) ?? [];
      return [
        field(asked, 'choice', 'to', 'doObjectTo', {
          items: remedies.map(({ to, text }) => ({ value: to, text: text[asked.language] })),
        }),
        field(asked, 'words', 'words', 'doObjectWords', { hint: say(asked.language, 'doObjectHint') }),
      ];
    },
    command: ({ of }, form) => ({ kind: 'object', decision: of, to: form.one('to'), words: form.one('words') }),
  },
];

/** The decision that a new one on the same task would stand in the place of. */
export function lastDecision({ joint }: Pick<Asked, 'joint'>, task: Task): Decision | undefined {
  return task.state === 'done' || task.state === 'refused'
    ? joint.decisions.findLast((one) => one.task === task.id)
    : undefined;
}

function decisionOf({ joint, of }: Asked): Decision | undefined {
  return joint.decisions.find(({ id }) => id === of);
}

function isInTime({ today }: Asked): (remedy: Decision['remedies'][number]) => boolean {
  return ({ until }) => until === undefined || until >= today;
}

function hasRefusal({ joint, of }: Asked): boolean {
  return joint.decisions.some(({ task, outcome }) => task === of && outcome === 'refused');
}

function versionFor(asked: Asked): ServiceVersion | undefined {
  const service = asked.catalogue.services.get(taskOf(asked)?.service ?? '');
  return service === undefined ? undefined : versionOn(service, asked.joint.told.asOf)?.version;
}
