import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Tables } from '#database';

import type { Batch, Offer } from './model.ts';

type Queries = { readonly queries: Transaction<Tables> };

/** Batches, the newest first. */
export async function batchesIn({ queries }: Queries, most: number): Promise<readonly Batch[]> {
  const rows = await queries
    .selectFrom('offer_batch')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id, rule, day, made_at, counts, released_at }) => ({
    id,
    rule,
    day,
    madeAt: made_at.toISOString(),
    counts: counts as Batch['counts'],
    ...(released_at === null ? {} : { releasedAt: released_at.toISOString() }),
  }));
}

/** Some offers of a batch, spread over it evenly: the same each time, so that two who review see the same. */
export async function sampleOf({ queries }: Queries, batch: string, most: number): Promise<readonly Offer[]> {
  const rows = await queries
    .selectFrom('offer')
    .selectAll()
    .where('batch', '=', batch)
    .orderBy((order) => order.fn('md5', ['person']))
    .orderBy('service')
    .limit(most)
    .execute();
  return rows.map(offerOf);
}

/** What a batch offers: how many of each service, and roubles of those whose amount is known. */
export async function servicesIn(
  { queries }: Queries,
  batch: string,
): Promise<readonly { readonly service: string; readonly offers: number; readonly roubles: number }[]> {
  const rows = await queries
    .selectFrom('offer')
    .select(['service', sql<string>`count(*)`.as('offers'), sql<string | null>`sum(amount)`.as('roubles')])
    .where('batch', '=', batch)
    .groupBy('service')
    .orderBy('offers', 'desc')
    .orderBy('service')
    .execute();
  return rows.map(({ service, offers, roubles }) => ({
    service,
    offers: Number(offers),
    roubles: Number(roubles ?? 0),
  }));
}

/** What a person is offered and may see now, the newest first. */
export async function offersTo({ queries }: Queries, person: string): Promise<readonly Offer[]> {
  const rows = await queries
    .selectFrom('offer')
    .selectAll()
    .where('person', '=', person)
    .where('shown_from', 'is not', null)
    .orderBy('shown_from', 'desc')
    .orderBy('service')
    .execute();
  return rows.map(offerOf);
}

function offerOf(row: {
  readonly person: string;
  readonly batch: string;
  readonly service: string;
  readonly subject: string;
  readonly amount: string | null;
  readonly criterion: string | null;
  readonly shown_from: Date | null;
  readonly answer: 'accepted' | 'declined' | null;
}): Offer {
  const { person, batch, service, subject, amount, criterion, shown_from, answer } = row;
  return {
    person,
    batch,
    service,
    subject,
    ...(amount === null ? {} : { amount: Number(amount) }),
    ...(criterion === null ? {} : { criterion }),
    ...(shown_from === null ? {} : { shownFrom: shown_from.toISOString() }),
    ...(answer === null ? {} : { answer }),
  };
}
