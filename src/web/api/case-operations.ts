import type { z } from 'zod';

import { actingFor, may } from '#access';
import type { SignedIn } from '#access';
import { readTold } from '#assessment';
import { caseSeenBy, whatHeld } from '#cases';
import type { Command, JointCase } from '#cases';
import type { Problem } from '#language';
import { actionNamed } from '#web/actions/all.ts';
import { today } from '#web/house.ts';
import { endOfDay } from '#web/parts/moments.ts';
import { refuse } from '#web/routes/api.ts';
import type { RefusalStatus } from '#web/routes/api.ts';
import { approachCase, lookAtCase } from '#web/routes/case-look.ts';
import type { LookedAt } from '#web/routes/case-look.ts';

import { caseShape, eventsShape, heldShape, keptShape } from './case-shape.ts';
import { commandShapes, commandSummaries } from './command-shapes.ts';
import type { CommandOfPeople } from './command-shapes.ts';
import type { ApiAsked, ApiOperation } from './operation.ts';
import { noRight, notAPerson } from './problems.ts';
import { heldQuery, openingShape } from './query-shapes.ts';

type Kind = CommandOfPeople['kind'];
type Opening = z.infer<typeof openingShape>;

const ofTask: ReadonlySet<Kind> = new Set([
  'take-task',
  'pass-on-task',
  'finish-task',
  'suspend-task',
  'resume-task',
  'extend-term',
  'decide',
]);

/** A case: opened, looked at, and everything that can be done with it. */
export const caseOperations: readonly ApiOperation[] = [
  {
    id: 'openCase',
    method: 'post',
    path: '/api/cases',
    tag: 'cases',
    summary: 'Open a joint case on a situation, under an agreement.',
    right: 'case.open',
    body: openingShape,
    answer: keptShape,
    status: 201,
    command: 'case',
    answerTo: openCase,
  },
  {
    id: 'getCase',
    method: 'get',
    path: '/api/cases/:number',
    tag: 'cases',
    summary: 'A case as you may see it. The look is written into the journal of the person.',
    right: 'case.see',
    answer: caseShape,
    status: 200,
    answerTo: (asked) =>
      withCase(asked, 'case by API', ({ joint }) => asked.c.json(shownCase(joint), 200, tagOf(joint))),
  },
  {
    id: 'listEvents',
    method: 'get',
    path: '/api/cases/:number/events',
    tag: 'cases',
    summary: 'What happened in a case, as you may see it, in its order.',
    right: 'case.see',
    answer: eventsShape,
    status: 200,
    answerTo: (asked) =>
      withCase(asked, 'case by API', ({ joint, events }) => asked.c.json({ events }, 200, tagOf(joint))),
  },
  {
    id: 'whatHeld',
    method: 'get',
    path: '/api/cases/:number/held',
    tag: 'cases',
    summary:
      'What was decided and held on a day, as it was known on another: of each matter the decision that stood then.',
    right: 'case.see',
    query: heldQuery,
    answer: heldShape,
    status: 200,
    answerTo: (asked) =>
      withCase(asked, 'case by API', ({ joint }) => {
        const { on, known = today(asked.house) } = heldQuery.parse(asked.query);
        const knownBefore = endOfDay(asked.house.timeZone, known);
        return asked.c.json(
          { on, known, decisions: whatHeld(joint.decisions, { on, knownBefore }) },
          200,
          tagOf(joint),
        );
      }),
  },
  ...(Object.keys(commandShapes) as Kind[]).map(commandOperation),
];

function commandOperation(kind: Kind): ApiOperation {
  const isOfTask = ofTask.has(kind);
  return {
    id: kind.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase()),
    method: 'post',
    path: `/api/cases/:number/${kind}`,
    tag: 'cases',
    summary: commandSummaries[kind],
    right: rightTo(kind),
    body: commandShapes[kind],
    answer: keptShape,
    status: 200,
    command: isOfTask ? 'task' : 'case',
    answerTo: (asked) => carryOut(asked, kind),
  };
}

