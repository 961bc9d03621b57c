import { sql } from 'kysely';

import type { Day } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Actor, Ground } from '#journal';
import type { Problem } from '#language';

import type { Command } from './commands.ts';
import { dueTimers, putOff, putOffTimers, timerDone } from './due-timers.ts';
import type { DueTimer, PutOffTimer } from './due-timers.ts';
import type { CaseRef } from './model.ts';
import { caseClosed, problem } from './problems.ts';
import { setMissingTimers } from './missing-timers.ts';
import type { Given } from './cases.ts';
import type { Worked } from './store.ts';
import { commandOf } from './timers.ts';

/** How many timers are due, how many cannot be carried out, and since when the oldest of those. */
export type TimerFigures = { readonly due: number; readonly putOff: number; readonly oldest?: Date };

/** What Okno does with cases by its own clock, and what it could not do. */
export type CaseTimers = {
  /**
   * Does what is due: tells of lateness, asks whether it helped. Gives how many were carried out; what cannot be is put off. A
   * defect in one leaves the others alone, and is thrown when they are done.
   */
  readonly fire: (most?: number) => Promise<number>;
  /** Those that could not be carried out, the oldest first. */
  readonly putOff: () => Promise<readonly PutOffTimer[]>;
  readonly figures: () => Promise<TimerFigures>;
  /** Somebody has mended what stood in the way: it is tried at once, and stands in the journal. `gone`: it was done meanwhile. */
  readonly tryNow: (id: string, by: { readonly actor: Actor; readonly ground: Ground }) => Promise<TriedTimer>;
  /** Sets the timers of older cases that did not exist when they were changed last; gives how many. */
  readonly setMissing: () => Promise<number>;
};

export type TriedTimer = 'done' | 'put-off' | 'gone';

type Clock = { readonly now: () => Date; readonly today: () => Day };

type CarryOut = (ref: CaseRef, command: Command, given: Given) => Promise<Worked>;

const by: Actor = { kind: 'okno', job: 'timers' };

export function createTimers(database: Database, { now, today }: Clock, carryOut: CarryOut): CaseTimers {
  async function fire(timer: DueTimer): Promise<{ readonly isDone: boolean; readonly defect?: unknown }> {
    const { person, case_id: id, name, due } = timer;
    let met: Problem | undefined;
    let defect: { readonly defect: unknown } | undefined;
    try {
      // The key names the timer and its time: two processes that see the same timer carry it out once.
      const idempotencyKey = `timer ${id} ${name} ${due.toISOString()}`;
      // The clock may have gone back since the timer was found; carried out on a day before its own it would tell nothing and be lost.
      const refuses = (): Problem | undefined => (today() < due.toISOString().slice(0, 10) ? notYet : undefined);
      const done = await carryOut({ person, id }, commandOf(name), { by, idempotencyKey, refuses });
      if ('problem' in done && done.problem.code !== caseClosed.problem.code) met = done.problem;
    } catch (error) {
      met = brokenTimer;
      defect = { defect: error };
    }
    if (met === undefined) await timerDone(database, timer);
    else await putOff(database, timer, met, now());
    return { isDone: met === undefined, ...defect };
  }

  return {
    fire: async (most = 500) => {
      const fired = await Promise.all((await dueTimers(database, now(), most)).map(fire));
      const defects = fired.flatMap((one) => ('defect' in one ? [one.defect] : []));
      if (defects.length > 0) throw new AggregateError(defects, `${defects.length} timers met a defect.`);
      return fired.filter(({ isDone }) => isDone).length;
    },

    putOff: async () => await putOffTimers(database, now()),

    figures: async () => {
      const { rows } = await sql<{ readonly due: string; readonly put_off: string; readonly oldest: Date | null }>`
        select (select count(*) from case_timer where greatest(due, try_at) <= ${now()}) as due,
          count(*) as put_off, min(put_off_at) as oldest from case_timer where tries > 0 and due <= ${now()}`.execute(
        database.queries,
      );
      const { due = '0', put_off: few = '0', oldest = null } = rows[0] ?? {};
      return { due: Number(due), putOff: Number(few), ...(oldest === null ? {} : { oldest }) };
    },

    tryNow: async (id, { actor, ground }) => {
      const timer = (await putOffTimers(database, now())).find((one) => one.id === id);
      if (timer === undefined) return 'gone';
      const { person, number } = timer;
      if (number !== undefined) {
        const entry = {
          at: now().toISOString(),
          actor,
          action: 'changed',
          object: { kind: 'case', id: number },
          facts: [],
          ground,
          purpose: 'timer tried again',
        } as const;
        await database.queries.transaction().execute(async (transaction) => {
          await writeJournal(transaction, [{ person, entry }]);
        });
      }
      const { isDone, ...defect } = await fire(timer);
      if ('defect' in defect) throw new Error('A timer that was tried again met a defect.', { cause: defect.defect });
      return isDone ? 'done' : 'put-off';
    },

    setMissing: async () => await setMissingTimers(database, now),
  };
}

const { problem: notYet } = problem('not-due-yet', 'Этот день ещё не наступил.', 'That day has not come yet.');

/** Found by the operators; what it was stands in the log. */
const { problem: brokenTimer } = problem(
  'defect',
  'Сбой в Окне: подробности в журнале сервера.',
  'A defect of Okno: see its log.',
);
