import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { onEachEngine } from '#test/each-engine.ts';
import { answerOnce } from './answer-once.ts';
import type { Command } from './answer-once.ts';

const at = new Date('2026-03-02T09:00:00Z');
const command = (): Command => ({ name: 'test', idempotencyKey: randomUUID(), at });

onEachEngine('a command', (database) => {
  test('that is repeated gives the first answer and is carried out once', async () => {
    const repeated = command();
    let carriedOut = 0;
    const give = () =>
      answerOnce(database(), repeated, async () => {
        carriedOut += 1;
        return { answer: { secret: `code ${carriedOut}` } };
      });
    assert.deepEqual(await give(), { answer: { secret: 'code 1' } });
    assert.deepEqual(await give(), { answer: { secret: 'code 1' } });
    assert.equal(carriedOut, 1);
  });

  test('that comes ten times at once is carried out once', async () => {
    const repeated = command();
    let carriedOut = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        answerOnce(database(), repeated, async () => {
          carriedOut += 1;
          await new Promise((resolve) => setTimeout(resolve, 30));
          return { answer: carriedOut };
        }),
      ),
    );
    assert.deepEqual(new Set(answers.map((answered) => JSON.stringify(answered))), new Set(['{"answer":1}']));
  });

  test('with a problem changes nothing, and may be tried again', async () => {
    const repeated = command();
    const problem = { code: 'no', message: { ru: 'нет', en: 'no' } };
    const refused = await answerOnce(database(), repeated, async (transaction) => {
      await sql`create table never ()`.execute(transaction);
      return { problem };
    });
    assert.deepEqual(refused, { problem });
    await assert.rejects(sql`select * from never`.execute(database().queries));
    assert.deepEqual(await answerOnce(database(), repeated, async () => ({ answer: 'yes' })), { answer: 'yes' });
  });

  test('leaves no answer and no key to read in the database', async () => {
    const secret = command();
    await answerOnce(database(), secret, async () => ({ answer: 'K7M2P9QR4T6V' }));
    const { rows } = await sql<{ all: string }>`select
      string_agg(encode(key_hash, 'escape') || encode(sealed_answer, 'escape'), ' ') as all from command`.execute(
      database().queries,
    );
    assert.doesNotMatch(rows[0]?.all ?? '', /K7M2P9QR4T6V/);
    assert.ok(!(rows[0]?.all ?? '').includes(secret.idempotencyKey));
  });

  test('with a key that can be guessed is refused', async () => {
    const weak = await answerOnce(database(), { name: 'test', idempotencyKey: '1', at }, async () => ({ answer: 1 }));
    assert.ok('problem' in weak && weak.problem.code === 'idempotency-key-too-short');
  });
});
