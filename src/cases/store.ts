import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import type { Actor, EntryOf } from '#journal';
import type { Problem } from '#language';

import type { CaseEvent } from './events.ts';
import { isStale, keep } from './keep.ts';
import type { Change, Commanded } from './keep.ts';
import type { CaseRef, JointCase } from './model.ts';
import { keyReused } from './problems.ts';
import { readCases, refOf } from './read-cases.ts';
import type { Queries } from './read-cases.ts';

/** A piece of work on one case: what it makes of the case there is, or why it cannot. */
export type Work = CaseRef &
  Commanded & {
    readonly at: Date;
    /** The case is not there yet. */
    readonly opens: boolean;
    readonly carryOut: (
      joint: JointCase | undefined,
    ) =>
      | { readonly joint: JointCase; readonly events: readonly CaseEvent[]; readonly entries: readonly EntryOf[] }
      | { readonly problem: Problem };
  };

export type Kept = CaseRef & { readonly version: number };
/** The first answer to a command, and the hash of what was commanded. */
type Answered = Pick<Commanded, 'commandHash'> & { readonly kept: Kept };

export type Worked = { readonly kept: Kept } | { readonly problem: Problem };

/** Cases as they were when this process last changed or read them; the version in the database says whether they still are. */
export type Remembered = Map<string, JointCase>;

const mostRemembered = 1000;

/**
 * Carries out works of many people together: each sees what those before it in the list did, and state, events, tasks,
 * timers, messages, journal and the keys of the commands are kept together or not at all. A work that is refused leaves
 * nothing; a repeat gets the first answer.
 *
 * First from what is remembered, in one statement that undoes itself when a case has become another one meanwhile. When
 * it did, or when somebody would be refused, the cases are locked and everything is judged again on what there is now.
 */
export async function carryOutTogether(
  database: Database,
  works: readonly Work[],
  remembered: Remembered,
): Promise<readonly Worked[]> {
  const { answers, cases } =
    (await fromMemory(database, works, remembered)) ?? (await underLocks(database, works, remembered));
  // Only what is committed is remembered.
  for (const [ref, joint] of cases) {
    remembered.delete(ref);
    remembered.set(ref, joint);
  }
  for (const ref of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(ref);
  }
  return answers;
}

type Done = { readonly answers: readonly Worked[]; readonly cases: ReadonlyMap<string, JointCase> };

async function fromMemory(
  { queries }: Database,
  works: readonly Work[],
  remembered: Remembered,
): Promise<Done | undefined> {
  const cases = new Map<string, JointCase>();
  const unknown = new Map<string, CaseRef>();
  for (const work of works) {
    const ref = refOf(work);
    const joint = remembered.get(ref);
    if (joint !== undefined) cases.set(ref, joint);
    else if (!work.opens) unknown.set(ref, work);
  }
  for (const joint of await readCases(queries, [...unknown.values()])) cases.set(refOf(joint), joint);
  const { changes, entries, ...done } = carryOutInOrder(works, cases, new Map());
  // A refusal may rest on what is no longer so, or be the repeat of what was granted.
  if (done.answers.some((answer) => 'problem' in answer)) return undefined;
  try {
    await keep(queries, changes, entries);
    return done;
  } catch (error) {
    if (isStale(error)) return undefined;
    throw error;
  }
}

async function underLocks(database: Database, works: readonly Work[], remembered: Remembered): Promise<Done> {
  return await database.queries.transaction().execute(async (transaction) => {
    const cases = await lockCases(transaction, works, remembered);
    // Looked for behind the locks: whoever carried out the same command before us has committed by now.
    const answered = await answersTo(transaction, works);
    const { changes, entries, ...done } = carryOutInOrder(works, cases, answered);
    if (changes.length > 0) await keep(transaction, changes, entries);
    return done;
  });
}

