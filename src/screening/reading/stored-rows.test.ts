import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { openDuck } from '#screening/duck.ts';
import type { BlockRange } from '#screening/population.ts';
import { blockSource } from './block-source.ts';
import { DuckRows } from './duck-rows.ts';
import { Pool } from './growing.ts';
import { misfit } from './raw.ts';
import type { Raw, Spec, Table } from './raw.ts';
import { StoredRows } from './stored-rows.ts';

const number = { kind: 'numbers', known: 3, open: 0, nothing: 1, min: -1e12, max: 1e12 } as const;
const text = { kind: 'texts', known: 3, open: 0, nothing: 1 } as const;
const truth = { kind: 'bytes', open: 2, nothing: 3 } as const;
const colours = ['red', 'green', 'синий'];
const colour = { kind: 'bytes', open: 255, nothing: 254, choices: colours } as const;
const several = { kind: 'bits', open: -1, nothing: -2, choices: colours } as const;
const listed = `ENUM('${colours.join("', '")}')`;

function known(list: string): string {
  return `CASE WHEN len(${list}) = list_count(${list}) THEN ${list}::${listed}[] END`;
}

/** Every kind of column: those that are taken as they lie in the file, and, at the end, those that DuckDB reads. */
const specs: readonly Spec[] = [
  { ...number, name: 'household', type: 'BIGINT', sql: 'household::DOUBLE' },
  { ...text, name: 'person', type: 'VARCHAR', sql: 'person::VARCHAR' },
  { ...truth, name: 'works', type: 'BOOLEAN', sql: 'works' },
  { ...truth, name: 'always', type: 'BOOLEAN', sql: 'always' },
  { ...truth, name: 'never', type: 'BOOLEAN', sql: 'never' },
  { ...number, name: 'money', type: 'DOUBLE', sql: 'money' },
  { ...number, name: 'children', type: 'INTEGER', sql: 'children::DOUBLE' },
  { ...number, name: 'day', type: 'DATE', sql: `(day - DATE '1970-01-01')::DOUBLE` },
  { ...colour, name: 'colour', type: 'VARCHAR', sql: `colour::${listed}` },
  { ...number, name: 'few', type: 'DOUBLE', sql: 'few', none: { name: 'few_none', sql: 'few_none' } },
  { ...text, name: 'word', type: 'VARCHAR', sql: 'word', none: { name: 'few_none', sql: 'few_none' } },
  { ...colour, name: 'colour', type: 'VARCHAR', sql: `colour::${listed}`, none: { name: 'few_none', sql: 'few_none' } },
  { ...several, name: 'colours', type: 'VARCHAR[]', sql: known('colours') },
  { ...several, name: 'gaps', type: 'VARCHAR[]', sql: known('gaps') },
  { ...several, name: 'gaps', type: 'VARCHAR[]', sql: known('gaps'), none: { name: 'few_none', sql: 'few_none' } },
  { ...number, name: 'exact', type: 'DECIMAL(9,2)', sql: 'exact::DOUBLE' },
];
const taken = 15;

const rows = 20_000;
const columns = `
  i * 3 // 7 - 40 AS household,
  CASE WHEN i % 11 = 0 THEN '' WHEN i % 7 = 0 THEN 'a person with a long name ' || i ELSE 'p' || i END AS person,
  CASE WHEN hash(i) % 10 > 0 THEN hash(i, 1) % 2 = 0 END AS works,
  TRUE AS always,
  NULL::BOOLEAN AS never,
  CASE WHEN i < 9000 OR i % 5 > 0 THEN (hash(i, 2) % 10000000)::DOUBLE / 100 END AS money,
  CASE WHEN i % 4 > 0 THEN (hash(i, 3) % 4000000)::INTEGER - 2000000 END AS children,
  DATE '1970-01-01' + ((hash(i, 4) % 40000)::INTEGER - 20000) AS day,
  CASE WHEN hash(i, 5) % 9 > 0 THEN ['red', 'green', 'синий'][1 + (hash(i, 6) % 3)::INTEGER] END AS colour,
  CASE WHEN i % 3 > 0 THEN (hash(i, 7) % 5)::DOUBLE END AS few,
  hash(i, 8) % 6 = 0 AS few_none,
  CASE WHEN i % 9 > 0 THEN ['да', 'нет', ''][1 + (hash(i, 9) % 3)::INTEGER] END AS word,
  ((hash(i, 10) % 100000)::DOUBLE / 100)::DECIMAL(9, 2) AS exact,
  CASE WHEN i % 6 > 0 THEN list_filter(['red', 'green', 'синий'], lambda one: hash(i, one) % 2 = 0) END AS colours,
  CASE WHEN i % 6000 > 300 THEN list_transform(range((hash(i, 11) % 4)::INTEGER), lambda k: CASE WHEN hash(i, k) % 8 > 0 THEN ['red', 'green', 'синий'][1 + (hash(i, k) % 3)::INTEGER] END) END AS gaps`;

