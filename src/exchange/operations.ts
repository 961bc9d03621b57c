import { sql } from 'kysely';

import type { Catalogue } from '#catalogue';
import type { Database } from '#database';

import { connections } from './connections.ts';
import type { Connection } from './connections.ts';
import { closeDeadLetter, deadLetters } from './dead-letters.ts';
import type { DeadLetter } from './dead-letters.ts';
import type { Exchange } from './exchange.ts';
import type { Inquiry } from './model.ts';
import { countOpen, countSettled, figuresOfAgencies, inquiriesByAge } from './operate.ts';
import type { AgencyFigures, CountOfState } from './operate.ts';

/** What operators see of the exchange; nobody's facts. */
export type Overview = Omit<Counted, 'settled'> & {
  readonly connections: readonly Connection[];
  readonly states: readonly CountOfState[];
  /** Inquiries that nothing tries any more by itself. */
  readonly stuck: readonly Inquiry[];
  readonly letters: readonly Omit<DeadLetter, 'text'>[];
};

/** What is counted over the last days: too much to be counted for each look at it. */
export type Counted = {
  readonly since: Date;
  readonly countedAt: Date;
  readonly agencies: readonly AgencyFigures[];
  readonly settled: readonly CountOfState[];
  readonly onceOnly: OnceOnly;
};

/** Of the facts known in joint cases that some register holds: how many came from it, and how many the people told. */
export type OnceOnly = { readonly fromRegisters: number; readonly fromPeople: number };

export type Operations = {
  readonly overview: () => Promise<Overview>;
  /** Counts anew what looks within the next ten minutes are shown. */
  readonly recount: () => Promise<void>;
  /** Tries an inquiry again that lay with the operators; false when there is none of this id. */
  readonly mend: (id: string) => Promise<boolean>;
  /** A letter that belongs to nothing was seen to. */
  readonly closeLetter: (id: string, by: string) => Promise<void>;
  /** The exchange in figures of Prometheus. */
  readonly metrics: () => Promise<string>;
};

const daysCounted = 30;
const freshMilliseconds = 10 * 60_000;

export function createOperations(
  database: Database,
  {
    catalogue,
    exchange,
    now,
  }: { readonly catalogue: Catalogue; readonly exchange: Pick<Exchange, 'mend'>; readonly now: () => Date },
): Operations {
  let kept: Counted | undefined;

  async function count(): Promise<Counted> {
    const countedAt = now();
    const since = new Date(countedAt.getTime() - daysCounted * 86_400_000);
    return {
      since,
      countedAt,
      agencies: await figuresOfAgencies(database, since),
      settled: await countSettled(database, since),
      onceOnly: await onceOnly(database, catalogue, since),
    };
  }

  const counted = async (): Promise<Counted> =>
    kept !== undefined && now().getTime() - kept.countedAt.getTime() < freshMilliseconds ? kept : await count();

  return {
    recount: async () => void (kept = await count()),
    overview: async () => {
      const { settled, ...figures } = await counted();
      return {
        ...figures,
        states: [...(await countOpen(database)), ...settled],
        connections: await connections(database),
        stuck: await inquiriesByAge(database, { isDead: true }),
        letters: (await deadLetters(database)).map(({ id, at, source, reason }) => ({ id, at, source, reason })),
      };
    },
    mend: async (id) => {
      const found = (await inquiriesByAge(database, { isDead: true, most: 1000 })).find((one) => one.id === id);
      return found === undefined ? false : (await exchange.mend(found)).isChanged;
    },
    closeLetter: async (id, by) => await closeDeadLetter(database, id, by, now()),
    metrics: async () => metricsText(database, await counted(), now()),
  };
}

