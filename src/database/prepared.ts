import { sql } from 'kysely';

/**
 * Marks a statement to be planned only once in a connection: sql`${prepared} select …`, or `select(…).modifyFront(prepared)`.
 * For what takes longer to plan than to carry out: long statements, and rows found by their key in every request. A plan
 * does not know the values, so it is not for searches.
 */
export const prepared = sql`/* prepared */`;

export function isPrepared(text: string): boolean {
  return /^(?:select )?\/\* prepared \*\//u.test(text);
}