function carryOutInOrder(
  works: readonly Work[],
  found: ReadonlyMap<string, JointCase>,
  before: ReadonlyMap<string, Answered>,
): Done & { readonly changes: readonly Change[]; readonly entries: readonly EntryOf[] } {
  const cases = new Map(found);
  const answered = new Map(before);
  const changes = new Map<string, Change>();
  const entries: EntryOf[] = [];
  const answers = works.map((work): Worked => {
    const { person, id, keyHash, commandHash } = work;
    const repeated = answered.get(keyOf(work));
    if (repeated !== undefined) return isSame(repeated, work) ? { kept: repeated.kept } : keyReused;
    const ref = refOf(work);
    const result = work.carryOut(cases.get(ref));
    if ('problem' in result) return { problem: result.problem };
    const { joint } = result;
    const kept = { person, id, version: joint.version };
    const earlier = changes.get(ref);
    changes.set(ref, {
      before: found.get(ref),
      joint,
      at: work.at.toISOString(),
      events: [...(earlier?.events ?? []), ...result.events],
      commands: [...(earlier?.commands ?? []), { keyHash, commandHash, version: joint.version }],
    });
    entries.push(...result.entries);
    cases.set(ref, joint);
    answered.set(keyOf(work), { kept, commandHash });
    return { kept };
  });
  return { answers, cases, changes: [...changes.values()], entries };
}

/** Locked in one order, so that two batches cannot wait for each other. */
async function lockCases(
  transaction: Transaction<Tables>,
  works: readonly Work[],
  remembered: Remembered,
): Promise<ReadonlyMap<string, JointCase>> {
  const { rows } = await sql<CaseRef & { readonly version: number }>`
    select person, id, version from joint_case
    where (person, id) in (
      select * from unnest(${works.map(({ person }) => person)}::text[], ${works.map(({ id }) => id)}::text[]))
    order by person, id for update`.execute(transaction);
  const cases = new Map<string, JointCase>();
  const unknown = [];
  for (const { version, ...ref } of rows) {
    const joint = remembered.get(refOf(ref));
    if (joint?.version === version) cases.set(refOf(ref), joint);
    else unknown.push(ref);
  }
  for (const joint of await readCases(transaction, unknown)) cases.set(refOf(joint), joint);
  return cases;
}

/** The first answers to commands that were carried out already. */
async function answersTo(queries: Queries, works: readonly Work[]): Promise<ReadonlyMap<string, Answered>> {
  const { rows } = await sql<{
    person: string;
    key_hash: Uint8Array;
    command_hash: Uint8Array | null;
    case_id: string;
    version: number;
  }>`
    select person, key_hash, command_hash, case_id, version from case_command
    where (person, key_hash) in (
      select * from unnest(${works.map(({ person }) => person)}::text[], ${works.map(({ keyHash }) => keyHash)}::bytea[]))`.execute(
    queries,
  );
  return new Map(
    rows.map(({ person, key_hash, command_hash, case_id: id, version }) => [
      keyOf({ person, keyHash: Buffer.from(key_hash) }),
      { kept: { person, id, version }, commandHash: command_hash === null ? undefined : Buffer.from(command_hash) },
    ]),
  );
}

function keyOf({ person, keyHash }: Pick<Work, 'person' | 'keyHash'>): string {
  return `${person}\n${keyHash.toString('base64')}`;
}

/** What was kept before hashes of commands were is taken to be the same. */
function isSame(one: Pick<Commanded, 'commandHash'>, { commandHash }: Work): boolean {
  return one.commandHash === undefined || commandHash === undefined || one.commandHash.equals(commandHash);
}

/** What is kept of a command that somebody gives under a key of their own; Okno's own keys say what they are for. */
export function commanded(idempotencyKey: string, by: Actor, command: object): Commanded {
  return {
    keyHash: hash('sha256', idempotencyKey, 'buffer'),
    commandHash: by.kind === 'okno' ? undefined : hash('sha256', JSON.stringify(command), 'buffer'),
  };
}
