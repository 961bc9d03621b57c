import { sql } from 'kysely';
import { z } from 'zod';

import { agenciesOf, casesOf } from '#cases';
import type { Cases } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Ground } from '#journal';
import { firstLoudMoment } from '#offers';

import type { Exchange } from './exchange.ts';
import { knownBy } from './identities.ts';
import { mayAsk } from './may-ask.ts';
import type { Queries } from './read-inquiries.ts';
import type { RightGained, RightLost } from './rights.ts';

const day = z.iso.date().refine((text) => text >= '0001');

/** A change that a register tells of: a CloudEvent (1.0) that says about whom and which kinds of facts, and none of the facts. */
export const noticeShape = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(255),
  source: z.string().min(1).max(1000),
  type: z.string().regex(/^[a-z][a-z-]{0,60}$/u),
  time: z.iso.datetime(),
  subject: z.string().max(100).optional(),
  data: z.object({
    on: day.optional(),
    about: z
      .array(z.object({ snils: z.string().regex(/^\d{11}$/u) }))
      .min(1)
      .max(50),
    facts: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,79}$/u)).max(100),
  }),
});
export type ChangeNotice = z.infer<typeof noticeShape>;

/** Agencies tell each other of what changes somebody's rights, so that nobody has to apply for it. From memory, to be checked. */
const ground: Ground = { kind: 'law', basis: '210-ФЗ, ст. 7.3' };

export type NoticeAround = {
  readonly catalogue: Catalogue;
  readonly exchange: Pick<Exchange, 'put'>;
  readonly cases: Pick<Cases, 'read'>;
  readonly at: Date;
  readonly today: Day;
};

/**
 * Takes a notice of an agency: finds the persons, writes down for each what was told, and asks the register for what has
 * changed where an open case gives a ground for it. A notice that comes again does nothing new. Gives how many were found.
 */
export async function takeNotice(
  database: Database,
  notice: ChangeNotice,
  agency: string,
  { catalogue, exchange, cases, at, today }: NoticeAround,
): Promise<number> {
  const facts = notice.data.facts.filter((fact) => catalogue.facts.get(fact)?.heldBy === agency);
  const known = (await Promise.all(notice.data.about.map(async ({ snils }) => await knownBy(database, snils)))).flat();
  let found = 0;
  for (const { person, subject } of known) {
    const own = await casesOf(database, [person]);
    const isWeighed = own.some(({ status }) => status === 'open');
    const isNew = await keepNotice(database, notice, agency, { catalogue, person, subject, facts, at, isWeighed });
    found += 1;
    if (!isNew) continue;
    for (const line of own) {
      const joint = await cases.read({ person, id: line.id });
      if (notice.type === 'death' && joint?.told.applicant === subject) await holdBack(database, person);
      if (joint?.status !== 'open' || facts.length === 0) continue;
      const mayAskFor = (asker: string, fact: string): boolean =>
        'ground' in mayAsk(catalogue, { fact, subject, agency, asker, told: joint.told, today, joint });
      // The lead asks first; what only another body of the case may ask for, that one asks.
      const askers = agenciesOf(joint).filter((one) => one !== agency);
      const byAsker = Map.groupBy(facts, (fact) => askers.find((one) => mayAskFor(one, fact)) ?? joint.lead);
      for (const [asker, some] of byAsker)
        await exchange.put({
          person,
          purpose: { kind: 'case', id: joint.id, number: joint.number },
          subject,
          agency,
          asker,
          facts: some,
          told: joint.told,
          joint,
          reason: `${notice.type}: ${notice.data.on ?? notice.time}`,
          by: { kind: 'okno', job: 'notices' },
          notice: { source: notice.source, id: notice.id },
          idempotencyKey: `notice ${notice.source} ${notice.id} ${asker}`,
        });
    }
  }
  return found;
}

/** Notice, directory and journal in one transaction; false when it was kept before. */
async function keepNotice(
  database: Database,
  { id, source, type, data }: ChangeNotice,
  agency: string,
  {
    catalogue,
    person,
    subject,
    facts,
    at,
    isWeighed,
  }: {
    readonly catalogue: Catalogue;
    readonly person: string;
    readonly subject: string;
    readonly facts: readonly string[];
    readonly at: Date;
    /** Some open case of hers looks what it means. */
    readonly isWeighed: boolean;
  },
): Promise<boolean> {
  return await database.queries.transaction().execute(async (transaction) => {
    const { rows } = await sql`insert into change_notice (person, source, id, subject, type, happened_on, facts, at)
      values (${person}, ${source}, ${id}, ${subject}, ${type}, ${data.on ?? null}::date, ${facts}::text[], ${at})
      on conflict do nothing returning id`.execute(transaction);
    if (rows.length === 0) return false;
    await sql`insert into held_fact (person, subject, fact, agency, is_held, told_at)
      select ${person}, ${subject}, fact, ${agency}, true, ${at} from unnest(${facts}::text[]) as new (fact)
      on conflict (person, subject, fact, agency) do update set is_held = true, told_at = excluded.told_at`.execute(
      transaction,
    );
    const entry = {
      at: at.toISOString(),
      actor: { kind: 'officer', officer: agency, agency },
      action: 'received',
      object: { kind: 'notice', id },
      facts,
      ground,
      purpose: `notice-${type}`,
    } as const;
    await writeJournal(transaction, [{ person, entry }]);
    if (!isWeighed && facts.length > 0 && type !== 'death' && !(await died(transaction, person)).has(subject))
      await inviteToCheck(transaction, person, id, { at, from: firstLoudMoment(catalogue, at) });
    return true;
  });
}

