import { sql } from 'kysely';

import type { Cases, Command } from '#cases';
import type { Database } from '#database';

import type { Inquiry } from './model.ts';
import { receivedFacts } from './read-inquiries.ts';
import { tellRights } from './tell-rights.ts';
import type { TellRightsAround } from './tell-rights.ts';

export type TellCaseAround = TellRightsAround & { readonly cases: Pick<Cases, 'carryOut'> };

/**
 * Tells a case what a register answered; or, while the person has to look first, that an answer waits for her. Told once, whoever
 * tells it: the command has the inquiry's key. False: it is to be tried again.
 */
export async function tellCase(database: Database, around: TellCaseAround, inquiry: Inquiry): Promise<boolean> {
  const { person, id, purpose, preview, tellAt } = inquiry;
  if (purpose.kind !== 'case' || tellAt === undefined) return false;
  const waits = preview === 'waiting';
  // Of several answers that wait she is told once, also of those that came at the same moment: all of them stand on the page
  // that the letter leads to. When she has decided and another comes, she is told again.
  const decided = waits ? await decidedIn(database, inquiry) : 0;
  const told = await around.cases.carryOut(
    { person, id: purpose.id },
    waits ? { kind: 'tell-answer-waits', inquiry: id } : await factsOf(database, inquiry),
    {
      by: { kind: 'okno', job: 'exchange' },
      idempotencyKey: waits ? `answers of ${purpose.id} wait after ${decided}` : `inquiry ${id}`,
    },
  );
  // A case that was closed meanwhile needs neither.
  if ('problem' in told && told.problem.code !== 'case-closed' && told.problem.code !== 'no-such-case') return false;
  const later = waits ? undefined : await tellRights(database, around, inquiry);
  // Unless the person has decided meanwhile, and there is something else to tell.
  await sql`update inquiry set tell_at = ${later ?? null}, version = version + 1
    where person = ${person} and id = ${id} and tell_at = ${tellAt}`.execute(database.queries);
  return later === undefined;
}

/** How many answers of a case the person has looked at and decided upon. */
async function decidedIn({ queries }: Database, { person, purpose }: Inquiry): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from inquiry
    where person = ${person} and purpose_kind = 'case' and purpose_id = ${purpose.id}
      and preview in ('accepted', 'declined')`.execute(queries);
  return Number(rows[0]?.count ?? 0);
}

async function factsOf(database: Database, inquiry: Inquiry): Promise<Command> {
  const { id, agency, ground, notice } = inquiry;
  const received = await receivedFacts(database.queries, [inquiry]);
  const facts = received.flatMap(({ subject, answer, standing }) =>
    standing !== 'usable' || 'notFound' in answer
      ? []
      : [{ fact: answer.fact, subject, value: 'value' in answer ? answer.value : null }],
  );
  const from = { inquiry: id, agency, ground, ...(notice === undefined ? {} : { notice: notice.id }) };
  return { kind: 'receive-facts', facts, from };
}
