import { isNeverNull, loadReading } from '#language';
import type { TableOptions } from '#language';

import type { Gathered } from './gathered.ts';
import type { Feel } from './shape-pieces.ts';

const { read } = await loadReading();

/** What the checker of tables may rely on of a declared name. */
export type Named = Pick<TableOptions, 'limits' | 'isNeverNull'>;

/** Told facts lie within their limits and are never null unless there may be none, parameters neither; derived facts when their rules say so. */
export function namedIn(gathered: Gathered): Named {
  const limits = new Map<string, string>();
  const sure = new Map<string, boolean>();
  for (const [{ id, min, max, mayBeAbsent }] of gathered.facts) {
    sure.set(id, mayBeAbsent === undefined);
    if (min !== undefined) limits.set(id, max === undefined ? `>= ${min}` : `[${min}..${max}]`);
    else if (max !== undefined) limits.set(id, `<= ${max}`);
  }
  for (const [{ id }] of gathered.parameters) sure.set(id, true);
  for (const name of ['today', 'territory', 'members', 'applicant', 'subject']) sure.set(name, true);
  const ways = new Map(gathered.derived.map(([{ id, ways: written }]) => [id, written]));
  const isSure = (name: string): boolean => {
    const known = sure.get(name);
    if (known !== undefined) return known;
    // A ring of derived facts is a problem told elsewhere.
    sure.set(name, false);
    const found = ways.get(name)?.every((way) => isNeverNullWay(way, isSure)) ?? false;
    sure.set(name, found);
    return found;
  };
  return { limits: (fact) => limits.get(fact), isNeverNull: isSure };
}

function isNeverNullWay(way: Feel, isSure: (name: string) => boolean): boolean {
  if (typeof way === 'object') return false;
  const got = read(String(way));
  return 'tree' in got && isNeverNull(got.tree, isSure);
}
