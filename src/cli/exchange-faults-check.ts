import { sql } from 'kysely';

import { agencyKind } from '#agencies';
import type { Database } from '#database';
import { readInquiries } from '#exchange';
import type { InquiryRef } from '#exchange';
import { verifyJournal } from '#journal';
import { createChecker, es256, keyDirectory, readMessageText, readSubsystemId } from '#protocol';
import type { MemberKey } from '#protocol';

import type { Someone, Wanted } from './exchange-faults-load.ts';

/** What was acknowledged of a question: nothing was kept when it was refused. */
export type Kept = { readonly wanted: Wanted; readonly ref?: InquiryRef };

/** A line of an agency's own record of who asked it. */
export type PutToAgency = {
  readonly id: string;
  readonly snils: string;
  readonly facts: readonly string[];
  readonly ground: string;
};

export type Counted = {
  readonly inquiries: number;
  readonly answered: number;
  readonly refused: number;
  /** Acknowledged, and not there or without an end. */
  readonly lost: number;
  /** In effect: told twice to the journal, or kept twice. */
  readonly doubled: number;
  /** Asked or kept without a ground, or of somebody else than the ground covers. */
  readonly leaked: number;
  /** Another value than the register holds. */
  readonly wrong: number;
  /** Facts without an inquiry, a ground, or the signed answer that brought them. */
  readonly unproved: number;
  readonly signatures: number;
  readonly journalEntries: number;
  readonly verified: boolean;
};

/** Holds what Okno has kept against what was asked, what agencies say they were asked, and what they know. */
export async function countEffects(
  database: Database,
  keys: readonly MemberKey[],
  people: ReadonlyMap<string, Someone>,
  kept: readonly Kept[],
  puts: ReadonlyMap<string, readonly PutToAgency[]>,
): Promise<Counted> {
  const refs = kept.flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
  const found = new Map((await readInquiries(database.queries, refs)).map((one) => [`${one.person} ${one.id}`, one]));
  const states = refs.map(({ person, id }) => found.get(`${person} ${id}`)?.state);
  const ended = states.filter((state) => state === 'answered' || state === 'not-found' || state === 'refused');
  const journal = await verifyJournal(database);
  const signatures = await checkSignatures(database, keys);
  const { rows: facts } =
    await sql<Brought>`select f.person, f.subject, f.fact, f.answer, f.value, f.standing, i.agency,
      i.facts as asked, i.inquiry -> 'ground' ->> 'kind' as ground, i.id,
      exists (select from inquiry_message m where m.person = f.person and m.inquiry_id = f.inquiry_id and m.kind = 'answer')
        as signed
    from inquiry_fact f left join inquiry i on i.person = f.person and i.id = f.inquiry_id`.execute(database.queries);
  return {
    inquiries: refs.length,
    answered: states.filter((state) => state === 'answered' || state === 'not-found').length,
    refused: kept.length - refs.length,
    lost: refs.length - ended.length,
    doubled: await countDoubled(database),
    leaked: countLeaked(people, kept, puts, facts),
    wrong: facts.filter((fact) => !isTrue(people, fact)).length,
    unproved: facts.filter(({ ground, signed }) => ground === null || !signed).length,
    signatures: signatures.checked,
    journalEntries: journal.entries,
    verified: journal.faults.length === 0 && signatures.wrong === 0,
  };
}

type Brought = {
  readonly person: string;
  readonly subject: string;
  readonly fact: string;
  readonly answer: 'value' | 'none' | 'not-found';
  readonly value: unknown;
  readonly standing: string;
  readonly agency: string | null;
  readonly asked: readonly string[] | null;
  readonly ground: string | null;
  readonly id: string | null;
  readonly signed: boolean;
};

/** An inquiry leaves the house once and brings its answer once, however often it was tried: so the journal tells it. */
async function countDoubled(database: Database): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from (
    select person, entry::jsonb -> 'object' ->> 'id' as id, entry::jsonb ->> 'action' as action from journal_entry
    where entry::jsonb -> 'object' ->> 'kind' = 'inquiry' and entry::jsonb ->> 'action' in ('sent', 'received')
    group by 1, 2, 3 having count(*) > 1) as twice`.execute(database.queries);
  return Number(rows[0]?.count ?? 0);
}

function countLeaked(
  people: ReadonlyMap<string, Someone>,
  kept: readonly Kept[],
  puts: ReadonlyMap<string, readonly PutToAgency[]>,
  facts: readonly Brought[],
): number {
  const persons = new Map([...people].map(([snils, { person }]) => [person, snils]));
  const allowed = new Set(
    kept
      .filter(({ wanted }) => wanted.isAllowed)
      .map(({ wanted: { person, agency, fact } }) => `${person} ${agency} ${fact}`),
  );
  const asked = [...puts].flatMap(([agency, list]) =>
    list.flatMap(({ snils, facts: names, ground }) => {
      const person = people.get(snils)?.person ?? '';
      return names.map((fact) => ({
        isRight: allowed.has(`${person} ${agency} ${fact}`) && ground.startsWith('consent'),
      }));
    }),
  );
  const wronglyKept = facts.filter(
    ({ person, agency, fact, asked: names }) =>
      !persons.has(person) || !allowed.has(`${person} ${agency} ${fact}`) || names?.includes(fact) !== true,
  );
  const wronglyAcknowledged = kept.filter(({ wanted, ref }) => !wanted.isAllowed && ref !== undefined);
  return asked.filter(({ isRight }) => !isRight).length + wronglyKept.length + wronglyAcknowledged.length;
}

/** Whether a fact is what the register of that agency holds about the person. */
function isTrue(people: ReadonlyMap<string, Someone>, { person, agency, fact, answer, value }: Brought): boolean {
  const snils = person.slice('person-'.length);
  const held = agencyKind(agency ?? '')?.holds[fact];
  const known = people.get(snils)?.resident.facts[fact] ?? held?.otherwise;
  if (known !== undefined) return answer === 'value' && value === known;
  return held?.mayBeAbsent === true ? answer === 'none' : answer === 'not-found';
}

/** Every message that was kept, question or answer, checked as a third party would years later. */
async function checkSignatures(
  database: Database,
  keys: readonly MemberKey[],
): Promise<{ readonly checked: number; readonly wrong: number }> {
  const check = createChecker([es256], keyDirectory(keys));
  const memberOf = new Map(keys.map(({ keyId, member }) => [keyId, member]));
  let checked = 0;
  let wrong = 0;
  let after = { person: '', id: '', sequence: 0 };
  for (;;) {
    const { rows } = await sql<Row>`select person, inquiry_id as id, sequence, text, signature from inquiry_message
      where (person, inquiry_id, sequence) > (${after.person}, ${after.id}, ${after.sequence}::smallint)
      order by person, inquiry_id, sequence limit 2000`.execute(database.queries);
    const right = await Promise.all(
      rows.map(async ({ text, signature }) => {
        const message = readMessageText(text);
        const header = JSON.parse(Buffer.from(signature.split('.')[0] ?? '', 'base64url').toString()) as {
          kid: string;
        };
        const member = readSubsystemId(memberOf.get(header.kid) ?? '');
        return message !== undefined && member !== undefined && 'key' in (await check(message, signature, member));
      }),
    );
    checked += rows.length;
    wrong += right.filter((isRight) => !isRight).length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < 2000) return { checked, wrong };
    after = last;
  }
}

type Row = {
  readonly person: string;
  readonly id: string;
  readonly sequence: number;
  readonly text: string;
  readonly signature: string;
};
