import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';

import { onEachEngine } from '#test/each-engine.ts';

import { textArray } from './text-array.ts';

onEachEngine('texts handed over as they are', (database) => {
  const read = async (texts: readonly string[]): Promise<readonly string[]> => {
    const { rows } = await sql<{ one: string }>`select one from unnest(${textArray(texts)}::text[])
      with ordinality as given (one, turn) order by turn`.execute(database().queries);
    return rows.map(({ one }) => one);
  };

  test('come back as they were, whatever is in them', async () => {
    const texts = [
      '',
      'NULL',
      '{"a": "b\\\\", }',
      'line\r\nend',
      'Анна, 152-ФЗ',
      '👩‍👧',
      '\u0001\u001e',
      'x'.repeat(100_000),
    ];
    assert.deepEqual(await read(texts), texts);
  });

  test('may be none', async () => assert.deepEqual(await read([]), []));
});
