import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { openDuck } from '#screening/duck.ts';
import { struct, thriftBytes } from '#screening/parquet/thrift.ts';
import type { Field } from '#screening/parquet/thrift.ts';
import { DuckRows } from './duck-rows.ts';
import { Pool } from './growing.ts';
import type { Raw, Spec, Table } from './raw.ts';
import { StoredRows } from './stored-rows.ts';

const number = { kind: 'numbers', known: 3, open: 0, nothing: 1, min: -1e12, max: 1e12 } as const;
const words = ['да', 'нет'];
const specs: readonly Spec[] = [
  { ...number, name: 'household', type: 'BIGINT', sql: 'household::DOUBLE' },
  { kind: 'texts', known: 3, open: 0, nothing: 1, name: 'person', type: 'VARCHAR', sql: 'person::VARCHAR' },
  { kind: 'bytes', open: 2, nothing: 3, name: 'works', type: 'BOOLEAN', sql: 'works' },
  { ...number, name: 'money', type: 'DOUBLE', sql: 'money' },
  { ...number, name: 'day', type: 'DATE', sql: `(day - DATE '1970-01-01')::DOUBLE` },
  {
    kind: 'bits',
    open: -1,
    nothing: -2,
    choices: words,
    name: 'said',
    type: 'VARCHAR[]',
    sql: `said::ENUM('${words.join("', '")}')[]`,
  },
];
const rows = 300;
const columns = `
  i AS household, CASE WHEN i % 7 > 0 THEN 'p' || i END AS person, CASE WHEN i % 3 > 0 THEN i % 2 = 0 END AS works,
  CASE WHEN i % 5 > 0 THEN (i % 20)::DOUBLE END AS money, DATE '1990-01-01' + (i % 40)::INTEGER AS day,
  CASE WHEN i % 4 > 0 THEN list_filter(['да', 'нет'], lambda one: hash(i, one) % 2 = 0) END AS said`;

const folder = mkdtempSync(join(tmpdir(), 'okno-hostile-'));
after(() => rmSync(folder, { recursive: true }));

async function written(compression: string): Promise<Buffer> {
  const path = join(folder, `${compression}.parquet`);
  const { duck, close } = await openDuck(1);
  await duck.run(
    `COPY (SELECT ${columns} FROM range(${rows}) t(i)) TO '${path}' (FORMAT parquet, COMPRESSION ${compression})`,
  );
  close();
  return readFileSync(path);
}

function tableOf(bytes: Uint8Array): Table {
  const path = join(folder, 'hostile.parquet');
  writeFileSync(path, bytes);
  return { path, specs };
}

/** What is read of a file: columns that are left to DuckDB are not there; or what is wrong with it. */
function read(table: Table): { readonly raw: readonly (Raw | undefined)[] } | { readonly refused: string } | 'left' {
  try {
    const stored = StoredRows.of(table, new Pool());
    if (stored === undefined) return 'left';
    try {
      stored.begin(-Infinity);
      stored.take(stored.countBefore(Infinity));
      return { raw: stored.readers.map((reader) => reader?.done()) };
    } finally {
      stored.close();
    }
  } catch (error) {
    assert.ok(error instanceof Error);
    return { refused: `${error.name}: ${error.message}` };
  }
}

async function byDuck(table: Table): Promise<readonly Raw[] | undefined> {
  const duck = await DuckRows.of(table, new Pool());
  try {
    await duck.begin(-Infinity);
    await duck.upTo(Infinity);
    return duck.done();
  } catch {
    return undefined;
  } finally {
    duck.close();
  }
}

/** Numbers that follow from a seed. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Values that lengths, counts and types are not made for. */
const strange = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** One to three bytes of a piece of the file are others. */
function mutated(bytes: Buffer, from: number, to: number, chance: (below: number) => number): Buffer {
  const found = Buffer.from(bytes);
  for (let left = 1 + chance(3); left > 0; left -= 1) {
    const at = from + chance(to - from);
    found[at] = chance(2) === 0 ? strange[chance(strange.length)]! : chance(256);
  }
  return found;
}

/** A file that has only this footer. */
function withFooter(metadata: Uint8Array, length = metadata.length): Buffer {
  const tail = Buffer.alloc(8, 'PAR1', 'latin1');
  tail.write('PAR1', 4, 'latin1');
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([Buffer.from('PAR1'), metadata, tail]);
}

describe('a Parquet file that somebody has tampered with', () => {
  for (const [compression, seed] of [
    ['uncompressed', 1],
    ['snappy', 2],
    ['gzip', 3],
    ['zstd', 4],
  ] as const)
    test(`${compression}: wherever bytes are changed, it is refused, or read as DuckDB reads it`, async () => {
      const bytes = await written(compression);
      const whole = read(tableOf(bytes));
      assert.ok(typeof whole === 'object' && 'raw' in whole);
      assert.deepEqual(whole.raw, await byDuck(tableOf(bytes)));
      const chance = chanceOf(seed);
      const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
      const ends = { refused: 0, read: 0 };
      for (let round = 0; round < 160; round += 1) {
        const [from, to] = round % 2 === 0 ? [footer, bytes.length] : [4, footer];
        const table = tableOf(mutated(bytes, from, to, chance));
        const found = read(table);
        if (found === 'left' || 'refused' in found) {
          ends.refused += 1;
          if (found !== 'left') assert.doesNotMatch(found.refused, /^TypeError/u);
          continue;
        }
        ends.read += 1;
        const known = await byDuck(table);
        // DuckDB looks at more of a file than is needed here.
        if (known === undefined) continue;
        for (const [place, raw] of found.raw.entries())
          if (raw !== undefined) assert.deepEqual(raw, known[place], `round ${round}, ${specs[place]!.name}`);
      }
      assert.ok(ends.refused > 20 && ends.read > 10, JSON.stringify(ends));
    });

  test('cut off anywhere, it is refused', async () => {
    const bytes = await written('snappy');
    for (let length = 0; length < bytes.length; length += 97) {
      const found = read(tableOf(bytes.subarray(0, length)));
      assert.ok(found === 'left' || 'refused' in found, `${length} bytes`);
    }
  });

  test('with a footer of structs in structs without end, of lists longer than itself, or that is not there', () => {
    const deep = Buffer.alloc(100_000, 0x1c);
    const longList = Buffer.from([0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    const longText = Buffer.from([0x28, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    const endless = Buffer.alloc(50, 0xff);
    for (const metadata of [deep, longList, longText, endless, Buffer.alloc(0)])
      assert.ok(
        read(tableOf(withFooter(metadata))) === 'left' || 'refused' in Object(read(tableOf(withFooter(metadata)))),
      );
    assert.equal(read(tableOf(withFooter(Buffer.alloc(4), 2 ** 32 - 1))), 'left');
  });

  test('with elements that count more children than there are, or fewer', () => {
    const element = (name: string, children: number): Field => {
      return {
        struct: struct({ 3: { i32: 1 }, 4: { text: name }, 5: children === 0 ? undefined : { i32: children } }),
      };
    };
    for (const children of [1, 3, 2 ** 31 - 1, -1]) {
      const list = [element('schema', 1), element('household', children), element('person', 0)];
      const metadata = thriftBytes(struct({ 1: { i32: 1 }, 2: { list }, 3: { i64: 10 }, 4: { list: [] } }));
      const found = read(tableOf(withFooter(metadata)));
      assert.ok(found === 'left' || 'refused' in found);
    }
  });
});