/** Of a change that nobody may weigh without her leave a person is written so often at most. */
const daysBetweenInvitations = 30;

/** Nobody may ask a register for somebody without a case unless she lets it be asked: she is told, and decides. */
async function inviteToCheck(
  queries: Queries,
  person: string,
  notice: string,
  { at, from }: { readonly at: Date; readonly from: Date },
): Promise<void> {
  const { subject, body } = invitation;
  const since = new Date(at.getTime() - daysBetweenInvitations * 86_400_000);
  await sql`insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
    select ${person}, ${`notice-${notice}`}, 0, 'notice', ${JSON.stringify(subject)}::jsonb, ${JSON.stringify(body)}::jsonb, ${at}, ${from}
    where not exists (select from message where person = ${person} and kind = 'notice' and at > ${since})
    on conflict do nothing`.execute(queries);
}

const invitation = {
  subject: { ru: 'Окно: реестр сообщил об изменении', en: 'Okno: a register told of a change' },
  body: {
    ru: 'Возможно, вам положена помощь, о которой вы не знаете. Без вашего согласия этого никто не проверяет. Что изменилось и как проверить — в разделе «Мои дела» в Окне, «Что изменилось».',
    en: 'You may have a right to help you do not know of. Nobody checks that without your consent. What has changed and how to check it stands in Okno under "My cases", "What has changed".',
    path: '/my/notices',
  },
} as const;

/** What a notice meant, by the answer that brought it; `rule`: the rule of proactive service under which it is offered. */
export type Meaning = {
  readonly gained: readonly (RightGained & { readonly rule?: string })[];
  readonly lost: readonly RightLost[];
};

/** What an inquiry's answer was found to mean, and which services a person was told of lately because of another. */
export async function meaningOf(
  queries: Queries,
  person: string,
  notice: { readonly source: string; readonly id: string },
  inquiry: string,
  withinDays: number,
  at: Date,
): Promise<{ readonly kept?: Meaning; readonly told: ReadonlySet<string> }> {
  const since = new Date(at.getTime() - withinDays * 86_400_000);
  const { rows } = await sql<{ source: string; id: string; gained: readonly string[]; kept: Meaning | null }>`
    select source, id, gained, meaning -> ${inquiry}::text as kept from change_notice
    where person = ${person} and at >= ${since}`.execute(queries);
  const kept = rows.find(({ source, id }) => source === notice.source && id === notice.id)?.kept ?? undefined;
  const told = new Set(rows.flatMap(({ gained }) => gained));
  return kept === undefined ? { told } : { kept, told };
}

/** Of whose death the registry has told, among a person's people. */
export async function died(queries: Queries, person: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    subject: string;
  }>`select distinct subject from change_notice where person = ${person} and type = 'death'`.execute(queries);
  return new Set(rows.map(({ subject }) => subject));
}

/** Nothing that waits is written to somebody who has died. */
async function holdBack({ queries }: Pick<Database, 'queries'>, person: string): Promise<void> {
  await sql`update message set try_at = null, last_fault = 'died' where person = ${person} and sent_at is null`.execute(
    queries,
  );
}

/** The person wants nothing of what a notice brings within reach; it is in her journal. */
export async function declineNotice(
  { queries }: Pick<Database, 'queries'>,
  person: string,
  { source, id, subject }: { readonly source: string; readonly id: string; readonly subject: string },
  at: Date,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    const { rows } =
      await sql`update change_notice set declined_at = ${at} where person = ${person} and source = ${source}
      and id = ${id} and subject = ${subject} and declined_at is null returning id`.execute(transaction);
    if (rows.length === 0) return;
    const entry = {
      at: at.toISOString(),
      actor: { kind: 'person', person },
      action: 'changed',
      object: { kind: 'notice', id },
      facts: [],
      ground: { kind: 'own', basis: 'own data' },
      purpose: 'notice declined',
    } as const;
    await writeJournal(transaction, [{ person, entry }]);
  });
}

export type NoticeOfPerson = {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly on: string | null;
  readonly facts: readonly string[];
  readonly at: Date;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** By the inquiry whose answer brought it. */
  readonly meaning: Readonly<Record<string, Meaning>>;
  readonly declinedAt: Date | null;
};

/** What registers told of a person's people, the newest first. */
export async function noticesOf(queries: Queries, person: string): Promise<readonly NoticeOfPerson[]> {
  const { rows } =
    await sql<NoticeOfPerson>`select source, id, subject, type, happened_on::text as on, facts, at, gained, lost,
    meaning, declined_at as "declinedAt" from change_notice where person = ${person} order by at desc limit 200`.execute(
      queries,
    );
  return rows;
}
