import type { Database } from '#database';

export type NamedOfficer = { readonly officer: string; readonly name: string };

/** Officers of some agencies, as far as they have ever signed in. */
export type Officers = {
  /** What an officer is called; her number in the directory where she has never signed in. */
  readonly nameOf: (agency: string, officer: string) => string;
  /** By name. */
  readonly of: (agency: string) => readonly NamedOfficer[];
  /** The number of the one officer of the agency who is meant by what was typed: a name, in any case of letters, or a number. */
  readonly find: (agency: string, typed: string) => string | undefined;
};

export type ReadOfficers = (agencies: Iterable<string>) => Promise<Officers>;

export function createOfficers({ queries }: Pick<Database, 'queries'>): ReadOfficers {
  return async (agencies) => {
    const wanted = [...new Set(agencies)];
    const rows =
      wanted.length === 0
        ? []
        : await queries
            .selectFrom('officer')
            .select(['agency', 'officer', 'name'])
            .where('agency', 'in', wanted)
            .orderBy('name')
            .orderBy('officer')
            .execute();
    return officersIn(rows);
  };
}

export function officersIn(rows: readonly (NamedOfficer & { readonly agency: string })[]): Officers {
  const byAgency = Map.groupBy(rows, ({ agency }) => agency);
  const of = (agency: string): readonly NamedOfficer[] => byAgency.get(agency) ?? [];
  return {
    of,
    nameOf: (agency, officer) => of(agency).find((one) => one.officer === officer)?.name ?? officer,
    find: (agency, typed) => {
      const wanted = folded(typed);
      const numbered = of(agency).find(({ officer }) => officer === typed.trim());
      const named = of(agency).filter(({ name }) => folded(name) === wanted);
      return numbered?.officer ?? (named.length === 1 ? named[0]?.officer : undefined);
    },
  };
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/gu, ' ');
}
