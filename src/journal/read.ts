import type { Database } from '#database';

import type { Entry, KeptEntry } from './model.ts';

/** Entries about one person, the newest first; `before` is the sequence of the last one of the page before. */
export async function entriesAbout(
  { queries }: Pick<Database, 'queries'>,
  person: string,
  { before, most = 50 }: { readonly before?: number; readonly most?: number } = {},
): Promise<readonly KeptEntry[]> {
  let query = queries
    .selectFrom('journal_entry')
    .select(['sequence', 'entry'])
    .where('person', '=', person)
    .orderBy('sequence', 'desc')
    .limit(most);
  if (before !== undefined) query = query.where('sequence', '<', String(before));
  const rows = await query.execute();
  return rows.map(({ sequence, entry }) => ({
    ...(JSON.parse(entry) as Entry),
    person,
    sequence: Number(sequence),
  }));
}
