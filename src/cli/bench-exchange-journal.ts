import { sql } from 'kysely';

import type { SignedIn } from '#access';
import { lookAs } from '#access';
import type { Database } from '#database';
import { pageOfLooks } from '#exchange';

import { spread } from './bench-measure.ts';

/** The people of one oblast. */
const residentsOf = (rows: number): number => Math.max(1, Math.ceil((rows * 1_050_000) / 15_000_000));
/** One of them whom agencies ask about all the time. */
const mostLookedAt = 5000;
const rowsAtOnce = 500_000;

/**
 * Adds ten years of entries, as they come: from day to day about one person after another, so that the fourteen or so of one
 * person lie far apart. They have the form and the length of those that inquiries leave; their hashes are no chain. Those who
 * will look have the inquiries too that the entries tell of.
 */
export async function fillJournal(
  database: Database,
  rows: number,
  lookers: readonly string[],
  tell: (added: number) => void,
): Promise<void> {
  const { queries } = database;
  const residents = residentsOf(rows);
  // The index is made at the end, from sorted rows: that is all that differs from adding one after another.
  await sql`alter table journal_entry drop constraint journal_entry_pkey`.execute(queries);
  let begun = 0;
  let added = 0;
  const fill = async (): Promise<void> => {
    while (begun < rows) {
      const from = begun;
      const until = Math.min(rows, from + rowsAtOnce);
      begun = until;
      // 7919 is a prime: each round meets every resident once, in no order of theirs.
      await addEntries(
        queries,
        rows,
        sql`select ${nameOf(sql`(number::bigint * 7919) % ${residents}::bigint`)} as person,
          number / ${residents}::integer + 1 as sequence, number
        from generate_series(${from}::integer, ${until - 1}::integer) as number`,
      );
      added += until - from;
      tell(added);
    }
  };
  await Promise.all([fill(), fill()]);
  await addEntries(
    queries,
    rows,
    sql`select ${mostLookedAtPerson} as person, number as sequence, number * (${rows}::integer / ${mostLookedAt}::integer) as number
      from generate_series(1, ${mostLookedAt}::integer) as number`,
  );
  await sql`alter table journal_entry add primary key (person, sequence)`.execute(queries);
  await sql`insert into journal_head (person, sequence, hash)
    select person, max(sequence), sha256('') from journal_entry where person = any (${lookers}::text[])
    group by person`.execute(queries);
  await sql`insert into inquiry (person, id, subject, agency, asker, facts, purpose_kind, purpose_id, state, asked_at, due,
      ends, tries, preview, version, inquiry)
    select person, ${inquiryOf(sql`person`, sql`sequence`)}, 'self', 'sfr', 'mfc', '{works,disability}', 'situation', person,
      'answered', at, at::date + 7, at::date + 28, 1, 'not-needed', 2, '{"reason":"which help there is"}'
    from journal_entry where person = any (${lookers}::text[]) and sequence % 2 = 1`.execute(queries);
  await sql`analyze journal_entry, inquiry`.execute(queries);
}

type Text = ReturnType<typeof sql>;

/** An inquiry leaves two entries: that it was sent, and that it was answered. */
async function addEntries(queries: Database['queries'], rows: number, looks: Text): Promise<void> {
  await sql`insert into journal_entry (person, sequence, at, entry, hash)
    select person, sequence, at, '{"at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      || case sequence % 2 when 1 then
        '","actor":{"kind":"officer","officer":"mfc-officer","agency":"mfc"},"action":"sent","object":{"kind":"inquiry","id":"'
        else '","actor":{"kind":"okno","job":"exchange"},"action":"received","object":{"kind":"inquiry","id":"' end
      || ${inquiryOf(sql`person`, sql`sequence - (sequence + 1) % 2`)}
      || '"},"facts":["works","disability","pensions12"],"ground":{"kind":"consent","basis":"152-ФЗ, ст. 9; 2026-03-02"},"purpose":"'
      || case sequence % 2 when 1 then 'inquiry-sent"}' else 'inquiry-answered"}' end,
      sha256(convert_to(person || ' ' || sequence, 'UTF8'))
    from (select *, timestamptz '2016-01-01' + number * (interval '10 years' / ${rows}::integer) as at
      from (${looks}) as looks) as looks`.execute(queries);
}

function inquiryOf(person: Text, sequence: Text): Text {
  return sql`md5(${person} || ' ' || ${sequence})::uuid::text`;
}

function nameOf(number: Text): Text {
  return sql`'resident-' || ${number}`;
}

const mostLookedAtPerson = 'resident-most';

/** Residents who look, some hundred of them and the one who is looked at most. */
export function lookersOf(rows: number, count: number): readonly string[] {
  const residents = residentsOf(rows);
  const some = Array.from({ length: count }, (_, number) => `resident-${(number * 104_729) % residents}`);
  return [...new Set([...some, mostLookedAtPerson])];
}

/**
 * Milliseconds of the page "who looked at my data" in the database, each person once: as her, with the rows that are hers, the
 * inquiries behind the entries, and the entry that she has looked.
 */
export async function viewOf(
  database: Database,
  persons: readonly string[],
  now: () => Date,
): Promise<{ readonly medianMs: number; readonly slowestMs: number }> {
  const times: number[] = [];
  for (const person of persons) {
    const actor = { kind: 'person', person } as const;
    const who: SignedIn = { actor, name: person, roles: [], actsFor: [] };
    const from = performance.now();
    const { entries } = await lookAs(database, who, now(), async (transaction) => ({
      seen: await pageOfLooks({ queries: transaction }, person, {}),
      entries: [
        {
          person,
          entry: {
            at: now().toISOString(),
            actor,
            action: 'looked',
            object: { kind: 'journal', id: person },
            facts: [],
            ground: { kind: 'own', basis: 'own data' },
            purpose: 'own journal',
          },
        },
      ],
    }));
    times.push(performance.now() - from);
    if (entries.every(({ inquiry }) => inquiry === undefined)) throw new Error(`Nobody has looked at ${person}.`);
  }
  const { median: medianMs, max: slowestMs } = spread(times);
  return { medianMs, slowestMs };
}
