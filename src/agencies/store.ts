import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

import type { Subject } from '#protocol';

import type { AgencyKind, Resident, Value } from './model.ts';

export type Kept = { readonly value: Value; readonly heldSince: string };

/** A question that was put to the agency: the agency's own record of who looked at its data, for which case, on which ground. */
export type Put = {
  readonly id: string;
  readonly client: string;
  readonly user: string;
  readonly issue: string;
  readonly snils: string;
  readonly facts: readonly string[];
  readonly ground: string;
  readonly purpose: string;
  readonly at: string;
};

export type Outgoing = { readonly id: string; readonly service: string; readonly body: string; readonly tries: number };

const schema = `
  create table if not exists resident (
    snils text primary key, surname text not null, given_name text not null, patronymic text not null,
    birth_date text not null, sex text not null, passport text
  ) strict;
  create index if not exists resident_by_birth on resident (birth_date);
  create table if not exists record (
    snils text not null, fact text not null, value text not null, held_since text not null, primary key (snils, fact)
  ) strict, without rowid;
  create table if not exists put (
    id text primary key, client text not null, user text not null, issue text not null, snils text not null,
    facts text not null, ground text not null, purpose text not null, at text not null,
    status integer not null, answer text not null, times integer not null default 1
  ) strict;
  create table if not exists dispute (id text primary key, body text not null, at text not null) strict, without rowid;
  create table if not exists outgoing (
    id text primary key, service text not null, body text not null, due integer not null, tries integer not null default 0,
    delivered_at text
  ) strict;`;

/**
 * The agency's own database, in one file: SQLite of Node itself. What was answered is kept with the question, so that the
 * same question gets the same answer, and messages to others wait here until they have been taken.
 */
