import { z } from 'zod';

import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import { stateClass } from '#protocol';
import type { Received } from '#protocol';

import { knownBy } from './identities.ts';
import { findUsage } from './looks.ts';

/** The subsystem of a portal on which people look who used their data. */
const portalSubsystem = 'portal';

const asked = z.object({
  userCode: z.string().regex(/^RU\d{11}$/u),
  periodStart: z.iso.datetime({ offset: true }).optional(),
  periodEnd: z.iso.datetime({ offset: true }).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

/**
 * The usage service of the Estonian data tracker (2.1), for a portal that shows people who used their data: `findUsage`,
 * `usagePeriod`, `heartbeat`. A portal asks for the one who is signed in there, and for nobody else.
 */
export async function answerUsage(
  database: Database,
  catalogue: Catalogue,
  { about, rest }: Received,
  at: Date,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { client, userId } = about;
  if (client.memberClass !== stateClass || client.subsystem !== portalSubsystem) return refused(403, 'not a portal');
  const { pathname, searchParams } = new URL(rest, 'http://usage');
  if (pathname === '/v2/heartbeat') return { status: 200, body: { status: 'OK', message: 'API is ready' } };
  if (pathname === '/v2/usagePeriod') return { status: 200, body: { periodStart: new Date(0).toISOString() } };
  if (pathname !== '/v2/findUsage') return refused(404, `there is no ${pathname}`);
  const read = asked.safeParse(Object.fromEntries(searchParams));
  if (!read.success) return refused(400, z.prettifyError(read.error));
  const { userCode, periodStart, periodEnd, offset, limit } = read.data;
  if (userId !== userCode) return refused(403, 'X-Road-UserId is somebody else');
  // Whose situations these are, and not everybody in them: a child's number leads to no parent's journal.
  const person = (await knownBy(database, userCode.slice(2))).find((known) => known.person === known.subject)?.person;
  if (person === undefined) return { status: 200, body: { totalUsages: 0, usages: [] } };
  const usage = await findUsage(database, catalogue, person, {
    offset,
    limit,
    ...(periodStart === undefined ? {} : { periodStart: new Date(periodStart) }),
    ...(periodEnd === undefined ? {} : { periodEnd: new Date(periodEnd) }),
  });
  const entry = {
    at: at.toISOString(),
    actor: { kind: 'person', person },
    action: 'looked',
    object: { kind: 'journal', id: person },
    facts: [],
    ground: { kind: 'own', basis: 'own data' },
    purpose: 'own journal',
  } as const;
  await database.queries.transaction().execute(async (transaction) => {
    await writeJournal(transaction, [{ person, entry }]);
  });
  return { status: 200, body: usage };
}

function refused(status: number, title: string): { readonly status: number; readonly body: unknown } {
  return { status, body: { type: 'about:blank', title } };
}
