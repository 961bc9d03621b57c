import { may } from '#access';
import { actionNamed } from '#web/actions/all.ts';
import { taskOf } from '#web/actions/action.ts';
import type { Action, ActionField, Asked, Fault } from '#web/actions/action.ts';
import { taskActions } from '#web/actions/task-actions.ts';
import type { Form } from '#web/form.ts';
import { cutTo, readForm } from '#web/form.ts';
import { today } from '#web/house.ts';
import { caseActionPage } from '#web/pages/case-action.ts';
import { say } from '#web/words.ts';

import { deny } from './attended.ts';
import type { CaseVisit } from './case-look.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const wordsAtMost = 10_000;

/** Everything that is done with a case: one form for each kind of command. */
export function addCaseActions(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/case/:number/do/:kind',
    withCase(walk, 'case form', (visit) => {
      const action = actionNamed(visit.c.req.param('kind') ?? '');
      if (action === undefined) return visit.c.notFound();
      const asked = askedOf(walk, visit, visit.c.req.query('of') ?? '');
      if (!mayDo(visit, action)) return deny(visit, 'deniedRole');
      // Done meanwhile, or not possible now: the case tells how it stands.
      if (!action.isOffered(asked)) return go(visit.c, walk, `/case/${visit.joint.number}`);
      const { screen, joint } = visit;
      return show(
        visit.c,
        caseActionPage(screen, { action, asked, key: formKey(walk), seen: joint.version, typed: () => [], faults: [] }),
      );
    }),
  );

  app.post(
    '/case/:number/do/:kind',
    withCase(walk, 'case form', async (visit) => {
      const { c, screen, joint, who } = visit;
      const action = actionNamed(c.req.param('kind') ?? '');
      if (action === undefined) return c.notFound();
      if (!mayDo(visit, action)) return deny(visit, 'deniedRole');
      const form = await readForm(c);
      const asked = askedOf(walk, visit, form.one('of'));
      // What is not shown cannot be acted on either, whatever the form says.
      if (isOfTask(action) && taskOf(asked) === undefined) return deny(visit, 'deniedRole');
      const seen = seenIn(form);
      const key = /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : formKey(walk);
      const again = (faults: readonly Fault[], status: 403 | 409 | 422, keyAgain = key): Response => {
        const meanwhile = status === 409 ? visit.events.filter(({ sequence }) => sequence > seen) : undefined;
        const view = { action, asked, key: keyAgain, seen: joint.version, typed: form.all, faults };
        return show(c, caseActionPage(screen, meanwhile === undefined ? view : { ...view, meanwhile }), status);
      };
      const unfilled = faultsIn(walk, action.fields(asked), form);
      if (unfilled.length > 0) return again(unfilled, 422);
      const command = action.command(asked, form, seen);
      if ('fault' in command) return again([command.fault], 422);
      const idempotencyKey = `${actorKey(visit)} ${key}`;
      const worked = await house.cases.carryOut({ person: joint.person, id: joint.id }, command, {
        by: who.actor,
        idempotencyKey,
      });
      if ('kept' in worked) return go(c, walk, `/case/${joint.number}?done=${action.kind}`);
      const { code, message, remedy } = worked.problem;
      const text = `${message[screen.language]} ${remedy?.[screen.language] ?? ''}`.trim();
      const first = action.fields(asked)[0];
      const fault = { field: first === undefined ? 'main-content' : anchorOf(first), text };
      // Gone back to after it was sent, and changed: sent once more, it is another command.
      if (code === 'idempotency-key-reused') return again([fault], 422, formKey(walk));
      return again([fault], code === 'changed-meanwhile' ? 409 : code === 'not-yours' ? 403 : 422);
    }),
  );
}

export function askedOf({ house, language }: Walk, { joint, who, officers, times }: CaseVisit, of: string): Asked {
  const { catalogue, timeZone } = house;
  return { joint, who, catalogue, language, officers, times, of, today: today(house), timeZone };
}

/** The first wall before the case's own rules: a right to act in it, and for what the lead does the role of a lead. */
export function mayDo({ who, shape }: Pick<CaseVisit, 'who' | 'shape'>, { right }: Action): boolean {
  const isLeads = right === 'lead' && who.actor.kind === 'officer';
  return may(who, isLeads ? 'case.lead' : 'case.act', shape).allowed;
}

function isOfTask(action: Action): boolean {
  return taskActions.includes(action) || action.kind === 'decide';
}

/** The version on the form; a form without one has seen nothing. */
function seenIn(form: Form): number {
  const seen = Number(form.one('seen'));
  return Number.isSafeInteger(seen) && seen > 0 ? seen : 0;
}

function formKey({ house }: Walk): string {
  return Buffer.from(house.random(16)).toString('hex');
}

/** The key of one person's form is nobody else's, even if they send the same one. */
function actorKey({ who: { actor } }: CaseVisit): string {
  return actor.kind === 'officer' ? `${actor.agency} ${actor.officer}` : actor.person;
}

/** What is missing, too long, or was not among the choices. */
function faultsIn({ language }: Walk, fields: readonly ActionField[], form: Form): readonly Fault[] {
  return fields.flatMap((field): readonly Fault[] => {
    const names = field.kind === 'day' ? ['day', 'month', 'year'].map((part) => `${field.name}-${part}`) : [field.name];
    const values = names.flatMap(form.all).filter((value) => value.trim() !== '');
    if (field.optional !== true && values.length === 0)
      return [{ field: anchorOf(field), text: say(language, 'doFillIn', { what: field.label }) }];
    const isStrange =
      field.items !== undefined && values.some((value) => !field.items?.some((one) => one.value === value));
    if (isStrange) return [{ field: anchorOf(field), text: say(language, 'chooseOneHere') }];
    if (values.some((value) => cutTo(value, wordsAtMost) !== value))
      return [{ field: anchorOf(field), text: say(language, 'tooLargeLead') }];
    return [];
  });
}

function anchorOf({ name, kind }: ActionField): string {
  return kind === 'day' ? `${name}-day` : name;
}
