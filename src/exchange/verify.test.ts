import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { es256 } from '#protocol';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { known, question, startExchanging, withoutRegisterFacts } from '#test/exchanging.ts';
import type { Exchanging } from '#test/exchanging.ts';

import { keepKeys } from './connections.ts';
import { verifyArchive } from './verify.ts';

const catalogue = await realCatalogue();
const told = withoutRegisterFacts(stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation, [
  'works',
  'disability',
]);
const at = new Date('2026-03-02T03:00:00Z');

onEachEngine('years later a third party', (database) => {
  let house: Exchanging;

  before(async () => {
    house = await startExchanging(database(), catalogue);
    await keepKeys(database(), house.keys.records);
    for (const person of ['anna', 'vera', 'kira']) {
      await known(database(), person, at);
      await house.exchange.put(question(person, told));
    }
    await house.exchange.settled();
    house.register.behaviour = 'queues';
    await known(database(), 'olga', at);
    await house.exchange.put(question('olga', told));
    await house.exchange.settled();
    house.now = new Date(at.getTime() + 60_000);
    await house.exchange.tryDue();
    await house.exchange.settled();
  });
  after(async () => await house.stop());

  const faults = async (): Promise<readonly string[]> =>
    (await verifyArchive(database(), [es256])).faults.map(({ person, code }) => `${person} ${code}`);

  test('verifies every question and answer by the keys of their day', async () => {
    const verified = await verifyArchive(database(), [es256]);
    assert.deepEqual(verified, { inquiries: 4, questions: 4, answers: 5, unsigned: 0, faults: [] });
  });

  test('finds an answer that was changed, one that was moved, and a question that was taken away', async () => {
    const change = async (statement: ReturnType<typeof sql>, expected: readonly string[]): Promise<void> => {
      const undone = new Error('undone');
      await database()
        .queries.transaction()
        .execute(async (transaction) => {
          await statement.execute(transaction);
          const found = await verifyArchive({ ...database(), queries: transaction }, [es256]);
          assert.deepEqual(
            found.faults.map(({ person, code }) => `${person} ${code}`),
            expected,
          );
          throw undone;
        })
        .catch((error: unknown) => assert.equal(error, undone));
    };
    await change(
      sql`update inquiry_message set text = replace(text, 'false', 'true') where person = 'anna' and kind = 'answer'`,
      ['anna wrong-signature'],
    );
    await change(
      sql`update inquiry_message old set text = new.text, signature = new.signature from inquiry_message new
        where old.person = 'vera' and old.kind = 'answer' and new.person = 'kira' and new.kind = 'answer'`,
      ['vera other-question'],
    );
    await change(sql`delete from inquiry_message where person = 'kira' and kind = 'question'`, ['kira other-question']);
    assert.deepEqual(await faults(), []);
  });

  test('finds what was signed after a key was lost', async () => {
    const [centre, fund] = house.keys.records;
    await keepKeys(database(), [{ ...fund!, revokedAt: at.toISOString() }]);
    assert.deepEqual([...new Set((await faults()).map((fault) => fault.split(' ')[1]))], ['revoked']);
    assert.ok(centre?.member.endsWith('/okno'));
  });
});
