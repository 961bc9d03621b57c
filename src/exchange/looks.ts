import { sql } from 'kysely';

import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import { entriesAbout } from '#journal';
import type { KeptEntry } from '#journal';

import { readInquiries, refOf } from './read-inquiries.ts';

type Queries = Pick<Database, 'queries'>;

/** A line of "who looked at my data": for an inquiry with whose register was asked, for whom and what for. */
export type LookAtMe = KeptEntry & {
  readonly inquiry?: { readonly id: string; readonly agency: string; readonly asker: string; readonly reason: string };
};

/** Who looked at a person's data, the newest first; inquiries with who was asked for whom. */
export async function looksAt(
  database: Queries,
  person: string,
  page: { readonly before?: number; readonly most?: number } = {},
): Promise<readonly LookAtMe[]> {
  const entries = await entriesAbout(database, person, page);
  const ids = entries.flatMap(({ object }) => (object.kind === 'inquiry' ? [{ person, id: object.id }] : []));
  const inquiries = new Map((await readInquiries(database.queries, ids)).map((one) => [refOf(one), one]));
  return entries.map((entry) => {
    const inquiry = inquiries.get(refOf({ person, id: entry.object.id }));
    if (entry.object.kind !== 'inquiry' || inquiry === undefined) return entry;
    const { id, agency, asker, reason } = inquiry;
    return { ...entry, inquiry: { id, agency, asker, reason } };
  });
}

const entriesOnPage = 50;
const entriesRead = 200;

/** A page of who looked, the newest first; her own looks only when she asks for them. `older`: where the next page begins. */
export async function pageOfLooks(
  database: Queries,
  person: string,
  { own = false, before }: { readonly own?: boolean; readonly before?: number | undefined },
): Promise<{ readonly entries: readonly LookAtMe[]; readonly older: number | undefined }> {
  const found: LookAtMe[] = [];
  let from = before;
  let isMore = true;
  // Her own looks are left out, so a page may take several reads to fill.
  while (found.length < entriesOnPage && isMore) {
    const some = await looksAt(database, person, {
      most: entriesRead,
      ...(from === undefined ? {} : { before: from }),
    });
    found.push(...some.filter(({ actor }) => own || actor.kind !== 'person' || actor.person !== person));
    isMore = some.length === entriesRead;
    from = some.at(-1)?.sequence;
  }
  const entries = found.slice(0, entriesOnPage);
  const isLonger = found.length > entriesOnPage || isMore;
  return { entries, older: isLonger ? entries.at(-1)?.sequence : undefined };
}

/** As the Estonian data tracker gives it (`findUsage` of its usage service, 2.1). */
export type Usage = {
  readonly totalUsages: number;
  readonly usages: readonly {
    readonly logtime: string;
    readonly action: string;
    readonly receiverCode: string;
    readonly receiverName?: string;
    readonly receiverSystem: string;
  }[];
};

export async function findUsage(
  { queries }: Queries,
  catalogue: Catalogue,
  person: string,
  {
    periodStart,
    periodEnd,
    offset = 0,
    limit = 1000,
  }: {
    readonly periodStart?: Date;
    readonly periodEnd?: Date;
    readonly offset?: number;
    readonly limit?: number;
  } = {},
): Promise<Usage> {
  const within = sql`person = ${person}
    ${periodStart === undefined ? sql`` : sql`and at >= ${periodStart}`} ${periodEnd === undefined ? sql`` : sql`and at <= ${periodEnd}`}`;
  const { rows: counted } = await sql<{
    count: string;
  }>`select count(*) as count from journal_entry where ${within}`.execute(queries);
  const { rows } = await sql<{ entry: string }>`select entry from journal_entry where ${within}
    order by sequence desc limit ${Math.min(1000, limit)} offset ${offset}`.execute(queries);
  return {
    totalUsages: Number(counted[0]?.count ?? 0),
    usages: rows.map(({ entry: text }) => {
      const entry = JSON.parse(text) as KeptEntry;
      const { actor } = entry;
      const agency = actor.kind === 'officer' ? actor.agency : actor.kind;
      const name = catalogue.agencies.get(agency)?.name.ru;
      const facts = entry.facts.map((fact) => catalogue.facts.get(fact)?.name.ru ?? fact).join(', ');
      return {
        logtime: entry.at,
        action: [`${entry.action}: ${entry.purpose}`, facts, entry.ground.basis]
          .filter((part) => part !== '')
          .join('; '),
        receiverCode: agency,
        ...(name === undefined ? {} : { receiverName: name }),
        receiverSystem: 'Okno',
      };
    }),
  };
}
