import { sql } from 'kysely';

import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';

import { agenciesOf } from './authority.ts';
import type { CaseEvent } from './events.ts';
import { messagesOf } from './messages.ts';
import type { JointCase, Task } from './model.ts';
import { stateOf } from './read-cases.ts';
import type { Queries } from './read-cases.ts';
import { timersOf } from './timers.ts';

/** What the works of one transaction make of a case. */
export type Change = {
  readonly before: JointCase | undefined;
  readonly joint: JointCase;
  readonly at: string;
  readonly events: readonly CaseEvent[];
  /** Commands carried out, by the hash of their key, with the version of the case that each was answered with. */
  readonly commands: readonly { readonly keyHash: Buffer; readonly version: number }[];
};

/**
 * Keeps changes of cases with all that follows from them, in one call (`keep_cases`): a round trip for each table would
 * cost more than the rows. Refuses all of it when a case has another version than the change was made from (`isStale`).
 */
export async function keep(queries: Queries, changes: readonly Change[], entries: readonly EntryOf[]): Promise<void> {
  // In one order, so that two calls cannot wait for each other.
  const inOrder = changes.toSorted(byCase);
  const events = ofEach(inOrder, ({ events: happened }) => happened);
  const tasks = ofEach(inOrder, changedTasks);
  const commands = ofEach(inOrder, ({ commands: given }) => given);
  const longs = inOrder.flatMap((change) => longOf(change) ?? []);
  await sql`/* prepared */ select keep_cases(
      ${inOrder.map(({ joint }) => joint.person)}::text[], ${inOrder.map(({ joint }) => joint.id)}::text[],
      ${inOrder.map(({ before }) => before?.version ?? 0)}::integer[],
      ${inOrder.map(({ joint }) => joint.version)}::integer[], ${inOrder.map(({ at }) => at)}::timestamptz[],
      ${events.map(({ of }) => of)}::integer[], ${JSON.stringify(events.map(({ one }) => one))}::jsonb,
      ${tasks.map(({ of }) => of)}::integer[], ${tasks.map(({ one }) => one.place)}::integer[],
      ${tasks.map(({ one }) => urgencyOrder[one.task.urgency])}::smallint[],
      ${tasks.map(({ one }) => one.isNew)}::boolean[], ${JSON.stringify(tasks.map(({ one }) => one.task))}::jsonb,
      ${commands.map(({ of }) => of)}::integer[], ${commands.map(({ one }) => one.keyHash.toString('hex'))}::text[],
      ${commands.map(({ one }) => one.version)}::integer[],
      ${longs.length === 0 ? null : JSON.stringify(longs)}::jsonb),
    ${journalWritten(entries)}`.execute(queries);
}

/** Somebody else was quicker: the case has another version, or the command was carried out already. */
export function isStale(error: unknown): boolean {
  return isCode(error, '40001') || isTwice(error);
}

/** A row that is there already. */
function isTwice(error: unknown): boolean {
  return isCode(error, '23505');
}

function isCode(error: unknown, sqlState: string): boolean {
  return error instanceof Error && 'code' in error && error.code === sqlState;
}

function byCase({ joint: one }: Change, { joint: other }: Change): number {
  if (one.person !== other.person) return one.person < other.person ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** What belongs to the changes, each with the place of its change, the first being 1. */
function ofEach<One>(
  changes: readonly Change[],
  list: (change: Change) => readonly One[],
): readonly { readonly of: number; readonly one: One }[] {
  return changes.flatMap((change, index) => list(change).map((one) => ({ of: index + 1, one })));
}

const urgencyOrder = { tonight: 0, days: 1, weeks: 2, long: 3 } as const;

type ChangedTask = { readonly task: Task; readonly place: number; readonly isNew: boolean };

/** Tasks that are other objects than before: what did not change is the same object, and keeps its place. */
function changedTasks({ before, joint }: Change): readonly ChangedTask[] {
  const old = before?.tasks ?? [];
  const changed: ChangedTask[] = [];
  for (const [place, task] of joint.tasks.entries())
    if (task !== old[place]) changed.push({ task, place, isNew: place >= old.length });
  return changed;
}

/** What few changes have: a case that is opened, or changes in more than its tasks; timers; messages. */
function longOf({ before, joint, at, events }: Change): object | undefined {
  const { person, id, version, number, agreement, openedAt, status, lead } = joint;
  const opening = before === undefined ? { number, agreement, opened_at: openedAt, version, at } : {};
  const state =
    before === undefined || hasOtherState(before, joint)
      ? { status, lead, agencies: agenciesOf(joint), state: stateOf(joint) }
      : {};
  const { gone, timers } = timerChanges(before, joint);
  const messages = messagesOf(joint, events).map(({ person: _person, id: _id, ...message }) => message);
  const isShort = !('state' in state) && gone.length === 0 && timers.length === 0 && messages.length === 0;
  return isShort ? undefined : { person, id, ...opening, ...state, gone, timers, messages };
}

/** Most commands change tasks only; the rest of the case, which is long, is then not written again. */
function hasOtherState(before: JointCase, joint: JointCase): boolean {
  return (Object.keys(joint) as (keyof JointCase)[]).some(
    (key) => key !== 'tasks' && key !== 'version' && before[key] !== joint[key],
  );
}

/** Timers follow from the case: whichever it no longer needs goes, whichever is new comes. */
function timerChanges(
  before: JointCase | undefined,
  joint: JointCase,
): { readonly gone: readonly string[]; readonly timers: readonly object[] } {
  const old = new Map(timersOf(before).map(({ name, due }) => [name, due]));
  const now = timersOf(joint);
  const needed = new Set(now.map(({ name }) => name));
  return {
    gone: [...old.keys()].filter((name) => !needed.has(name)),
    timers: now.filter(({ name, due }) => old.get(name) !== due),
  };
}
