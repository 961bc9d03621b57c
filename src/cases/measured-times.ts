import { sql } from 'kysely';

import type { Day } from '#catalogue';
import type { Database } from '#database';

/** How long an agency took to answer about a service, from the day on which it could begin; days of the calendar. */
export type MeasuredTime = {
  readonly cases: number;
  /** Half of the cases were answered within so many days, nine in ten within so many. */
  readonly halfDays: number;
  readonly mostDays: number;
  readonly on: Day;
};

/** Undefined where there were too few cases to tell. */
export type MeasuredTimes = (agency: string, service: string | undefined) => MeasuredTime | undefined;

export type MeasureTimes = {
  /** Measures anew, unless it was done today. */
  readonly measure: () => Promise<void>;
  readonly read: (agencies: Iterable<string>) => Promise<MeasuredTimes>;
};

/** Fewer say nothing, and might say something about one person. */
const fewestCases = 10;
const daysBack = 365;

export function createMeasuredTimes(
  { queries }: Pick<Database, 'queries'>,
  { today, timeZone }: { readonly today: () => Day; readonly timeZone: string },
): MeasureTimes {
  return {
    measure: async () => {
      const on = today();
      await queries.transaction().execute(async (transaction) => {
        // Two servers at once: the second waits here and finds it done.
        await sql`lock table measured_time in share row exclusive mode`.execute(transaction);
        const done = await sql`select from measured_time where measured_on = ${on}::date limit 1`.execute(transaction);
        if (done.rows.length > 0) return;
        await transaction.deleteFrom('measured_time').execute();
        await sql`
          insert into measured_time (agency, service, cases, half_days, most_days, measured_on)
          select agency, service, count(*), percentile_disc(0.5) within group (order by days),
            percentile_disc(0.9) within group (order by days), ${on}::date
          from (
            select agency, task ->> 'service' as service,
              ((standing ->> 'since')::timestamptz at time zone ${timeZone})::date - (standing ->> 'readyOn')::date as days,
              (standing ->> 'since')::timestamptz as answered_at
            from case_task
            where state in ('done', 'refused') and agency is not null and task ->> 'kind' = 'decide'
              and task ->> 'service' is not null and standing ->> 'readyOn' is not null) as answered
          where answered_at >= ${on}::date - ${daysBack}::integer and days >= 0
          group by agency, service having count(*) >= ${fewestCases}`.execute(transaction);
      });
    },

    read: async (agencies) => {
      const wanted = [...new Set(agencies)];
      const { rows } = await sql<Row>`
        select agency, service, cases, half_days, most_days, measured_on::text as "on"
        from measured_time where agency = any(${wanted}::text[])`.execute(queries);
      const times = new Map(
        rows.map(({ agency, service, cases, half_days: halfDays, most_days: mostDays, on }) => [
          `${agency} ${service}`,
          { cases, halfDays, mostDays, on },
        ]),
      );
      return (agency, service) => (service === undefined ? undefined : times.get(`${agency} ${service}`));
    },
  };
}

type Row = {
  readonly agency: string;
  readonly service: string;
  readonly cases: number;
  readonly half_days: number;
  readonly most_days: number;
  readonly on: Day;
};
