import { sql } from 'kysely';
import { z } from 'zod';

import { agenciesOf, casesOf } from '#cases';
import type { Cases, JointCase } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Ground } from '#journal';
import { firstLoudMoment } from '#offers';

import type { Exchange } from './exchange.ts';
import { knownBy, whoIn } from './identities.ts';
import { askOnce } from './ask-once.ts';
import { checkOf, hardlyKnown } from './check-change.ts';
import type { Check } from './check-change.ts';
import { died, holdBack } from './deaths.ts';
import { mayAsk } from './may-ask.ts';
import { inviteToCheck } from './invite-to-check.ts';
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

/**
 * Upon an event a body may prepare what it gives before anybody applies, and tell the person. Whether the article covers that one
 * body tells another of the event has not been checked by a lawyer, and the journal says so.
 */
const ground: Ground = { kind: 'law', basis: '210-ФЗ, ст. 7.3 (не проверено)' };

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
  const known = (
    await Promise.all(
      notice.data.about.map(async ({ snils }) => [...Map.groupBy(await knownBy(database, snils), (one) => one.person)]),
    )
  ).flat();
  let found = 0;
  for (const [person, rows] of known) {
    const subjects = rows.map(({ subject: one }) => one);
    // The person herself is called so, whatever her situations call her; anybody else, as the first of them does.
    const subject = subjects.includes(person) ? person : subjects[0]!;
    const own = await casesOf(database, [person]);
    const joints = (await Promise.all(own.map(async ({ id }) => await cases.read({ person, id })))).filter(
      (joint) => joint !== undefined,
    );
    const called = new Map(
      await Promise.all(
        joints.map(async ({ id, told }) => [id, (await whoIn(database, told, person, subjects)) ?? subject] as const),
      ),
    );
    const calledIn = ({ id }: JointCase): string => called.get(id) ?? subject;
    const mayAskIn = (joint: JointCase, asker: string, fact: string): boolean =>
      'ground' in mayAsk(catalogue, { fact, subject: calledIn(joint), agency, asker, told: joint.told, today, joint });
    const isWeighed = joints.some(
      (joint) =>
        joint.status === 'open' &&
        agenciesOf(joint).some((asker) => facts.some((fact) => mayAskIn(joint, asker, fact))),
    );
    const isNew = await keepNotice(database, notice, agency, {
      catalogue,
      today,
      person,
      subject,
      facts,
      at,
      isWeighed,
    });
    found += 1;
    if (!isNew) continue;
    const isOfHers = subject === person || joints.some((joint) => joint.told.applicant === calledIn(joint));
    if (notice.type === 'death' && isOfHers) await holdBack(database, person);
    for (const joint of joints) {
      if (joint.status !== 'open' || facts.length === 0) continue;
      // The lead asks first; what only another body of the case may ask for, that one asks.
      const askers = agenciesOf(joint).filter((one) => one !== agency);
      const byAsker = Map.groupBy(facts, (fact) => askers.find((one) => mayAskIn(joint, one, fact)) ?? joint.lead);
      for (const [asker, some] of byAsker)
        await exchange.put({
          person,
          purpose: { kind: 'case', id: joint.id, number: joint.number },
          subject: calledIn(joint),
          about: subject,
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
  { id, source, type, time, data }: ChangeNotice,
  agency: string,
  {
    catalogue,
    today,
    person,
    subject,
    facts,
    at,
    isWeighed,
  }: Pick<NoticeAround, 'catalogue' | 'today'> & {
    readonly person: string;
    readonly subject: string;
    readonly facts: readonly string[];
    readonly at: Date;
    /** Some open case of hers may ask what it means. */
    readonly isWeighed: boolean;
  },
): Promise<boolean> {
  return await database.queries.transaction().execute(async (transaction) => {
    const isInvited =
      !isWeighed && facts.length > 0 && type !== 'death' && !(await died(transaction, person)).has(subject);
    const { rows } =
      await sql`insert into change_notice (person, source, id, subject, type, happened_on, facts, at, told_at,
        left_to_her)
      values (${person}, ${source}, ${id}, ${subject}, ${type}, ${data.on ?? null}::date, ${facts}::text[], ${at}, ${time},
        ${isInvited})
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
    if (!isInvited) return true;
    const isAsked = await askOnce(transaction, { person, subject, type }, async (changed) =>
      (await isHerself(transaction, person, subject))
        ? checkOf(catalogue, await hardlyKnown(transaction, { person, subject }, today), changed)
        : undefined,
    );
    await inviteToCheck(transaction, person, id, { isAsked, at, from: firstLoudMoment(catalogue, at) });
    return true;
  });
}

/** The notice is about the person who would agree, and not about somebody of her family: each adult agrees for herself. */
async function isHerself(queries: Queries, person: string, subject: string): Promise<boolean> {
  if (subject === person) return true;
  const { rows } = await sql<{
    subject: string;
  }>`select subject from known_as where person = ${person} limit 2`.execute(queries);
  return rows.length === 1;
}

/** What a notice meant, by the answer that brought it; `rule`: the rule of proactive service under which it is offered. */
export type Meaning = {
  readonly gained: readonly (RightGained & { readonly rule?: string })[];
  readonly lost: readonly RightLost[];
  /** Of some service it is not known, and a register cannot say. */
  readonly isOpen?: boolean;
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
  /** What may be checked once the person agrees. */
  readonly toCheck: Check | null;
  readonly agreedAt: Date | null;
  /** Set while the check goes on. */
  readonly checkAt: Date | null;
  /** The newer change of the same kind that asks in the place of this one. */
  readonly askedWith: { readonly source: string; readonly id: string } | null;
};

/** What registers told of a person's people, the newest first. */
export async function noticesOf(queries: Queries, person: string): Promise<readonly NoticeOfPerson[]> {
  const { rows } =
    await sql<NoticeOfPerson>`select source, id, subject, type, happened_on::text as on, facts, at, gained, lost,
    meaning, declined_at as "declinedAt", to_check as "toCheck", agreed_at as "agreedAt", check_at as "checkAt", asked_with as "askedWith" from change_notice where person = ${person} order by at desc limit 200`.execute(
      queries,
    );
  return rows;
}
