import { sql } from 'kysely';
import { z } from 'zod';

import { assess } from '#assessment';
import type { ToldSituation } from '#assessment';
import { casesOf } from '#cases';
import type { Cases } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Ground } from '#journal';

import type { Exchange } from './exchange.ts';
import { knownBy } from './identities.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

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
};

/**
 * Takes a notice of an agency: finds the persons, writes down for each what was told, and asks the register for what has
 * changed where an open case gives a ground for it. A notice that comes again does nothing new. Gives how many were found.
 */
export async function takeNotice(
  database: Database,
  notice: ChangeNotice,
  agency: string,
  { catalogue, exchange, cases, at }: NoticeAround,
): Promise<number> {
  const facts = notice.data.facts.filter((fact) => catalogue.facts.get(fact)?.heldBy === agency);
  const known = (await Promise.all(notice.data.about.map(async ({ snils }) => await knownBy(database, snils)))).flat();
  let found = 0;
  for (const { person, subject } of known) {
    const isNew = await keepNotice(database, notice, agency, { person, subject, facts, at });
    found += 1;
    if (!isNew || facts.length === 0) continue;
    for (const line of await casesOf(database, [person])) {
      const joint = await cases.read({ person, id: line.id });
      if (joint?.status !== 'open') continue;
      await exchange.put({
        person,
        purpose: { kind: 'case', id: joint.id, number: joint.number },
        subject,
        agency,
        asker: joint.lead,
        facts,
        told: joint.told,
        joint,
        reason: `${notice.type}: ${notice.data.on ?? notice.time}`,
        by: { kind: 'okno', job: 'notices' },
        notice: { source: notice.source, id: notice.id },
        idempotencyKey: `notice ${notice.source} ${notice.id}`,
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
    person,
    subject,
    facts,
    at,
  }: { readonly person: string; readonly subject: string; readonly facts: readonly string[]; readonly at: Date },
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
    return true;
  });
}

/** Services that a change brings within reach, and those it takes away: offered or warned of, never granted by itself. */
export function rightsChanged(
  catalogue: Catalogue,
  before: ToldSituation,
  after: ToldSituation,
): { readonly gained: readonly string[]; readonly lost: readonly string[] } {
  const rights = (told: ToldSituation): ReadonlySet<string> =>
    new Set(assess(catalogue, told).entitlements.flatMap(({ service, answer }) => (answer === 'yes' ? [service] : [])));
  const [old, now] = [rights(before), rights(after)];
  return { gained: [...now.difference(old)].toSorted(), lost: [...old.difference(now)].toSorted() };
}

/** Writes down what a notice meant, for the person to read. */
export async function keepRightsChanged(
  { queries }: Pick<Database, 'queries'>,
  person: string,
  notice: { readonly source: string; readonly id: string },
  { gained, lost }: ReturnType<typeof rightsChanged>,
): Promise<void> {
  await sql`update change_notice set gained = ${gained}::text[], lost = ${lost}::text[]
    where person = ${person} and source = ${notice.source} and id = ${notice.id}`.execute(queries);
}

/** The person wants nothing of what a notice offers. */
export async function declineNotice(
  { queries }: Pick<Database, 'queries'>,
  person: string,
  notice: { readonly source: string; readonly id: string },
  at: Date,
): Promise<void> {
  await sql`update change_notice set declined_at = ${at} where person = ${person} and source = ${notice.source}
    and id = ${notice.id} and declined_at is null`.execute(queries);
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
  readonly declinedAt: Date | null;
};

/** What registers told of a person's people, the newest first. */
export async function noticesOf(
  { queries }: Pick<Database, 'queries'>,
  person: string,
): Promise<readonly NoticeOfPerson[]> {
  const { rows } =
    await sql<NoticeOfPerson>`select source, id, subject, type, happened_on::text as on, facts, at, gained, lost,
    declined_at as "declinedAt" from change_notice where person = ${person} order by at desc limit 200`.execute(
      queries,
    );
  return rows;
}
