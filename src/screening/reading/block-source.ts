import type { BlockRange } from '#screening/population.ts';
import type { DuckRows } from './duck-rows.ts';
import type { Pool } from './growing.ts';
import type { Raw, RawBlock, Table, Tables } from './raw.ts';
import { StoredRows } from './stored-rows.ts';

/** Reads the blocks of a population; those that follow each other without beginning anew. */
export async function blockSource(
  { tables: { people, households }, blocks }: { readonly tables: Tables; readonly blocks: readonly BlockRange[] },
  pool: Pool,
): Promise<{ readonly read: (index: number) => Promise<RawBlock>; readonly close: () => void }> {
  const [ofPeople, ofHouseholds] = await Promise.all([rowsOf(people, pool), rowsOf(households, pool)]);
  let next = -1;
  return {
    close: () => {
      ofPeople.close();
      ofHouseholds.close();
    },
    read: async (index) => {
      const { from, to } = blocks[index]!;
      if (index !== next) {
        await ofPeople.begin(from);
        await ofHouseholds.begin(from);
      }
      next = index + 1;
      return { households: await ofHouseholds.upTo(to), people: await ofPeople.upTo(to) };
    },
  };
}

/** The rows of a table, household after household. */
type Rows = {
  readonly begin: (household: number) => Promise<void>;
  /** Takes the rows before the first household with this number or a higher one. */
  readonly upTo: (household: number) => Promise<readonly Raw[]>;
  readonly close: () => void;
};

/** What lies in the file as it is wanted is taken from there; DuckDB reads the rest. */
async function rowsOf(table: Table, pool: Pool): Promise<Rows> {
  const stored = StoredRows.of(table, pool);
  if (stored === undefined) {
    const rows = await duckRows(table, pool);
    return {
      begin: (household) => rows.begin(household),
      upTo: async (household) => {
        await rows.upTo(household);
        return rows.done();
      },
      close: () => rows.close(),
    };
  }
  const specs = table.specs.filter((_, index) => stored.readers[index] === undefined);
  const others = specs.length === 0 ? undefined : await duckRows({ ...table, specs }, pool);
  return {
    begin: async (household) => {
      const before = stored.begin(household);
      await others?.beginAt(before);
    },
    upTo: async (household) => {
      const rows = stored.countBefore(household);
      stored.take(rows);
      await others?.take(rows);
      const left = [...(others?.done() ?? [])];
      return stored.readers.map((reader) => reader?.done() ?? left.shift()!);
    },
    close: () => {
      stored.close();
      others?.close();
    },
  };
}

/** DuckDB is loaded where it is needed. */
async function duckRows(table: Table, pool: Pool): Promise<DuckRows> {
  const { DuckRows: Rows } = await import('./duck-rows.ts');
  return await Rows.of(table, pool);
}