const folder = mkdtempSync(join(tmpdir(), 'okno-stored-'));
after(() => rmSync(folder, { recursive: true }));

async function written(name: string, options: string, selected = columns): Promise<Table> {
  const { duck, close } = await openDuck(1);
  const path = join(folder, `${name}.parquet`);
  await duck.run(`COPY (SELECT ${selected} FROM range(${rows}) t(i)) TO '${path}' (FORMAT parquet, ${options})`);
  close();
  return { path, specs };
}

/** What DuckDB reads, block after block. */
async function byDuck(table: Table, blocks: readonly BlockRange[], first: number): Promise<readonly Raw[][]> {
  const duck = await DuckRows.of(table, new Pool());
  await duck.begin(blocks[first]!.from);
  const found: Raw[][] = [];
  for (const { to } of blocks.slice(first)) {
    await duck.upTo(to);
    found.push([...duck.done()]);
  }
  duck.close();
  return found;
}

async function asStored(table: Table, blocks: readonly BlockRange[], first: number): Promise<readonly Raw[][]> {
  const { read, close } = await blockSource({ tables: { people: table, households: table }, blocks }, new Pool());
  const found: Raw[][] = [];
  for (let index = first; index < blocks.length; index += 1) found.push([...(await read(index)).people]);
  close();
  return found;
}

const edges = [-Infinity, -3, 100, 101, 4000, 8000, 9000, Infinity];
const blocks = edges.slice(1).map((to, index): BlockRange => ({ from: edges[index]!, to, firstRow: 0 }));

describe('what lies in a Parquet file as it is wanted is taken from there', () => {
  for (const [name, options] of Object.entries({
    plain: 'COMPRESSION uncompressed',
    snappy: 'COMPRESSION snappy, ROW_GROUP_SIZE 4096',
    gzip: 'COMPRESSION gzip, ROW_GROUP_SIZE 6144',
    zstd: 'COMPRESSION zstd, ROW_GROUP_SIZE 2048',
    'without dictionaries': 'COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1',
  }))
    test(`${name}: block after block, from the first and from the middle on, it is what DuckDB reads`, async () => {
      const table = await written(name, options);
      const stored = StoredRows.of(table, new Pool());
      assert.deepEqual(
        stored?.readers.map((reader) => reader !== undefined),
        specs.map((_, index) => index < taken),
      );
      stored?.close();
      for (const first of [0, 4])
        assert.deepEqual(await asStored(table, blocks, first), await byDuck(table, blocks, first));
    });

  test('another version of pages, of which DuckDB has to read some columns', async () => {
    const table = await written('version2', 'PARQUET_VERSION v2, ROW_GROUP_SIZE 4096');
    assert.deepEqual(await asStored(table, blocks, 0), await byDuck(table, blocks, 0));
  });

  test('a value that does not fit its fact is told', async () => {
    for (const [wrong, told] of [
      [`CASE WHEN i = 700 THEN 'pink' ELSE 'red' END AS colour`, misfit],
      [`CASE WHEN i = 700 THEN 2e12 ELSE 1 END AS money`, misfit],
      [`CASE WHEN i = 700 THEN 'nan'::DOUBLE ELSE 1 END AS money`, misfit],
      [`CASE WHEN i = 700 THEN ['red', 'pink'] ELSE [] END AS colours`, misfit],
    ] as const) {
      const table = await written('wrong', 'COMPRESSION snappy', `i // 3 AS household, ${wrong}`);
      const own = table.specs.filter((spec) => wrong.endsWith(` ${spec.name}`) && spec.none === undefined);
      const few = { path: table.path, specs: [specs[0]!, ...own] };
      await assert.rejects(asStored(few, blocks, 0), new RegExp(told, 'u'));
    }
  });

  test('a file that is cut off or damaged is refused, and not read on into nothing', async () => {
    const table = await written('damaged', 'COMPRESSION snappy');
    const bytes = readFileSync(table.path);
    bytes.fill(0xff, 2000, 12_000);
    writeFileSync(table.path, bytes);
    await assert.rejects(asStored({ ...table, specs: specs.slice(0, taken) }, blocks, 0));
  });

  test('a table whose households are numbered in another type is left to DuckDB', async () => {
    const table = await written('small', 'COMPRESSION snappy', columns.replace('- 40 AS', '::SMALLINT AS'));
    assert.equal(
      StoredRows.of({ ...table, specs: [{ ...specs[0]!, type: 'SMALLINT' }, ...specs.slice(1)] }, new Pool()),
      undefined,
    );
  });
});
