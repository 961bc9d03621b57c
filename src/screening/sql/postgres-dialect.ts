import { dayText } from '#language';

import type { Dialect } from './dialect.ts';
import { choose, quoted } from './text.ts';
import type { Sql } from './text.ts';

const digits = (value: Sql): Sql => `${value}::text::numeric`;
const double = (value: Sql): Sql => `(${value})::float8`;

/** More digits than decimal128 has, so that the nearest double is the same. */
const manyZeros = `0.${'0'.repeat(50)}`;

export const postgresDialect: Dialect = {
  name: 'postgres',
  double: 'float8',
  amount: 'numeric(18, 2)',
  // A subquery with an order stays a subquery, and an order by what is the same for every row costs nothing. (`offset 0`
  // would do as well, but Citus takes such a subquery away from the workers.)
  fence: ' order by null::int',
  setUp: [],
  date: (day) =>
    Number.isFinite(day) ? `date ${quoted(dayText(day))}` : `${quoted(day < 0 ? '-infinity' : 'infinity')}::date`,
  shifted: (day, months, days) => {
    const inMonths = months === 0 ? day : `(${day} + make_interval(months => ${months}))::date`;
    return `(${inMonths} + ${days})`;
  },
  listHas: (list, item) => `(${quoted(item)} = any(${list}))`,
  // The table is read once: whatever is said of a person stands in arrays, which are taken apart side by side.
  rows: (table, services) => {
    const each = (type: Sql, items: readonly Sql[]): Sql => `unnest(array[${items.join(', ')}]::${type}[])`;
    const columns = [
      ['service', 'text', services.map(({ service }) => service)],
      ['answer', 'text', services.map(({ answer }) => answer)],
      ['amount', 'numeric(18, 2)', services.map(({ amount }) => amount)],
      ['criterion', 'text', services.map(({ criterion }) => criterion)],
    ] as const;
    const taken = columns.map(([name, type, items]) => `${each(type, items)} as ${name}`);
    const [{ person } = { person: 'person' }] = services;
    return `select * from (select household, ${person} as person, ${taken.join(', ')} from ${table}) told where answer is not null`;
  },
  add: (a, b) => double(`${digits(a)} + ${digits(b)}`),
  multiply: (a, b) => double(`${digits(a)} * ${digits(b)}`),
  divide: (a, b) => double(`(${digits(a)} + ${manyZeros}) / ${digits(b)}`),
  round: (value, scale, rounding) => {
    const of = digits(value);
    const unit = `1e${scale}`;
    const at = `abs(${of}) * ${unit}`;
    const away = (size: Sql): Sql => double(`sign(${of}) * ${size} / ${unit}`);
    switch (rounding) {
      case 'up':
        return away(`ceil(${at})`);
      case 'down':
        return away(`floor(${at})`);
      case 'half up':
        return double(`round(${of}, ${scale})`);
      case 'half down':
        return away(`ceil(${at} - 0.5)`);
      case 'half even':
        return away(choose([[`(${at} - floor(${at}) = 0.5)`, `(2 * round(${at} / 2))`]], `round(${at})`));
      case 'floor':
      case 'ceiling':
        return double(`${rounding === 'floor' ? 'floor' : 'ceil'}(${of} * ${unit}) / ${unit}`);
    }
  },
};
