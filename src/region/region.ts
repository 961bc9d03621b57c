import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Problem } from '#language';
import { DuckDBInstance } from '@duckdb/node-api';

import { marginsOf } from './margins.ts';
import { openPopulation } from './told-population.ts';
import type { PopulationFolder } from './told-population.ts';
import { writePopulation } from './write-population.ts';

/** The people a server may go through as a whole, in tables. */
export type Region = {
  /** Opens the tables when somebody asks for the first time, and once. */
  readonly open: () => Promise<PopulationFolder | { readonly problem: Problem }>;
  /** The day whose law it is asked by: that for which it was made, or today. */
  readonly day: (today: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A population that lies in a folder. */
export function regionIn(catalogue: Catalogue, folder: string): Region {
  const once = openedOnce(
    () => openPopulation(catalogue, folder),
    () => Promise.resolve(),
  );
  return {
    ...once,
    day: async (today) => {
      const opened = await once.open();
      return 'problem' in opened ? today : (opened.day ?? today);
    },
  };
}

/**
 * A small synthetic region, made when it is asked for first and gone when it is closed; `besides` are sample residents who live
 * in it. Who of it has agreed to be offered services is drawn: the residents, and six of ten others.
 */
export function sampleRegion(
  catalogue: Catalogue,
  people: number,
  besides: () => Promise<readonly ToldSituation[]> = () => Promise.resolve([]),
): Region {
  let folder: string | undefined;
  const once = openedOnce(
    async () => {
      const read = marginsOf(catalogue);
      if ('problem' in read) return read;
      folder ??= await mkdtemp(join(tmpdir(), 'okno-sample-region-'));
      const wanted = { people, seed: 1, unknown: 0 };
      await writePopulation(catalogue, read.margins, wanted, folder, () => undefined, await besides());
      await drawConsents(folder);
      return await openPopulation(catalogue, folder);
    },
    async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  );
  return { ...once, day: (today) => Promise.resolve(catalogue.population.day ?? today) };
}

function openedOnce(open: Region['open'], thrownAway: () => Promise<void>): Omit<Region, 'day'> {
  let opened: ReturnType<Region['open']> | undefined;
  return {
    open: async () => {
      opened ??= open();
      // What could not be opened may be there the next time.
      const forget = (): void => void (opened = undefined);
      const found = await opened.catch((error: unknown) => {
        forget();
        throw error;
      });
      if ('problem' in found) forget();
      return found;
    },
    close: async () => {
      const found = await opened?.catch(() => undefined);
      if (found !== undefined && !('problem' in found)) found.close();
      await thrownAway();
    },
  };
}

async function drawConsents(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(
      `copy (
      select person from read_parquet($people)
      where not starts_with(person, 'synthetic-') or md5_number_lower(person) % 10 < 6
    ) to '${join(folder, 'consents.parquet').replaceAll("'", "''")}' (format parquet)`,
      {
        people: join(folder, 'people.parquet'),
      },
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
