import type { Home } from './homes.ts';
import { agesOf } from './margins.ts';
import type { Margins } from './margins.ts';

/** What homes are counted by: how many of a group are in each home, and what share of all the group should be. */
type Target = { readonly share: number; readonly counts: readonly (readonly [home: number, count: number])[] };
type Table = readonly Target[];

const rounds = 120;

/**
 * How often each home is to be drawn so that all tables come out as published at once (iterative proportional updating).
 * Where margins contradict each other a little, it ends between them.
 */
export function rake(homes: readonly Home[], margins: Margins): Float64Array {
  const tables = [
    people(homes, margins),
    byHome(homes, margins.groups('homesBySize'), ({ members }) => cappedAt(6, members.length)),
    byHome(homes, margins.groups('familiesByChildren'), (home) => {
      const children = childrenIn(home);
      return children === 0 ? undefined : cappedAt(5, children);
    }),
    byHome(homes, margins.groups('parents'), (home) => {
      if (childrenIn(home) === 0) return undefined;
      return home.isCouple ? 'couple' : home.members[0]?.sex === 'female' ? 'mother' : 'father';
    }),
    byHome(homes, margins.groups('alone'), ({ members }) => {
      if (members.length > 1) return undefined;
      return (members[0]?.age ?? 0) < 60 ? 'younger' : 'older';
    }),
  ];
  const sizes = homes.map(({ members }) => members.length);
  const weights = new Float64Array(homes.length).fill(1);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, table] of tables.entries()) fit(table, weights, index === 0 ? sizes : undefined);
  return weights;
}

/** Brings one table to its shares; a home of several groups is moved by each in the measure of its people. */
function fit(table: Table, weights: Float64Array, sizes: readonly number[] | undefined): void {
  const sums = table.map(({ counts }) => counts.reduce((sum, [home, count]) => sum + weights[home]! * count, 0));
  const all = sums.reduce((sum, one) => sum + one, 0);
  const wanted = table.reduce((sum, { share }) => sum + share, 0);
  for (const [index, { share, counts }] of table.entries()) {
    const factor = share / wanted / Math.max(sums[index]! / all, 1e-12);
    for (const [home, count] of counts)
      weights[home]! *= sizes === undefined ? factor : factor ** (count / sizes[home]!);
  }
}

function people(homes: readonly Home[], margins: Margins): Table {
  return (['women', 'men'] as const).flatMap((id) =>
    margins.groups(id).map(([key, share]): Target => {
      const { from, to } = agesOf(key);
      const sex = id === 'women' ? 'female' : 'male';
      const counts = homes.flatMap(({ members }, home) => {
        const count = members.filter((member) => member.sex === sex && member.age >= from && member.age <= to).length;
        return count === 0 ? [] : [[home, count] as const];
      });
      return { share, counts };
    }),
  );
}

function byHome(
  homes: readonly Home[],
  groups: readonly (readonly [string, number])[],
  groupOf: (home: Home) => string | undefined,
): Table {
  const found = homes.map(groupOf);
  return groups.map(([key, share]) => ({
    share,
    counts: found.flatMap((group, home) => (group === key ? [[home, 1] as const] : [])),
  }));
}

export function childrenIn({ members }: Home): number {
  return members.filter(({ age, place }) => age < 18 && (place === 'child' || place === 'ward')).length;
}

export function cappedAt(most: number, count: number): string {
  return count >= most ? `${most}+` : String(count);
}
