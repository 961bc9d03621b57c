import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { opened } from '#test/each-engine.ts';
import type { Database } from './open-database.ts';

describe('one PGlite for everybody', () => {
  let database: Database;
  before(async () => {
    database = await opened({});
    await sql`create table paper (name text not null)`.execute(database.queries);
  });
  after(async () => await database.close());

  const papers = async (): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`select name from paper order by name`.execute(database.queries);
    return rows.map(({ name }) => name);
  };

  test('a query of one request does not fall into the transaction of another, which is undone', async () => {
    const undone = database.queries.transaction().execute(async (transaction) => {
      await sql`insert into paper values ('undone')`.execute(transaction);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('undo');
    });
    const kept = sql`insert into paper values ('kept')`.execute(database.queries);
    await assert.rejects(undone, /undo/);
    await kept;
    assert.deepEqual(await papers(), ['kept']);
  });

  test('a transaction that failed leaves the connection fit for the next', async () => {
    const failing = database.queries.transaction().execute((transaction) => sql`select nothing`.execute(transaction));
    await assert.rejects(failing);
    assert.deepEqual(await papers(), ['kept']);
  });

  test('many transactions at once are carried out one after another', async () => {
    await sql`create table counter as select 0 as value`.execute(database.queries);
    const addOne = (): Promise<void> =>
      database.queries.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ value: number }>`select value from counter`.execute(transaction);
        await sql`update counter set value = ${(rows[0]?.value ?? 0) + 1}`.execute(transaction);
      });
    await Promise.all(Array.from({ length: 20 }, addOne));
    const { rows } = await sql`select value from counter`.execute(database.queries);
    assert.deepEqual(rows, [{ value: 20 }]);
  });

  test('whatever fails, while it is read, bound or carried out, the answers after it are those to their own questions', async () => {
    const failing = [
      () => sql`select nothing ${1}::integer`.execute(database.queries),
      () => sql`select ${'no number'}::integer`.execute(database.queries),
      () => sql`select 1 / ${0}::integer`.execute(database.queries),
      () => sql`/* prepared */ select 1 / ${0}::integer`.execute(database.queries),
    ];
    const asked = Array.from({ length: 40 }, async (_, number) => {
      await assert.rejects(failing[number % failing.length]!());
      const { rows } = await sql<{ own: number }>`select ${number}::integer as own`.execute(database.queries);
      assert.deepEqual(rows, [{ own: number }]);
    });
    await Promise.all(asked);
  });
});
