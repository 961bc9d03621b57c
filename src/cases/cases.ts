import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import type { Agreement, Catalogue, Day } from '#catalogue';
import { createLanes } from '#database';
import type { Database } from '#database';
import type { Actor } from '#journal';
import type { Problem } from '#language';

import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import { carryOut } from './decide.ts';
import type { CaseEvent } from './events.ts';
import { createTimers } from './fire-timers.ts';
import type { CaseTimers } from './fire-timers.ts';
import { journalled } from './journalled.ts';
import type { CaseRef, JointCase } from './model.ts';
import { openCase } from './open-case.ts';
import { problem } from './problems.ts';
import { eventsOf, readCases } from './read-cases.ts';
import { carryOutTogether, commanded } from './store.ts';
import type { Remembered, Work, Worked } from './store.ts';

export type CaseSurroundings = {
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  /** The day at the centre. */
  readonly today: () => Day;
  readonly random: (bytes: number) => Uint8Array;
};

export type Given = {
  readonly by: Actor;
  readonly idempotencyKey: string;
  /** Asked with the case as it is when the command is carried out: why whoever gives it may not. */
  readonly refuses?: (joint: JointCase) => Problem | undefined;
};

/** Joint cases kept in the database. Everything given here is acknowledged after its transaction is committed. */
export type Cases = {
  /** Problems: `agreement-does-not-fit`, `agreement-not-in-force`, `no-such-agreement`, `idempotency-key-reused`. */
  readonly open: (
    opening: { readonly person: string; readonly agreement: string; readonly told: ToldSituation },
    given: Given,
  ) => Promise<Worked>;
  /** Problems: `no-such-case`, `idempotency-key-reused`, and those of the command. */
  readonly carryOut: (ref: CaseRef, command: Command, given: Given) => Promise<Worked>;
  readonly read: (ref: CaseRef) => Promise<JointCase | undefined>;
  readonly eventsOf: (ref: CaseRef) => Promise<readonly CaseEvent[]>;
  readonly fireTimers: CaseTimers['fire'];
  readonly timers: CaseTimers;
};

/** With as many clients at once as a region has windows three carry out a tenth more than two; with 64, two would carry out a tenth more. */
const parallelLanes = 3;

export function createCases(database: Database, surroundings: CaseSurroundings): Cases {
  const { catalogue, now, today, random } = surroundings;
  const inLane = createLanes<Work, Worked>(
    database.engine === 'pglite' ? 1 : parallelLanes,
    ({ person }) => person,
    () => {
      const remembered: Remembered = new Map();
      return (works) => carryOutTogether(database, works, remembered);
    },
  );

  function circumstances(agreement: Agreement, by: Actor): Circumstances {
    return { catalogue, agreement, at: now().toISOString(), today: today(), by, newId: () => idFrom(random(16)) };
  }

  async function command(ref: CaseRef, given: Command, { by, idempotencyKey, refuses }: Given): Promise<Worked> {
    return await inLane({
      ...ref,
      ...commanded(idempotencyKey, by, withoutSeen(given)),
      at: now(),
      opens: false,
      carryOut: (joint) => {
        if (joint === undefined) return noSuchCase;
        const refused = refuses?.(joint);
        if (refused !== undefined) return { problem: refused };
        const agreement = catalogue.agreements.get(joint.agreement);
        if (agreement === undefined) return noSuchAgreement(joint.agreement);
        const carried = carryOut(joint, given, circumstances(agreement, by));
        return 'problem' in carried
          ? carried
          : { ...carried, entries: journalled(joint, carried.events, by, agreement) };
      },
    });
  }

  const timers = createTimers(database, surroundings, command);

  return {
    open: async ({ person, agreement: id, told }, { by, idempotencyKey }) => {
      const agreement = catalogue.agreements.get(id);
      if (agreement === undefined) return noSuchAgreement(id);
      const number = await nextNumber(database, today());
      // The same key opens the same case, even when the first answer was lost on its way.
      const ref = { person, id: idFrom(random(16)) };
      return await inLane({
        ...ref,
        ...commanded(idempotencyKey, by, { agreement: id, told }),
        at: now(),
        opens: true,
        carryOut: () => {
          const opened = openCase({ ...ref, number, told }, circumstances(agreement, by));
          return 'problem' in opened
            ? opened
            : { ...opened, entries: journalled(opened.joint, opened.events, by, agreement) };
        },
      });
    },

    carryOut: command,

    read: async (ref) => (await readCases(database.queries, [ref]))[0],

    eventsOf: async (ref) => await eventsOf(database, ref),

    fireTimers: timers.fire,

    timers,
  };
}

/** A command is the same whichever version of the case whoever repeats it has seen by now. */
function withoutSeen(command: Command): object {
  return 'seen' in command ? { ...command, seen: undefined } : command;
}

/** Numbers are given before the case is kept: one that is refused leaves its number unused, and no two are the same. */
async function nextNumber(database: Database, today: Day): Promise<string> {
  const year = Number(today.slice(0, 4));
  const { rows } = await sql<{ last: string }>`insert into case_number (year, last) values (${year}, 1)
    on conflict (year) do update set last = case_number.last + 1 returning last`.execute(database.queries);
  return `${year}-${String(rows[0]?.last).padStart(6, '0')}`;
}

/** A UUID of version 4 (RFC 9562). */
function idFrom(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes);
  hex[6] = (hex[6]! & 0x0f) | 0x40;
  hex[8] = (hex[8]! & 0x3f) | 0x80;
  const text = hex.toString('hex');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

const noSuchCase = problem('no-such-case', 'Такого дела нет.', 'There is no such case.', {
  ru: 'Проверьте номер дела.',
  en: 'Check the number of the case.',
});

function noSuchAgreement(id: string): { readonly problem: Problem } {
  return problem(
    'no-such-agreement',
    `Соглашения «${id}» нет в пакетах.`,
    `There is no agreement "${id}" in the packs.`,
  );
}
