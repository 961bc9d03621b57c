import type { Context, Hono } from 'hono';

import { may, operations as rights } from '#access';
import type { SignedIn } from '#access';
import type { House } from '#web/house.ts';
import { readJson, refuse, refuseMethod } from '#web/routes/api.ts';

import { callerOf } from './caller.ts';
import { caseOperations } from './case-operations.ts';
import { listOperations } from './list-operations.ts';
import { openApiOf } from './openapi.ts';
import type { ApiAsked, ApiOperation } from './operation.ts';
import { keyMissing, matchUnreadable, shapeProblems } from './problems.ts';

/** Everything a program can ask about joint cases. */
export const apiOperations: readonly ApiOperation[] = [...listOperations, ...caseOperations];

/** The operations, each served as it is documented, and the document itself. */
export function addCaseApi(app: Hono, house: House): void {
  for (const operation of apiOperations) app[operation.method](operation.path, (c) => serve(c, house, operation));
  const document = JSON.stringify(openApiOf(apiOperations));
  app.get('/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json; charset=utf-8' }));
  const allowed = Map.groupBy(apiOperations, ({ path }) => path);
  for (const [path, some] of allowed)
    app.all(path, (c) => refuseMethod(c, some.map(({ method }) => method.toUpperCase()).join(', ')));
}

/** First who asks and whether they may; only then is looked at what they have sent. */
async function serve(c: Context, house: House, operation: ApiOperation): Promise<Response> {
  const caller = await callerOf(c, house);
  if ('refused' in caller) return caller.refused;
  const { who } = caller;
  if (!('onCase' in rights[operation.right]) || who === undefined) {
    const verdict = may(who, operation.right);
    if (!verdict.allowed) {
      if (who === undefined) c.header('www-authenticate', 'Bearer');
      return refuse(c, who === undefined ? 401 : 403, [verdict.problem]);
    }
  }
  const key = c.req.header('idempotency-key')?.trim() ?? '';
  if (operation.command !== undefined && !/^[\x21-\x7E]{16,200}$/u.test(key)) return refuse(c, 400, [keyMissing]);
  const match = operation.command === 'task' ? c.req.header('if-match') : undefined;
  const [, seen] = /^(?:W\/)?"(\d{1,9})"$/u.exec(match ?? '') ?? [];
  if (match !== undefined && match !== '*' && seen === undefined) return refuse(c, 400, [matchUnreadable]);
  const query = c.req.query();
  if (operation.query !== undefined) {
    const problems = shapeProblems(operation.query, query);
    if (problems.length > 0) return refuse(c, 422, problems);
  }
  return await operation.answerTo({
    c,
    house,
    who: who ?? nobody,
    query,
    body: () => bodyOf(c, operation),
    // Sent to another case, or for another command, the same key is another key: what is acknowledged is done.
    idempotencyKey: `api ${nameOf(who)} ${c.req.path} ${key}`,
    seen: seen === undefined ? undefined : Number(seen),
  });
}

async function bodyOf(c: Context, { body: shape }: ApiOperation): ReturnType<ApiAsked['body']> {
  if (shape === undefined) return { body: undefined };
  const told = await readJson(c);
  if ('refused' in told) return told;
  const read = shape.safeParse(told.input);
  return read.success ? { body: read.data } : { refused: refuse(c, 422, shapeProblems(shape, told.input)) };
}

/** Whoever asks what everybody may know. */
const nobody: SignedIn = { actor: { kind: 'person', person: '' }, name: '', roles: [], actsFor: [] };

/** The key of one is nobody else's, even if they send the same one. */
function nameOf(who: SignedIn | undefined): string {
  const actor = who?.actor ?? nobody.actor;
  return actor.kind === 'officer' ? `${actor.agency} ${actor.officer}` : actor.person;
}
