import { sql } from 'kysely';

import { prepared } from '#database';
import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';

import { agenciesOf } from './authority.ts';
import type { CaseEvent } from './events.ts';
import { messagesOf } from './messages.ts';
import type { JointCase, Task } from './model.ts';
import { stateOf } from './read-cases.ts';
import type { Queries } from './read-cases.ts';
import { isAsPlanned, partsOf } from './task-parts.ts';
import { timersOf } from './timers.ts';

/** What is kept of a command, so that a repeat is known and is not taken for another command with the same key. */
export type Commanded = {
  readonly keyHash: Buffer;
  /** Undefined where the key itself says what is commanded. */
  readonly commandHash: Buffer | undefined;
};

/** What the works of one transaction make of a case. */
export type Change = {
  readonly before: JointCase | undefined;
  readonly joint: JointCase;
  readonly at: string;
  readonly events: readonly CaseEvent[];
  /** Commands carried out, by the hash of their key, with the version of the case that each was answered with. */
  readonly commands: readonly (Commanded & { readonly version: number })[];
};

/**
 * Keeps changes of cases with all that follows from them, in one call (`keep_cases`): a round trip for each table would
 * cost more than the rows. Refuses all of it when a case has another version than the change was made from (`isStale`).
 */
export async function keep(queries: Queries, changes: readonly Change[], entries: readonly EntryOf[]): Promise<void> {
  // In one order, so that two calls cannot wait for each other.
  const inOrder = changes.toSorted(byCase).map((change) => ({ ...change, tasks: changedTasks(change) }));
  const events = ofEach(inOrder, ({ events: happened }) => happened);
  const tasks = ofEach(inOrder, (change) => change.tasks.flatMap(({ task, isPlanned }) => (isPlanned ? [] : task)));
  const commands = ofEach(inOrder, ({ commands: given }) => given);
  const longs = inOrder.flatMap((change) => longOf(change) ?? []);
  // The opening of a case is in the journal.
  const haveBegun = changes.every(({ before }) => before !== undefined);
  await sql`${prepared} select keep_cases(
      ${inOrder.map(({ joint }) => joint.person)}::text[], ${inOrder.map(({ joint }) => joint.id)}::text[],
      ${inOrder.map(({ before }) => before?.version ?? 0)}::integer[],
      ${inOrder.map(({ joint }) => joint.version)}::integer[], ${inOrder.map(({ at }) => at)}::timestamptz[],
      ${events.map(({ of }) => of)}::integer[], ${events.map(({ one }) => one.sequence)}::integer[],
      ${events.map(({ one }) => one.at)}::timestamptz[], ${linesOf(events.map(({ one }) => one))},
      ${tasks.map(({ of }) => of)}::integer[], ${tasks.map(({ one }) => one.id)}::text[],
      ${tasks.map(({ one }) => (one.holder.kind === 'agency' ? one.holder.agency : null))}::text[],
      ${tasks.map(({ one }) => (one.holder.kind === 'agency' ? (one.holder.officer ?? null) : null))}::text[],
      ${tasks.map(({ one }) => one.state)}::text[], ${tasks.map(({ one }) => one.due ?? null)}::date[],
      ${linesOf(tasks.map(({ one }) => partsOf(one).standing))},
      ${commands.map(({ of }) => of)}::integer[], ${commands.map(({ one }) => one.keyHash.toString('hex'))}::text[],
      ${commands.map(({ one }) => one.commandHash?.toString('hex') ?? null)}::text[],
      ${commands.map(({ one }) => one.version)}::integer[],
      ${longs.length === 0 ? null : JSON.stringify(longs)}::jsonb),
    ${journalWritten(entries, { haveBegun })}`.execute(queries);
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
function ofEach<Of, One>(
  changes: readonly Of[],
  list: (change: Of) => readonly One[],
): readonly { readonly of: number; readonly one: One }[] {
  return changes.flatMap((change, index) => list(change).map((one) => ({ of: index + 1, one })));
}

const urgencyOrder = { tonight: 0, days: 1, weeks: 2, long: 3 } as const;

/** JSON, in which no line ends, line by line: that is taken apart more easily than a list. */
function linesOf(values: readonly object[]): string {
  return values.map((value) => JSON.stringify(value)).join('\n');
}

/** `isPlanned`: it is put into the plan, or planned again. */
type ChangedTask = { readonly task: Task; readonly place: number; readonly isPlanned: boolean };

/** Tasks that are other objects than before: what did not change is the same object, and keeps its place. */
function changedTasks({ before: from, joint }: Change): readonly ChangedTask[] {
  const old = from?.tasks ?? [];
  const changed: ChangedTask[] = [];
  for (const [place, task] of joint.tasks.entries()) {
    const before = old[place];
    if (task !== before) changed.push({ task, place, isPlanned: before === undefined || !isAsPlanned(task, before) });
  }
  return changed;
}

/** What few changes have: a case that is opened, or changes in more than its tasks; planned tasks; timers; messages. */
function longOf(change: Change & { readonly tasks: readonly ChangedTask[] }): object | undefined {
  const { before, joint, at, events } = change;
  const { person, id, version, number, agreement, openedAt, status, lead } = joint;
  const opening = before === undefined ? { number, agreement, opened_at: openedAt, version, at } : {};
  const state =
    before === undefined || hasOtherState(before, joint)
      ? { status, lead, agencies: agenciesOf(joint), state: stateOf(joint) }
      : {};
  const tasks = change.tasks.flatMap(({ task, place, isPlanned }) =>
    isPlanned ? [{ place, urgency: urgencyOrder[task.urgency], ...partsOf(task) }] : [],
  );
  const { gone, timers } = timerChanges(before, joint);
  const messages = messagesOf(joint, events).map(({ person: _person, id: _id, ...message }) => message);
  const lists = { tasks, gone, timers, messages };
  const isShort = !('state' in state) && Object.values(lists).every((list) => list.length === 0);
  return isShort ? undefined : { person, id, ...opening, ...state, ...lists };
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
