import { sql } from 'kysely';

import type { FactAnswer } from '#protocol';

import type { Queries } from './read-inquiries.ts';

/** A line of the reference directory: which register holds which kind of fact about whom, and never the fact. */
export type Holding = {
  readonly agency: string;
  readonly fact: string;
  /** An id of the person's situations, or `household`. */
  readonly subject: string;
  /** False when the register has said that it holds nothing. */
  readonly isHeld: boolean;
  readonly quality: NonNullable<FactAnswer['quality']> | null;
  /** Since and until when it holds it so, where it has said that. */
  readonly since: string | null;
  readonly until: string | null;
  readonly toldAt: Date;
};

/** What registers have said that they hold about a person and her people, by register. */
export async function holdingsOf(queries: Queries, person: string): Promise<readonly Holding[]> {
  const { rows } =
    await sql<Holding>`select agency, fact, subject, is_held as "isHeld", quality, since::text, until::text,
      told_at as "toldAt"
    from held_fact where person = ${person} order by agency, subject, fact limit 1000`.execute(queries);
  return rows;
}
