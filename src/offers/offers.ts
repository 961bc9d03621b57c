import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Catalogue, ProactiveRule } from '#catalogue';
import { answerOnce } from '#database';
import type { Answered, Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { Actor, EntryOf } from '#journal';
import type { Problem } from '#language';

import { offerLetter } from './letter.ts';
import { reasonsLeftOut } from './model.ts';
import type { Batch, Candidate, Known, Offer } from './model.ts';
import { firstLoudMoment } from './quiet.ts';
import { sift } from './sift.ts';

export type Offers = {
  /** Keeps what a screening gave under a rule; nobody hears of it yet. */
  readonly make: (made: {
    readonly rule: string;
    readonly day: string;
    readonly candidates: readonly Candidate[];
    readonly known: Omit<Known, 'offeredLately'>;
  }) => Promise<{ readonly batch: Batch } | { readonly problem: Problem }>;
  /** Lets a batch go: its offers are shown, and letters sent, from the first moment that is not quiet. */
  readonly release: (
    batch: string,
    by: Actor,
    idempotencyKey: string,
  ) => Promise<Answered<{ readonly released: number }>>;
  /**
   * Offers one service to one person at once, because a register has told of a change: under the rule, not twice, from the first
   * moment that is not quiet. The same key again offers nothing new.
   */
  readonly offerOne: (one: {
    readonly rule: string;
    readonly candidate: Candidate;
    readonly by: Actor;
    readonly day: string;
    /** She has let it be checked, where the rule needs her consent. */
    readonly hasAgreed?: boolean;
    readonly key: string;
  }) => Promise<Answered<{ readonly offered: boolean }>>;
  readonly answer: (
    person: string,
    of: Pick<Offer, 'batch' | 'service' | 'subject'>,
    answer: 'accepted' | 'declined',
    idempotencyKey: string,
  ) => Promise<Answered<{ readonly answer: 'accepted' | 'declined' }>>;
};

const rowsAtOnce = 500;
const siftedAtOnce = 5000;
const day = 86_400_000;

export function createOffers(
  database: Database,
  {
    catalogue,
    now,
    random,
  }: { readonly catalogue: Catalogue; readonly now: () => Date; readonly random: (bytes: number) => Uint8Array },
): Offers {
  /** Shows the offers of a batch, and writes of them, from the first moment that is not quiet. */
  async function letGo(
    transaction: Transaction<Tables>,
    rule: ProactiveRule,
    batch: string,
    by: Actor,
    at: Date,
  ): Promise<readonly string[]> {
    const shownFrom = firstLoudMoment(catalogue, at, rule);
    await transaction
      .updateTable('offer_batch')
      .set({ released_at: at, released_by: JSON.stringify(by) })
      .where('id', '=', batch)
      .execute();
    await transaction.updateTable('offer').set({ shown_from: shownFrom }).where('batch', '=', batch).execute();
    const rows = await transaction.selectFrom('offer').select('person').distinct().where('batch', '=', batch).execute();
    const people = rows.map(({ person }) => person);
    await tell(transaction, rule, batch, people, { at, shownFrom, by });
    return people;
  }

  return {
    make: async ({ rule: ruleId, day: of, candidates, known }) => {
      const rule = catalogue.proactive.get(ruleId);
      if (rule === undefined) return { problem: noRule(ruleId, [...catalogue.proactive.keys()]) };
      const id = Buffer.from(random(6)).toString('hex');
      return await database.queries.transaction().execute(async (transaction) => {
        const offeredLately = await lately(transaction, rule, now());
        const offered: Candidate[] = [];
        const counts = { offered: 0, died: 0, received: 0, lately: 0, 'no-consent': 0 };
        for (let from = 0; from < candidates.length; from += siftedAtOnce) {
          const some = candidates.slice(from, from + siftedAtOnce);
          const wanted = some.filter(({ service }) => rule.services.includes(service));
          const sifted = sift(rule, wanted, { ...known, offeredLately });
          offered.push(...sifted.offered);
          for (const reason of reasonsLeftOut) counts[reason] += sifted.leftOut[reason];
          // Of a region there are many: others are served between.
          await new Promise((resolve) => void setImmediate(resolve));
        }
        counts.offered = offered.length;
        const madeAt = now();
        await keepBatch(transaction, { id, rule: ruleId, day: of, packs: catalogue.digest, counts, madeAt }, offered);
        return { batch: { id, rule: ruleId, day: of, madeAt: madeAt.toISOString(), counts } };
      });
    },

    release: async (batch, by, idempotencyKey) =>
      await answerOnce(database, { name: 'offers.release', idempotencyKey, at: now() }, async (transaction) => {
        // Two who release at once, also two batches: the second waits here and finds what is done.
        await oneAtATime(transaction);
        const found = await transaction
          .selectFrom('offer_batch')
          .select(['rule', 'released_at'])
          .where('id', '=', batch)
          .forUpdate()
          .executeTakeFirst();
        const rule = found === undefined ? undefined : catalogue.proactive.get(found.rule);
        if (found === undefined || rule === undefined) return { problem: noBatch };
        if (found.released_at !== null) return { problem: alreadyReleased };
        const at = now();
        await dropOfferedLately(transaction, rule, batch, at);
        const people = await letGo(transaction, rule, batch, by, at);
        return { answer: { released: people.length } };
      }),

    offerOne: async ({ rule: ruleId, candidate, by, day: of, hasAgreed = false, key }) =>
      await answerOnce<{ offered: boolean }>(
        database,
        { name: 'offers.one', idempotencyKey: key, at: now() },
        async (transaction) => {
          const rule = catalogue.proactive.get(ruleId);
          if (rule === undefined) return { problem: noRule(ruleId, [...catalogue.proactive.keys()]) };
          await oneAtATime(transaction);
          const at = now();
          const nobody = new Set<string>();
          const offeredLately = await lately(transaction, rule, at);
          const consented = new Set(hasAgreed ? [candidate.person] : []);
          const known = { died: nobody, received: nobody, consented, offeredLately };
          const { offered, leftOut } = sift(rule, [candidate], known);
          if (offered.length === 0) return { answer: { offered: false } };
          const id = Buffer.from(random(6)).toString('hex');
          const counts = { offered: 1, ...leftOut };
          await keepBatch(
            transaction,
            { id, rule: ruleId, day: of, packs: catalogue.digest, counts, madeAt: at },
            offered,
          );
          await letGo(transaction, rule, id, by, at);
          return { answer: { offered: true } };
        },
      ),

    answer: async (person, { batch, service, subject }, answer, idempotencyKey) =>
      await answerOnce(database, { name: 'offers.answer', idempotencyKey, at: now() }, async (transaction) => {
        const at = now();
        const done = await transaction
          .updateTable('offer')
          .set({ answer, answered_at: at })
          .where('person', '=', person)
          .where('batch', '=', batch)
          .where('service', '=', service)
          .where('subject', '=', subject)
          .where('shown_from', '<=', at)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return { problem: noOffer };
        await writeJournal(transaction, [
          {
            person,
            entry: {
              at: at.toISOString(),
              actor: { kind: 'person', person },
              action: 'changed',
              object: { kind: 'offer', id: `${batch} ${service}` },
              facts: [],
              ground: { kind: 'own', basis: 'own offer' },
              purpose: `offer-${answer}`,
            },
          },
        ]);
        return { answer: { answer } };
      }),
  };
}

async function keepBatch(
  transaction: Transaction<Tables>,
  batch: {
    readonly id: string;
    readonly rule: string;
    readonly day: string;
    readonly packs: string;
    readonly counts: Batch['counts'];
    readonly madeAt: Date;
  },
  offered: readonly Candidate[],
): Promise<void> {
  const { madeAt, counts, ...row } = batch;
  await transaction
    .insertInto('offer_batch')
    .values({ ...row, made_at: madeAt, counts: JSON.stringify(counts), released_at: null, released_by: null })
    .execute();
  for (let from = 0; from < offered.length; from += rowsAtOnce)
    await transaction
      .insertInto('offer')
      .values(
        offered.slice(from, from + rowsAtOnce).map(({ person, service, subject, amount, criterion }) => ({
          person,
          batch: batch.id,
          service,
          subject,
          amount: amount === undefined ? null : amount.toFixed(2),
          criterion: criterion ?? null,
          shown_from: null,
          answer: null,
          answered_at: null,
        })),
      )
      .execute();
}

/** Whatever is offered to somebody is known to whoever offers next. */
async function oneAtATime(transaction: Transaction<Tables>): Promise<void> {
  await sql`lock table offer_batch in share row exclusive mode`.execute(transaction);
}

/** What another batch has offered since this one was made goes out of it, and is counted so. */
async function dropOfferedLately(
  transaction: Transaction<Tables>,
  rule: ProactiveRule,
  batch: string,
  now: Date,
): Promise<void> {
  const dropped = await sql<unknown>`delete from offer mine where mine.batch = ${batch} and exists (
      select from offer other where other.person = mine.person and other.service = mine.service
        and other.batch <> ${batch} and other.shown_from >= ${sinceWhen(rule, now)})
    returning 1`.execute(transaction);
  const count = dropped.rows.length;
  if (count === 0) return;
  await sql`update offer_batch set counts = counts || jsonb_build_object(
      'offered', (counts->>'offered')::int - ${count}::int, 'lately', (counts->>'lately')::int + ${count}::int)
    where id = ${batch}`.execute(transaction);
}

function sinceWhen({ notAgainDays }: ProactiveRule, now: Date): Date {
  return new Date(now.getTime() - notAgainDays * day);
}

/** What was offered within the days of the rule and went out. */
async function lately(transaction: Transaction<Tables>, rule: ProactiveRule, now: Date): Promise<ReadonlySet<string>> {
  const since = sinceWhen(rule, now);
  const rows = await transaction
    .selectFrom('offer')
    .select(['person', 'service'])
    .where('shown_from', '>=', since)
    .where('service', 'in', [...rule.services])
    .execute();
  return new Set(rows.map(({ person, service }) => `${person} ${service}`));
}

/** The journal says that each was offered something, and on which ground; a letter says only that there is an offer. */
async function tell(
  transaction: Transaction<Tables>,
  rule: ProactiveRule,
  batch: string,
  people: readonly string[],
  { at, shownFrom, by }: { readonly at: Date; readonly shownFrom: Date; readonly by: Actor },
): Promise<void> {
  const letter = offerLetter();
  for (let from = 0; from < people.length; from += rowsAtOnce) {
    const some = people.slice(from, from + rowsAtOnce);
    if (rule.channel === 'mail')
      await sql`insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
        select person, ${`offer-${batch}`}, 0, 'offer', ${JSON.stringify(letter.subject)}::jsonb, ${JSON.stringify(letter.body)}::jsonb, ${at}, ${shownFrom}
        from unnest(${sql.val(some)}::text[]) person`.execute(transaction);
    await writeJournal(
      transaction,
      some.map((person): EntryOf => ({
        person,
        entry: {
          at: at.toISOString(),
          actor: by,
          action: 'sent',
          object: { kind: 'offer', id: batch },
          facts: [],
          ground: { kind: rule.consent === 'needed' ? 'consent' : 'law', basis: rule.basis.citation },
          purpose: 'proactive service',
        },
      })),
    );
  }
}

function noRule(id: string, known: readonly string[]): Problem {
  return {
    code: 'no-proactive-rule',
    message: {
      ru: `правила упреждающего предложения «${id}» нет.`,
      en: `there is no rule of proactive service "${id}".`,
    },
    remedy: {
      ru: `Есть: ${known.join(', ')} (proactive.yaml).`,
      en: `There are: ${known.join(', ')} (proactive.yaml).`,
    },
  };
}

const noBatch: Problem = {
  code: 'no-offer-batch',
  message: { ru: 'Такой выборки нет.', en: 'There is no such batch.' },
  remedy: { ru: 'Обновите страницу.', en: 'Load the page again.' },
};

const alreadyReleased: Problem = {
  code: 'offers-released',
  message: { ru: 'Эта выборка уже отправлена.', en: 'This batch has been released already.' },
  remedy: { ru: 'Обновите страницу: на ней видно, когда.', en: 'Load the page again: it says when.' },
};

const noOffer: Problem = {
  code: 'no-offer',
  message: { ru: 'Такого предложения у вас нет.', en: 'You have no such offer.' },
  remedy: { ru: 'Обновите страницу.', en: 'Load the page again.' },
};
