import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDuck } from '#screening/duck.ts';
import { openPopulation } from '#screening/population.ts';
import { firstFaults } from '#screening/population-faults.ts';
import type { ScreenEngine } from '#screening/screen.ts';

import { duckDbEngine } from './duckdb-engine.ts';
import { pairsOf, screenTables } from './screened.ts';
import { quoted } from './text.ts';

/** The rules as SQL in DuckDB, on the files of a population. What does not fit into memory lies in a temporary folder. */
export const screenByDuckDb: ScreenEngine = async (request) => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-screen-'));
  const { duck, close } = await openDuck(request.threads);
  try {
    const population = await openPopulation(request.catalogue, request.files, folder);
    if ('problems' in population) return population;
    const engine = await duckDbEngine(duck);
    await engine.run(`set temp_directory = ${quoted(folder)}`);
    for (const [table, of, file] of [
      ['people', 'person', population.people],
      ['households', 'household', population.households],
    ] as const) {
      const source = `read_parquet(${quoted(file.path)})`;
      const problems = await firstFaults(duck, request.catalogue, of, file.name, source, file.columns);
      if (problems.length > 0) return { problems };
      await engine.run(`create view ${table} as select * from ${source}`);
    }
    const screened = await screenTables(engine, request, { people: 'people', households: 'households', into: 'pairs' });
    await engine.run(
      `copy (${pairsOf(engine, 'pairs')} order by household, person, service) to ${quoted(request.out)} (format parquet, compression zstd)`,
    );
    return screened;
  } finally {
    close();
    rmSync(folder, { recursive: true, force: true });
  }
};