/** The same right as the page has that does it. */
function rightTo(kind: Kind): 'case.act' | 'case.lead' {
  return actionNamed(kind)?.right === 'lead' ? 'case.lead' : 'case.act';
}

async function withCase(
  asked: ApiAsked,
  purpose: string,
  answer: (looked: LookedAt) => Response | Promise<Response>,
): Promise<Response> {
  const looked = await lookAtCase(asked.house, asked.who, asked.c.req.param('number') ?? '', purpose);
  return looked === undefined ? refuse(asked.c, 403, [noRight]) : await answer(looked);
}

async function carryOut(asked: ApiAsked, kind: Kind): Promise<Response> {
  const { c, house, who, seen, idempotencyKey } = asked;
  const approached = await approachCase(house, who, c.req.param('number') ?? '', 'case by API');
  if (approached === undefined) return refuse(c, 403, [noRight]);
  const { head, shape, viewer } = approached;
  // What the lead does, the applicant does too where the case's own rules let her.
  const right = who.actor.kind === 'person' ? 'case.act' : rightTo(kind);
  const verdict = may(who, right, shape);
  if (!verdict.allowed) return refuse(c, 403, [verdict.problem]);
  if (kind === 'record-call' && !may(who, 'calls.see').allowed) return refuse(c, 403, [noRight]);
  const read = await asked.body();
  if ('refused' in read) return read.refused;
  const command = { kind, ...(read.body as object), ...(seen === undefined ? {} : { seen }) } as Command;
  const worked = await house.cases.carryOut(head, command, {
    by: actingFor(who, head.person).actor,
    idempotencyKey,
    // What is not shown cannot be acted on either.
    refuses: (joint) =>
      'task' in command &&
      !caseSeenBy(joint, viewer, today(house), house.catalogue).tasks.some(({ id }) => id === command.task)
        ? noRight
        : undefined,
  });
  if ('problem' in worked) return refuse(c, statusOf(worked.problem), [worked.problem]);
  const { version } = worked.kept;
  return c.json({ number: head.number, version }, 200, tagOf({ version }));
}

async function openCase(asked: ApiAsked): Promise<Response> {
  const { c, house, who, idempotencyKey } = asked;
  const read = await asked.body();
  if ('refused' in read) return read.refused;
  const { agreement, situation, person: named } = read.body as Opening;
  const person = personFor(who, named);
  if (person === undefined) return refuse(c, 422, [notAPerson]);
  const told = readTold(house.catalogue, situation, { asOf: today(house) });
  if ('problems' in told) return refuse(c, 422, told.problems);
  const by = actingFor(who, person).actor;
  const worked = await house.cases.open({ person, agreement, told: told.told }, { by, idempotencyKey });
  if ('problem' in worked) return refuse(c, 422, [worked.problem]);
  const joint = await house.cases.read(worked.kept);
  if (joint === undefined) throw new Error('A case that was just opened is not there.');
  const { number } = joint;
  const { version } = worked.kept;
  return c.json({ number, version }, 201, { ...tagOf({ version }), location: `/api/cases/${number}` });
}

/** A resident opens her own case, or that of somebody who has named her; an officer says for whom. */
function personFor({ actor, actsFor }: SignedIn, named: string | undefined): string | undefined {
  if (actor.kind === 'officer') return named;
  if (named === undefined) return actor.person;
  return named === actor.person || actsFor.includes(named) ? named : undefined;
}

/** Without what only Okno itself needs: ids of rows, and the route behind the tasks. */
function shownCase({ person: _person, id: _id, route: _route, ...joint }: JointCase): object {
  return joint;
}

function tagOf({ version }: Pick<JointCase, 'version'>): Record<string, string> {
  return { etag: `"${version}"` };
}

function statusOf({ code }: Problem): RefusalStatus {
  if (code === 'changed-meanwhile') return 412;
  if (code === 'not-yours' || code === noRight.code) return 403;
  return code === 'case-closed' || code === 'wrong-state' ? 409 : 422;
}
