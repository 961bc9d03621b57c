import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue, LawChange } from '#catalogue';
import type { Problem } from '#language';
import { screenByPlanes } from '#screening';

import { candidatesIn } from './candidates.ts';
import type { Candidates } from './candidates.ts';
import { screened } from './screened.ts';
import type { PopulationFolder } from './told-population.ts';
import { takeUpOf } from './take-up.ts';
import type { TakeUp } from './take-up.ts';
import { WhatIfCount } from './what-if.ts';
import type { WhatIf } from './what-if.ts';

/** A population, and how it is to be counted. */
export type Asked = {
  readonly catalogue: Catalogue;
  readonly population: PopulationFolder;
  /** The day whose law is asked. */
  readonly day: string;
  readonly threads: number;
  /** How many people are answered, of how many. */
  readonly progress?: (done: number, all: number) => void;
};

/** What is wrong with the population: nothing was counted. */
export type Refused = { readonly problems: readonly Problem[] };

export function isRefused(found: object): found is Refused {
  return 'problems' in found;
}

/** Who of a population has a right to some services by the law of a day, and what is known of those people beside. */
export async function candidatesOf(asked: Asked, services: readonly string[]): Promise<Candidates | Refused> {
  const { folder } = asked.population;
  const [received, died, consents] = await Promise.all(
    ['received', 'died', 'consents'].map((name) => tableIn(folder, name)),
  );
  return await withPairs(asked, services, async (pairs) => {
    const files = {
      folder,
      pairs,
      ...(received === undefined ? {} : { received }),
      ...(died === undefined ? {} : { died }),
      ...(consents === undefined ? {} : { consents }),
    };
    return await candidatesIn(files, services, asked.day);
  });
}

/** Where help does not arrive in a population, of all services in force on a day. */
export async function takeUpIn(asked: Asked): Promise<TakeUp | Refused> {
  const { catalogue, population, day } = asked;
  const received = await tableIn(population.folder, 'received');
  return await withPairs(asked, undefined, async (pairs) => {
    const files = { folder: population.folder, pairs, ...(received === undefined ? {} : { received }) };
    const found = await takeUpOf(catalogue, day, files, 1);
    return 'problem' in found ? { problems: [found.problem] } : found;
  });
}

/** Who gains by a changed law, who loses: the whole of a population, screened under both laws. */
export async function effectOf(
  change: LawChange,
  { population, day, threads, progress }: Omit<Asked, 'catalogue'>,
): Promise<WhatIf | Refused> {
  const gathered = new WhatIfCount(change, day);
  const households = screened(change, day, population, { threads, ...(progress === undefined ? {} : { progress }) });
  for (;;) {
    const next = await households.next();
    if (next.done === true) return next.value ?? (await gathered.result(population.isSynthetic));
    gathered.add(next.value);
  }
}

/** The pairs of a screening, for as long as somebody uses them. */
async function withPairs<Found>(
  { catalogue, population, day, threads, progress }: Asked,
  services: readonly string[] | undefined,
  use: (pairs: string) => Promise<Found>,
): Promise<Found | Refused> {
  const folder = await mkdtemp(join(tmpdir(), 'okno-region-'));
  try {
    const out = join(folder, 'pairs.parquet');
    const result = await screenByPlanes({
      catalogue,
      files: population.files,
      out,
      asOf: day,
      ...(services === undefined ? {} : { services }),
      withUnknown: false,
      threads,
      ...(progress === undefined ? {} : { progress }),
    });
    return isRefused(result) ? { problems: result.problems } : await use(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A table that an agency has laid beside a population. */
async function tableIn(folder: string, name: string): Promise<string | undefined> {
  for (const file of [`${name}.parquet`, `${name}.csv`].map((one) => join(folder, one))) {
    try {
      await access(file);
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}