async function onceOnly({ queries }: Database, catalogue: Catalogue, since: Date): Promise<OnceOnly> {
  const held = [...catalogue.facts.values()].filter(
    ({ heldBy, basic }) => heldBy !== undefined && !basic && catalogue.registers.has(heldBy),
  );
  const { rows } = await sql<{ known: number; obtained: number }>`
    with cases as (select person, id, state -> 'told' as told from joint_case where opened_at >= ${since}),
    known as (
      select count(*) as count from cases, jsonb_array_elements(told -> 'people') as one,
        jsonb_object_keys(one -> 'facts') as fact where fact = any(${held.map(({ id }) => id)}::text[])
      union all
      select count(*) from cases, jsonb_object_keys(told -> 'household') as fact
        where fact = any(${held.map(({ id }) => id)}::text[])),
    obtained as (
      select count(distinct (f.person, i.purpose_id, f.subject, f.fact)) as count
      from cases c join inquiry i on i.person = c.person and i.purpose_id = c.id and i.purpose_kind = 'case'
      join inquiry_fact f on f.person = i.person and f.inquiry_id = i.id
      where f.answer <> 'not-found' and f.standing = 'usable' and i.preview in ('not-needed', 'accepted'))
    select (select sum(count) from known)::integer as known, (select count from obtained)::integer as obtained`.execute(
    queries,
  );
  const { known = 0, obtained = 0 } = rows[0] ?? {};
  return { fromRegisters: obtained, fromPeople: Math.max(0, known - obtained) };
}

/** The text format of Prometheus: what waits is counted when it is asked for, the tables say it and no process can forget it. */
async function metricsText(
  database: Database,
  { agencies, settled, onceOnly: { fromRegisters, fromPeople } }: Counted,
  now: Date,
): Promise<string> {
  const open = await countOpen(database);
  const seconds = (milliseconds: number | null): string =>
    milliseconds === null ? 'NaN' : String(milliseconds / 1000);
  const oldest = Math.min(now.getTime(), ...open.map((one) => one.oldest.getTime()));
  return [
    ...family(
      'okno_inquiries',
      'gauge',
      'Inquiries by state: those that wait, and of the last 30 days those that do not.',
      [...open, ...settled].map(({ state, count }) => [{ state }, count]),
    ),
    ...family('okno_inquiry_oldest_open_seconds', 'gauge', 'Age of the oldest inquiry without an answer.', [
      [{}, (now.getTime() - oldest) / 1000],
    ]),
    ...family(
      'okno_agency_inquiries',
      'gauge',
      'Inquiries of the last 30 days by agency and what came of them.',
      agencies.flatMap(({ agency, answered, refused, notFound, late, open: waiting }) =>
        Object.entries({ answered, refused, notFound, late, open: waiting }).map(
          ([result, count]) => [{ agency, result }, count] as const,
        ),
      ),
    ),
    ...family(
      'okno_agency_answer_seconds',
      'summary',
      'From the question to the answer, last 30 days.',
      agencies.flatMap(({ agency, medianMs, p95Ms, p99Ms }) => [
        [{ agency, quantile: '0.5' }, seconds(medianMs)] as const,
        [{ agency, quantile: '0.95' }, seconds(p95Ms)] as const,
        [{ agency, quantile: '0.99' }, seconds(p99Ms)] as const,
      ]),
    ),
    ...family(
      'okno_connection_up',
      'gauge',
      'Whether inquiries go through to an agency.',
      (await connections(database)).map(({ agency, state }) => [{ agency }, state === 'up' ? 1 : 0]),
    ),
    ...family(
      'okno_once_only_facts',
      'gauge',
      'Facts known in joint cases of the last 30 days that some register holds, by where they came from.',
      [
        [{ from: 'register' }, fromRegisters],
        [{ from: 'person' }, fromPeople],
      ],
    ),
    ...family('okno_dead_letters', 'gauge', 'Letters and inquiries that lie with the operators.', [
      [{ kind: 'letter' }, (await deadLetters(database, 1000)).length],
      [{ kind: 'inquiry' }, (await inquiriesByAge(database, { isDead: true, most: 1000 })).length],
    ]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function family(
  name: string,
  type: 'gauge' | 'summary',
  help: string,
  samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number | string])[],
): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text.replaceAll(/[\\"\n]/gu, '_')}"`);
      return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
    }),
  ];
}
