import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { Tables } from '#database';
import type { Inquiry, readInquiries } from '#exchange';

import type { CertifiedCopy, Certifier, Revocation } from './model.ts';

type Queries = Parameters<typeof readInquiries>[0];

/** A line of the register of copies: nothing about the person. */
export type CopyLine = Pick<CertifiedCopy, 'number' | 'at' | 'revoked'> & {
  readonly by: Certifier;
  readonly of: string;
};

/** The register of copies that whoever looks may see, the newest first; `before` is the number of the last one on the page before. */
export async function copiesOf(
  queries: Queries,
  { before, most }: { readonly before?: string; readonly most: number },
): Promise<readonly CopyLine[]> {
  let query = queries.selectFrom('certified_copy').selectAll().orderBy('number', 'desc').limit(most);
  if (before !== undefined) query = query.where('number', '<', before);
  return (await query.execute()).map((row) => {
    const { number, at, by, text, ...copy } = copyOf(row);
    return { number, at, by, of: text.agency, ...(copy.revoked === undefined ? {} : { revoked: copy.revoked }) };
  });
}

export async function copyByNumber(queries: Queries, number: string): Promise<CertifiedCopy | undefined> {
  const row = await queries.selectFrom('certified_copy').selectAll().where('number', '=', number).executeTakeFirst();
  return row === undefined ? undefined : copyOf(row);
}

/** An answer about a person that whoever looks may see: of which facts, never what. */
export type AnswerAbout = Pick<Inquiry, 'person' | 'id' | 'agency' | 'subject' | 'facts' | 'state' | 'preview'> & {
  readonly at: Date | null;
};

/** What registers were asked about a person, as far as it may be seen, the newest first. */
export async function answersAbout(queries: Queries, person: string, most: number): Promise<readonly AnswerAbout[]> {
  const { rows } = await sql<AnswerAbout>`select person, id, agency, subject, facts, state, preview, answered_at as at
    from inquiry where person = ${person} order by asked_at desc, id limit ${most}`.execute(queries);
  return rows;
}

export function copyOf(row: Selectable<Tables['certified_copy']>): CertifiedCopy {
  const { person, number, code, inquiry_id: inquiry, at, copy, revoked_at, revoked_because } = row;
  const { by, ground, text } = copy as Pick<CertifiedCopy, 'by' | 'ground' | 'text'>;
  const revoked: Revocation | undefined =
    revoked_at === null || revoked_because === null
      ? undefined
      : { at: revoked_at.toISOString(), because: revoked_because };
  const kept = { person, number, code, inquiry, at: at.toISOString(), by, ground, text };
  return revoked === undefined ? kept : { ...kept, revoked };
}
