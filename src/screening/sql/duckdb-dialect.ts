import { dayText } from '#language';

import type { Dialect } from './dialect.ts';
import { quoted } from './text.ts';

export const duckDbDialect: Dialect = {
  name: 'duckdb',
  double: 'double',
  amount: 'decimal(18, 2)',
  fence: '',
  // DuckDB has no decimals of any length: the digits of a number as a whole number of 128 bits, with its power of ten. The
  // way back over a text gives the nearest double.
  setUp: [
    "okno_whole(shown) as cast(replace(split_part(shown, 'e', 1), '.', '') as hugeint)",
    `okno_power(shown) as
      coalesce(try_cast(split_part(shown, 'e', 2) as integer), 0) - length(split_part(split_part(shown, 'e', 1), '.', 2))`,
    "okno_ten(power) as cast('1' || repeat('0', power) as hugeint)",
    "okno_number(whole, power) as cast(cast(whole as varchar) || 'e' || cast(power as varchar) as double)",
    `okno_shifted_sum(a, a_power, b, b_power, power) as
      okno_number(a * okno_ten(a_power - power) + b * okno_ten(b_power - power), power)`,
    // Numbers so far apart that the smaller one does not reach the digits of the larger.
    `okno_sum_of(a, b, a_power, b_power) as case
      when abs(a_power - b_power) > 18 then cast(a as double) + cast(b as double)
      else okno_shifted_sum(okno_whole(a), a_power, okno_whole(b), b_power, least(a_power, b_power)) end`,
    // Positive numbers from a tenth on have eighteen digits after the point at most: those and the whole part are added
    // apart, as numbers of 64 bits, which is fifteen times as fast.
    'okno_fits(a) as a = 0 or (a >= 0.1 and a < 1e15)',
    "okno_before(shown) as cast(split_part(shown, '.', 1) as bigint)",
    "okno_after(shown) as cast(rpad(split_part(shown, '.', 2), 18, '0') as bigint)",
    `okno_joined(before, after) as cast(
      concat(before + after // 1000000000000000000, '.', lpad(cast(after % 1000000000000000000 as varchar), 18, '0')) as double)`,
    `okno_add(a, b) as case
      when okno_fits(a) and okno_fits(b)
      then okno_joined(
        okno_before(cast(a as varchar)) + okno_before(cast(b as varchar)),
        okno_after(cast(a as varchar)) + okno_after(cast(b as varchar)))
      when isfinite(a) and isfinite(b)
      then okno_sum_of(cast(a as varchar), cast(b as varchar), okno_power(cast(a as varchar)), okno_power(cast(b as varchar)))
      else a + b end`,
    `okno_multiply(a, b) as case when isfinite(a) and isfinite(b)
      then okno_number(
        okno_whole(cast(a as varchar)) * okno_whole(cast(b as varchar)),
        okno_power(cast(a as varchar)) + okno_power(cast(b as varchar)))
      else a * b end`,
    // As many digits before the division as there is place for: some twenty are left after it.
    `okno_quotient(a, b, a_power, b_power, more) as okno_number((a * okno_ten(more)) // b, a_power - more - b_power)`,
    `okno_divide(a, b) as okno_quotient(
      okno_whole(cast(a as varchar)), okno_whole(cast(b as varchar)),
      okno_power(cast(a as varchar)), okno_power(cast(b as varchar)),
      38 - length(cast(abs(okno_whole(cast(a as varchar))) as varchar)))`,
    `okno_rounded(sign, quotient, rest, unit, mode) as sign * (quotient + case mode
      when 'up' then cast(rest > 0 as hugeint)
      when 'down' then 0
      when 'half up' then cast(2 * rest >= unit as hugeint)
      when 'half down' then cast(2 * rest > unit as hugeint)
      when 'half even' then cast(2 * rest > unit or (2 * rest = unit and quotient % 2 = 1) as hugeint)
      when 'floor' then cast(sign < 0 and rest > 0 as hugeint)
      else cast(sign > 0 and rest > 0 as hugeint) end)`,
    `okno_round_digits(whole, unit, scale, mode) as
      okno_number(okno_rounded(sign(whole), abs(whole) // unit, abs(whole) % unit, unit, mode), -scale)`,
    `okno_round(a, scale, mode) as case
      when okno_power(cast(a as varchar)) >= -scale then a
      else okno_round_digits(
        okno_whole(cast(a as varchar)), okno_ten(least(37, -scale - okno_power(cast(a as varchar)))), scale, mode) end`,
  ].map((macro) => `create or replace temp macro ${macro}`),
  date: (day) =>
    Number.isFinite(day) ? `date ${quoted(dayText(day))}` : `${quoted(day < 0 ? '-infinity' : 'infinity')}::date`,
  shifted: (day, months, days) => `cast(${day} + to_months(${months}) + to_days(${days}) as date)`,
  listHas: (list, item) => `list_contains(${list}, ${quoted(item)})`,
  // A query of a service reads its own columns and no others.
  rows: (table, services) =>
    services
      .map(
        ({ service, person, answer, isAny, amount, criterion }) =>
          `select household, ${person} as person, ${service} as service, ${answer} as answer, ${amount} as amount, ${criterion} as criterion
           from ${table} where ${isAny}`,
      )
      .join(' union all '),
  add: (a, b) => `okno_add(${a}, ${b})`,
  multiply: (a, b) => `okno_multiply(${a}, ${b})`,
  divide: (a, b) => `okno_divide(${a}, ${b})`,
  round: (value, scale, rounding) => `okno_round(${value}, ${scale}, ${quoted(rounding)})`,
};
