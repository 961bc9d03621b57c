import type { Agreement, Catalogue } from '#catalogue';
import type { Text } from '#language';
import type { Route, Step } from '#planner';

import type { PlannedTask } from './events.ts';
import type { Holder, Mode, TaskTerm } from './model.ts';
import { termOf } from './terms.ts';

/**
 * The steps of a route as tasks of participants. Who hands an application in depends on the mode of work: the person
 * herself, or, where agencies share a front office or more, the officer of the lead for her. A service that is given on
 * the spot has no waiting in the route; in the case its agency says all the same what it did.
 */
export function tasksOfRoute(
  route: Pick<Route, 'steps'>,
  versions: ReadonlyMap<string, number>,
  mode: Mode,
  catalogue: Catalogue,
  agreement: Agreement,
): readonly PlannedTask[] {
  const steps = route.steps.filter(({ sure }) => sure);
  const waited = new Set(steps.filter((step) => kindOf(step) === 'decide').map(legOf));
  const ids = new Set(steps.map(({ id }) => id));
  const answers = new Map(
    steps
      .filter((step) => kindOf(step) === 'file' && !waited.has(legOf(step)))
      .map(({ id, ...step }) => [id, answerId(step)]),
  );
  const { clause } = agreement.plan;
  return steps.flatMap((step): readonly PlannedTask[] => {
    const kind = kindOf(step);
    const term =
      kind === 'decide' ? termOf(step.service, versions.get(legOf(step)) ?? 0, catalogue, agreement) : undefined;
    const { id, service, subject, meets, urgency, start, end } = step;
    const common = { clause, service, subject, meets, urgency, planned: { start, end } };
    const after = step.after.filter((before) => ids.has(before)).map((before) => answers.get(before) ?? before);
    const task: PlannedTask = {
      ...common,
      id,
      kind,
      title: step.text,
      holder: holderOf(step, kind, mode, agreement),
      after,
      ...(term === undefined ? {} : { term }),
    };
    const answer = answers.get(id);
    if (answer === undefined) return [task];
    const holder: Holder = { kind: 'agency', agency: step.agency };
    const title = answerText(step, catalogue);
    return [task, { ...common, id: answer, kind: 'decide', title, holder, after: [id], term: onTheSpot }];
  });
}

const onTheSpot: TaskTerm = { days: 0, unit: 'calendar', certainty: 'derived' };

function answerId(step: Pick<Step, 'service' | 'subject'>): string {
  return `${legOf(step)}:answer`;
}

function answerText(step: Step, catalogue: Catalogue): Text {
  const agency = catalogue.agencies.get(step.agency)?.shortName ?? { ru: 'Ведомство', en: 'The agency' };
  const service = catalogue.services.get(step.service)?.name ?? { ru: step.service, en: step.service };
  return { ru: `${agency.ru} отвечает: ${service.ru}`, en: `${agency.en} answers: ${service.en}` };
}

function legOf({ service, subject }: Pick<Step, 'service' | 'subject'>): string {
  return `${service}:${subject}`;
}

function kindOf({ action, id }: Step): 'file' | 'decide' | 'collect' {
  if (action === 'waiting' || action === 'automatic') return 'decide';
  return id.endsWith(':collect') ? 'collect' : 'file';
}

function holderOf(step: Step, kind: PlannedTask['kind'], mode: Mode, agreement: Agreement): Holder {
  if (kind === 'decide') return { kind: 'agency', agency: step.agency };
  return kind === 'collect' ? { kind: 'person' } : filedBy(mode, step, agreement);
}

/** Help that is given at once is asked for by the person, with whoever is beside her; nobody files it for later. */
export function filedBy(mode: Mode, { urgency }: Pick<Step, 'urgency'>, agreement: Agreement): Holder {
  if (mode === 'shared-information' || urgency === 'tonight') return { kind: 'person' };
  return { kind: 'agency', agency: agreement.lead.agency };
}
