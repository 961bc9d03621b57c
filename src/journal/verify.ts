import { sql } from 'kysely';

import type { Database } from '#database';
import type { Text } from '#language';

import { hashOf, noHash } from './chain.ts';
import { sealHash } from './seal.ts';

export type JournalFault = {
  readonly code: 'entry-changed' | 'entry-missing' | 'time-changed' | 'head-differs' | 'chain-cut' | 'seal-changed';
  readonly person?: string;
  readonly sequence?: number;
  readonly seal?: number;
  readonly text: Text;
};

export type JournalVerified = {
  readonly entries: number;
  readonly persons: number;
  readonly seals: number;
  readonly faults: readonly JournalFault[];
};

const page = 5000;

/**
 * Walks every chain and every seal and tells where somebody changed, moved, took out or cut off entries behind Okno's
 * back. Reads in pages: memory does not grow with the journal. `onProgress` is told the entries read so far.
 */
export async function verifyJournal(
  database: Database,
  onProgress: (entries: number) => void = () => undefined,
): Promise<JournalVerified> {
  const faults: JournalFault[] = [];
  let entries = 0;
  let persons = 0;
  let at = { person: '', sequence: 0 };
  let hash = noHash;

  const endOfChain = async (): Promise<void> => {
    if (at.sequence === 0) return;
    persons += 1;
    const head = await database.queries
      .selectFrom('journal_head')
      .select(['sequence', 'hash'])
      .where('person', '=', at.person)
      .executeTakeFirst();
    if (head === undefined || Number(head.sequence) !== at.sequence || !isSame(head.hash, hash))
      faults.push(fault('head-differs', at));
  };

  for (;;) {
    const rows = await database.queries
      .selectFrom('journal_entry')
      .selectAll()
      .where(sql<boolean>`(person, sequence) > (${at.person}, ${at.sequence}::bigint)`)
      .orderBy('person')
      .orderBy('sequence')
      .limit(page)
      .execute();
    for (const row of rows) {
      const sequence = Number(row.sequence);
      if (row.person !== at.person) {
        await endOfChain();
        at = { person: row.person, sequence: 0 };
        hash = noHash;
      }
      const here = { person: row.person, sequence };
      if (sequence !== at.sequence + 1) faults.push(fault('entry-missing', { ...here, sequence: at.sequence + 1 }));
      else if (!isSame(row.hash, hashOf(hash, row.person, sequence, row.entry)))
        faults.push(fault('entry-changed', here));
      if (timeIn(row.entry) !== row.at.toISOString()) faults.push(fault('time-changed', here));
      at = here;
      hash = row.hash;
      entries += 1;
    }
    onProgress(entries);
    if (rows.length < page) break;
  }
  await endOfChain();
  faults.push(...(await chainsThatVanished(database)));
  const seals = await verifySeals(database);
  return { entries, persons, seals: seals.count, faults: [...faults, ...seals.faults] };
}

/** Chains whose head is there and whose last entry is not. */
async function chainsThatVanished(database: Database): Promise<readonly JournalFault[]> {
  const rows = await database.queries
    .selectFrom('journal_head as head')
    .leftJoin('journal_entry as entry', (join) =>
      join.onRef('entry.person', '=', 'head.person').on('entry.sequence', '=', '1'),
    )
    .select(['head.person', 'head.sequence'])
    .where('entry.person', 'is', null)
    .where('head.sequence', '>', '0')
    .execute();
  return rows.map(({ person, sequence }) => fault('chain-cut', { person, sequence: Number(sequence) }));
}

async function verifySeals(
  database: Database,
): Promise<{ readonly count: number; readonly faults: readonly JournalFault[] }> {
  const faults: JournalFault[] = [];
  const seals = await database.queries.selectFrom('journal_seal').selectAll().orderBy('number').execute();
  let before = noHash;
  for (const [index, seal] of seals.entries()) {
    const heads = await database.queries
      .selectFrom('journal_sealed_head as head')
      .leftJoin('journal_entry as entry', (join) =>
        join.onRef('entry.person', '=', 'head.person').onRef('entry.sequence', '=', 'head.sequence'),
      )
      .select(['head.person', 'head.sequence', 'head.hash', 'entry.hash as found'])
      .where('head.seal', '=', seal.number)
      .orderBy('head.person')
      .execute();
    const isWhole =
      seal.number === index + 1 && isSame(seal.hash, sealHash(before, seal.number, seal.at.toISOString(), heads));
    if (!isWhole) faults.push({ code: 'seal-changed', seal: seal.number, text: words['seal-changed'] });
    for (const head of heads) {
      const here = { person: head.person, sequence: Number(head.sequence), seal: seal.number };
      if (head.found === null || !isSame(head.found, head.hash)) faults.push(fault('chain-cut', here));
    }
    before = seal.hash;
  }
  return { count: seals.length, faults };
}

function timeIn(entry: string): string | undefined {
  try {
    return (JSON.parse(entry) as { readonly at?: string }).at;
  } catch (error) {
    // Not JSON any more: somebody changed it, which is told as such.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function fault(
  code: JournalFault['code'],
  place: { readonly person: string; readonly sequence: number; readonly seal?: number },
): JournalFault {
  return { code, ...place, text: words[code] };
}

const words: { readonly [Code in JournalFault['code']]: Text } = {
  'entry-changed': {
    ru: 'запись изменена после того, как была сделана',
    en: 'the entry was changed after it was made',
  },
  'entry-missing': { ru: 'записи не хватает', en: 'an entry is missing' },
  'time-changed': { ru: 'время записи изменено', en: 'the time of the entry was changed' },
  'head-differs': { ru: 'конец цепи не тот, что был', en: 'the end of the chain is not the one there was' },
  'chain-cut': { ru: 'цепь записей о человеке оборвана', en: 'the chain of entries about the person was cut' },
  'seal-changed': { ru: 'печать изменена или её не хватает', en: 'the seal was changed, or one is missing' },
};
