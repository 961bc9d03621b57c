import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';

import { households } from './bench-assess-households.ts';
import { chanceOf } from './bench-assess-services.ts';

const householdsAtOnce = 500;

export type Files = { readonly people: string; readonly households: string };

/** A population of drawn households as the two tables of `docs/screening.md`, in CSV; gives how many people they are. */
export function writeCrowd(
  catalogue: Catalogue,
  folder: string,
  { people, unknownShare, seed }: { readonly people: number; readonly unknownShare: number; readonly seed: number },
): { readonly files: Files; readonly people: number; readonly households: number } {
  const files = { people: join(folder, 'people.csv'), households: join(folder, 'households.csv') };
  const facts = { person: factsOf(catalogue, 'person'), household: factsOf(catalogue, 'household') };
  writeFileSync(files.people, line(['household', 'person', 'applicant', ...header(facts.person)]));
  writeFileSync(files.households, line(['household', 'territory', ...header(facts.household)]));
  const chance = chanceOf(seed);
  let written = 0;
  let household = 0;
  while (written < people) {
    const drawn = households(catalogue, householdsAtOnce, unknownShare, chance);
    const rows: string[] = [];
    const ofHouseholds: string[] = [];
    for (const told of drawn) {
      rows.push(...peopleRows(told, household, facts.person));
      ofHouseholds.push(line([household, told.territory, ...cells(facts.household, told.household)]));
      written += told.people.length;
      household += 1;
    }
    appendFileSync(files.people, rows.join(''));
    appendFileSync(files.households, ofHouseholds.join(''));
  }
  return { files, people: written, households: household };
}

function peopleRows({ people, applicant }: ToldSituation, household: number, facts: readonly Fact[]): string[] {
  return people.map((person) =>
    line([household, `${household}-${person.id}`, person.id === applicant, ...cells(facts, person.facts)]),
  );
}

function factsOf(catalogue: Catalogue, of: Fact['of']): readonly Fact[] {
  return [...catalogue.facts.values()].filter((fact) => fact.of === of);
}

function header(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap(({ id, mayBeAbsent }) => (mayBeAbsent === undefined ? [id] : [id, `${id}_none`]));
}

function cells(facts: readonly Fact[], told: Readonly<Record<string, FactValue>>): readonly (string | boolean)[] {
  return facts.flatMap(({ id, mayBeAbsent }) => {
    const value = told[id];
    const own = value === undefined || value === null ? '' : typeof value === 'object' ? `${value.join('|')}|` : value;
    return mayBeAbsent === undefined ? [String(own)] : [String(own), value === null];
  });
}

function line(values: readonly (string | number | boolean)[]): string {
  return `${values.map(String).join(',')}\n`;
}
