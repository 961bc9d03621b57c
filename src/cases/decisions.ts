import { versionOn } from '#catalogue';
import type { Day } from '#catalogue';

import { isHerself } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command, RefusalException } from './commands.ts';
import type { Judged } from './decide.ts';
import type { Decision, JointCase } from './model.ts';
import { emptyText, notYours, problem } from './problems.ts';
import { refusedForShown } from './shown-papers.ts';
import { taskFor } from './tasks.ts';
import { endOfSpan } from './terms.ts';

type Decide = Extract<Command, { readonly kind: 'decide' }>;

/**
 * An agency's decision with its reasons. A refusal by law names the criteria that are not met; one by judgement says why in
 * the officer's words. The facts and the pack it rests on are frozen with it.
 */
export function makeDecision(joint: JointCase, command: Decide, circumstances: Circumstances): Judged {
  const isRevision = command.revises !== undefined;
  const found = taskFor(joint, command, isRevision ? ['done', 'refused'] : ['ready', 'under-way'], circumstances);
  if ('problem' in found) return found;
  const { task } = found;
  const { service, subject } = task;
  if (task.kind !== 'decide' || service === undefined || subject === undefined) {
    return problem('nothing-to-decide', 'По этой задаче решать нечего.', 'There is nothing to decide in this task.');
  }
  if (command.reason.trim() === '') return emptyText('основание решения', 'the reason of the decision');
  if (isRevision && !joint.decisions.some(({ id, task: of }) => id === command.revises && of === task.id)) {
    return problem('no-such-decision', 'Такого решения по этой задаче нет.', 'There is no such decision on this task.');
  }
  const { criteria = [], missingPapers = [], refusedBy } = command;
  if (command.outcome === 'refused') {
    if (refusedBy === undefined)
      return emptyText('отказ по закону или по усмотрению', 'refused by law or by judgement');
    const unknown = criteria.find((id) => !hasCriterion(circumstances, service, id));
    if (unknown !== undefined)
      return problem(
        'no-such-criterion',
        `У услуги нет условия «${unknown}».`,
        `The service has no criterion "${unknown}".`,
      );
    if (refusedBy === 'law' && criteria.length === 0 && missingPapers.length === 0) {
      return problem(
        'refusal-without-criterion',
        'Не указано, какое условие закона не выполнено.',
        'Which condition of the law is not met is not told.',
        {
          ru: 'Отметьте условие или недостающий документ; если решаете по усмотрению, выберите это.',
          en: 'Mark the condition or the missing paper; if it is a matter of judgement, choose that.',
        },
      );
    }
    const shown = refusedForShown(joint, missingPapers, circumstances.catalogue);
    if (shown !== undefined) return shown;
    const second = secondRefusal(joint, service, subject, missingPapers, command.exception);
    if (second !== undefined) return second;
  }
  const { today, at, by, newId } = circumstances;
  const decision: Decision = {
    id: newId(),
    task: task.id,
    service,
    subject,
    outcome: command.outcome,
    ...(command.outcome === 'refused' && refusedBy !== undefined ? { refusedBy } : {}),
    criteria,
    missingPapers,
    reason: command.reason.trim(),
    ...(command.outcome === 'refused' || command.amount === undefined ? {} : { amount: command.amount }),
    by,
    decidedAt: at,
    holdsFrom: command.holdsFrom ?? today,
    digest: circumstances.catalogue.digest,
    facts: joint.told,
    remedies: remediesOf(service, joint.told.asOf, circumstances),
    ...(command.revises === undefined ? {} : { revises: command.revises }),
  };
  return { happenings: [{ kind: 'decided', decision }] };
}

export function objectTo(
  joint: JointCase,
  command: Extract<Command, { readonly kind: 'object' }>,
  { by, at, today, newId }: Circumstances,
): Judged {
  if (!isHerself(joint, by)) return notYours;
  const decision = joint.decisions.find(({ id }) => id === command.decision);
  if (decision === undefined)
    return problem('no-such-decision', 'Такого решения в деле нет.', 'There is no such decision in the case.');
  const remedy = decision.remedies.find(({ to }) => to === command.to);
  if (remedy === undefined)
    return problem('no-such-remedy', 'Туда на это решение не жалуются.', 'This decision is not objected to there.');
  if (remedy.until !== undefined && today > remedy.until) {
    return problem(
      'objection-late',
      `Срок жалобы прошёл ${remedy.until}.`,
      `The term to object ended on ${remedy.until}.`,
      {
        ru: 'Суд может восстановить срок по уважительной причине: обратитесь за бесплатной юридической помощью.',
        en: 'A court may restore the term for a good reason: ask for free legal aid.',
      },
    );
  }
  if (command.words.trim() === '') return emptyText('с чем вы не согласны', 'what you object to');
  return {
    happenings: [
      {
        kind: 'objected',
        objection: { id: newId(), decision: decision.id, to: command.to, filedAt: at, words: command.words.trim() },
      },
    ],
  };
}

/** What the law gives against a decision of the service, with the last day of each term. */
function remediesOf(service: string, asOf: Day, { catalogue, today }: Circumstances): Decision['remedies'] {
  const found = catalogue.services.get(service);
  const version = found === undefined ? undefined : versionOn(found, asOf);
  return (version?.version.remedies ?? []).map(({ to, text, within, article }) => ({
    to,
    text,
    ...(within === undefined ? {} : { until: endOfSpan(today, within, catalogue.calendar) }),
    article: article.citation,
  }));
}

/**
 * After a refusal no papers may be demanded whose absence was not named then (210-FZ art. 7 p. 1 (4), as amended by
 * 204-FZ from 18.10.2018), except as the law itself allows.
 */
function secondRefusal(
  joint: JointCase,
  service: string,
  subject: string,
  missingPapers: readonly string[],
  exception: RefusalException | undefined,
): ReturnType<typeof problem> | undefined {
  const first = joint.decisions.find(
    (one) => one.outcome === 'refused' && one.service === service && one.subject === subject,
  );
  if (first === undefined || exception !== undefined) return undefined;
  const added = missingPapers.filter((paper) => !first.missingPapers.includes(paper));
  if (added.length === 0) return undefined;
  return problem(
    'second-different-refusal',
    `Первый отказ не называл: ${added.join(', ')}. Требовать это при повторном обращении закон запрещает (210-ФЗ, ст. 7 ч. 1 п. 4).`,
    `The first refusal did not name: ${added.join(', ')}. The law forbids demanding it now (210-FZ art. 7 p. 1 (4)).`,
    {
      ru: 'Решите по тем документам, которые есть, или укажите исключение: изменился закон, ошибки в новых документах, истёк срок документа, ошибся сотрудник.',
      en: 'Decide on the papers there are, or name the exception: the law changed, errors in new papers, a paper expired, an officer erred.',
    },
  );
}

function hasCriterion({ catalogue }: Circumstances, service: string, id: string): boolean {
  return (
    catalogue.services.get(service)?.versions.some(({ criteria }) => criteria.some((one) => one.id === id)) === true
  );
}