export function openStore(folder: string | undefined, { id, holds }: AgencyKind) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(folder === undefined ? ':memory:' : join(folder, `${id}.sqlite`));
  database.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  database.exec(schema);
  const ready = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const statement = ready.get(text) ?? database.prepare(text);
    ready.set(text, statement);
    return statement;
  };
  const run = (text: string, ...values: (string | number | null)[]): void => void prepare(text).run(...values);
  const all = (text: string, ...values: (string | number | null)[]): readonly unknown[] => prepare(text).all(...values);

  let isOpen = false;

  /** Inside another it is a part of that one. */
  function atOnce<Result>(work: () => Result): Result {
    if (isOpen) return work();
    run('begin immediate');
    isOpen = true;
    try {
      const result = work();
      run('commit');
      return result;
    } catch (error) {
      run('rollback');
      throw error;
    } finally {
      isOpen = false;
    }
  }

  function enrol({ snils, surname, givenName, patronymic, birthDate, sex, passport }: Resident): void {
    run(
      'insert into resident values (?, ?, ?, ?, ?, ?, ?) on conflict (snils) do nothing',
      snils,
      surname,
      givenName,
      patronymic,
      birthDate,
      sex,
      passport ?? null,
    );
  }

  function record(snils: string, fact: string, value: Value, heldSince: string): void {
    run(
      `insert into record values (?, ?, ?, ?)
        on conflict (snils, fact) do update set value = excluded.value, held_since = excluded.held_since`,
      snils,
      fact,
      JSON.stringify(value),
      heldSince,
    );
  }

  return {
    close: () => database.close(),
    atOnce,
    record,
    enrol,

    isEmpty: (): boolean => all('select 1 from resident limit 1').length === 0,
    /** Fills an empty database with the people and with what this agency holds about them. */
    fill: (people: readonly Resident[]): void =>
      atOnce(() => {
        for (const person of people) {
          if (person.knownTo?.includes(id) === false) continue;
          enrol(person);
          for (const [fact, value] of Object.entries(person.facts))
            if (fact in holds) record(person.snils, fact, value, person.birthDate);
        }
      }),

    /** The one who fits everything that was told; undefined when nobody or more than one does. */
    find: ({ snils, surname, givenName, patronymic, birthDate }: Subject): string | undefined => {
      const told = [
        ['snils', snils],
        ['surname', surname],
        ['given_name', givenName],
        ['patronymic', patronymic],
        ['birth_date', birthDate],
      ].filter((pair): pair is [string, string] => pair[1] !== undefined);
      if (snils === undefined && birthDate === undefined) return undefined;
      const where = told.map(([column]) => `${column} = ?`).join(' and ');
      const found = all(
        `select snils from resident where ${where} limit 2`,
        ...told.map(([, value]) => value),
      ) as readonly { readonly snils: string }[];
      return found.length === 1 ? found[0]?.snils : undefined;
    },

    /** What is recorded of somebody under these kinds of facts. */
    kept: (snils: string, facts: readonly string[]): ReadonlyMap<string, Kept> => {
      const rows = all(
        `select fact, value, held_since from record where snils = ? and fact in (${facts.map(() => '?').join()})`,
        snils,
        ...facts,
      ) as readonly { readonly fact: string; readonly value: string; readonly held_since: string }[];
      return new Map(
        rows.map(({ fact, value, held_since: heldSince }) => [fact, { value: JSON.parse(value) as Value, heldSince }]),
      );
    },

    /** What was answered to a question that was put before, by its `X-Road-Id`. */
    answered: (id: string, client: string): { readonly status: number; readonly answer: string } | undefined =>
      (
        all(
          'update put set times = times + 1 where id = ? and client = ? returning status, answer',
          id,
          client,
        ) as readonly { readonly status: number; readonly answer: string }[]
      )[0],

    keepAnswer: (put: Put, status: number, answer: string): void =>
      run(
        `insert into put (id, client, user, issue, snils, facts, ground, purpose, at, status, answer)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        put.id,
        put.client,
        put.user,
        put.issue,
        put.snils,
        put.facts.join(' '),
        put.ground,
        put.purpose,
        put.at,
        status,
        answer,
      ),

    /** The latest first. */
    puts: (most: number): readonly (Put & { readonly times: number })[] =>
      (
        all(
          `select id, client, user, issue, snils, facts, ground, purpose, at, times from put
          order by at desc, id limit ?`,
          most,
        ) as readonly (Omit<Put, 'facts'> & { readonly facts: string; readonly times: number })[]
      ).map((put) => ({ ...put, facts: put.facts.split(' ') })),

    /** A dispute that came twice is one dispute. */
    keepDispute: (id: string, body: string, at: string): void =>
      run('insert into dispute values (?, ?, ?) on conflict (id) do nothing', id, body, at),
    disputes: () =>
      all('select id, body, at from dispute order by at desc limit 50') as readonly {
        readonly id: string;
        readonly body: string;
        readonly at: string;
      }[],

    send: (id: string, service: string, body: string, dueAt: number): void =>
      run('insert into outgoing (id, service, body, due) values (?, ?, ?, ?)', id, service, body, dueAt),
    /** Messages whose time has come, the oldest first. */
    due: (at: number): readonly Outgoing[] =>
      all(
        'select id, service, body, tries from outgoing where delivered_at is null and due <= ? order by rowid limit 20',
        at,
      ) as readonly Outgoing[],
    delivered: (id: string, at: string): void => run('update outgoing set delivered_at = ? where id = ?', at, id),
    tryLater: (id: string, dueAt: number): void =>
      run('update outgoing set due = ?, tries = tries + 1 where id = ?', dueAt, id),
    outgoing: () =>
      all('select id, service, tries, delivered_at from outgoing order by rowid desc limit 50') as readonly {
        readonly id: string;
        readonly service: string;
        readonly tries: number;
        readonly delivered_at: string | null;
      }[],
    /** Children whose birth was registered here after the start, by the numbers they got. */
    childrenOf: (mother: string): number =>
      (
        all(
          `select snils from resident where snils like '99%' and substr(snils, 3, 1) > '0' and substr(snils, 4, 6) = ?`,
          mother.slice(3, 9),
        ) as readonly { readonly snils: string }[]
      ).length,
    named: (snils: string): { readonly surname: string } => ({
      surname:
        (all('select surname from resident where snils = ?', snils) as readonly { readonly surname: string }[])[0]
          ?.surname ?? '',
    }),
    someResidents: (most: number) =>
      all('select snils, surname, given_name, birth_date from resident order by snils limit ?', most) as readonly {
        readonly snils: string;
        readonly surname: string;
        readonly given_name: string;
        readonly birth_date: string;
      }[],
  };
}

export type Store = ReturnType<typeof openStore>;

/** Everything an agency was ever asked, out of its database in a folder; for whoever holds both sides against each other. */
export function putsKept(folder: string, kind: AgencyKind): readonly Put[] {
  const store = openStore(folder, kind);
  try {
    return store.puts(Number.MAX_SAFE_INTEGER);
  } finally {
    store.close();
  }
}
