import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';

import { realCatalogue } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';

import { agreeToCheck, declineNotice } from './answer-notice.ts';
import { identify } from './identities.ts';
import { noticesOf, takeNotice } from './notices.ts';
import type { NoticeOfPerson } from './notices.ts';

const packs = await realCatalogue();
const disabled = packs.proactive.get('disabled')!;
const catalogue = { ...packs, proactive: new Map([['disabled', { ...disabled, consent: 'needed' as const }]]) };
const at = new Date('2026-03-02T05:00:00Z');
const source = 'OKNO-TEST/GOV/sfr/registry';
const snils = '99000000153';

onEachEngine('changes of one kind that a register tells of more than once', (database) => {
  const around = {
    catalogue,
    exchange: { put: async () => assert.fail('Nobody is asked before she agrees.') },
    cases: { read: async () => undefined },
    at,
    today: '2026-03-02',
  };

  async function tell(id: string, hour: number, facts: readonly string[] = ['disability'], type = 'disability') {
    const time = `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`;
    const data = { about: [{ snils }], facts: [...facts] };
    await takeNotice(database(), { specversion: '1.0', id, source, type, time, data }, 'sfr', around);
  }

  async function told(): Promise<ReadonlyMap<string, NoticeOfPerson>> {
    return new Map((await noticesOf(database().queries, 'galina')).map((one) => [one.id, one]));
  }

  const asking = async (): Promise<readonly string[]> =>
    [...(await told()).values()].filter(({ toCheck }) => toCheck !== null).map(({ id }) => id);
  const ref = (id: string) => ({ person: 'galina', source, id, subject: 'galina' });

  before(async () => await identify(database(), 'galina', 'galina', { snils, birthDate: '2006-07-15' }, at));
  beforeEach(async () => {
    for (const table of ['change_notice', 'message'] as const)
      await database().queries.deleteFrom(table).where('person', '=', 'galina').execute();
  });

  test('are one question: the newest asks, about all that changed, and the others are kept', async () => {
    await tell('first', 9, ['receivesPension', 'disability']);
    await tell('second', 10);
    await tell('second', 10);
    const notices = await told();
    assert.equal(notices.size, 2);
    assert.deepEqual(await asking(), ['second']);
    assert.deepEqual(notices.get('first')?.askedWith, { source, id: 'second' });
    assert.deepEqual(
      notices.get('second')?.toCheck?.questions.map(({ facts }) => facts),
      [['disability', 'receivesPension']],
    );
    const { rows } = await sql`select from message where person = 'galina' and kind = 'notice'`.execute(
      database().queries,
    );
    assert.equal(rows.length, 1);
  });

  test('are written of to nobody who has died, also where no case is hers: what waited is held back', async () => {
    const waiting = async (): Promise<unknown> =>
      (
        await sql<{ waits: boolean }>`select try_at is not null as waits from message where person = 'galina'`.execute(
          database().queries,
        )
      ).rows;
    await tell('before', 9);
    assert.deepEqual(await waiting(), [{ waits: true }]);
    await tell('death', 10, [], 'death');
    assert.deepEqual(await waiting(), [{ waits: false }]);
  });

  test('may come in any order: an older one that comes late does not change what she is reading', async () => {
    await tell('newer', 12);
    const before = (await told()).get('newer')?.toCheck;
    await tell('older', 8, ['receivesPension', 'disability']);
    const notices = await told();
    assert.deepEqual(await asking(), ['newer']);
    assert.deepEqual(notices.get('newer')?.toCheck, before);
    assert.deepEqual(notices.get('older')?.askedWith, { source, id: 'newer' });
    await tell('newest', 13);
    assert.deepEqual(await asking(), ['newest']);
    for (const id of ['newer', 'older']) assert.deepEqual((await told()).get(id)?.askedWith, { source, id: 'newest' });
  });

  test('may come at once: she is asked once all the same', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(ids.flatMap((id, index) => [tell(id, 6 + index), tell(id, 6 + index)]));
    const notices = await told();
    assert.equal(notices.size, ids.length);
    assert.deepEqual(await asking(), ['f']);
    for (const id of ids.slice(0, -1)) assert.deepEqual(notices.get(id)?.askedWith, { source, id: 'f' });
  });

  test('are answered together, and what comes after her answer asks anew', async () => {
    await tell('first', 9);
    await tell('second', 10);
    await agreeToCheck(database(), ref('first'), at);
    assert.equal((await told()).get('first')?.agreedAt, null, 'only what the page asked can be agreed to');
    await declineNotice(database(), ref('second'), at);
    for (const one of (await told()).values()) assert.deepEqual(one.declinedAt, at);
    await tell('third', 11);
    const notices = await told();
    assert.deepEqual(notices.get('first')?.askedWith, { source, id: 'second' });
    assert.equal(notices.get('third')?.toCheck !== null, true);
    await agreeToCheck(database(), ref('third'), at);
    assert.deepEqual((await told()).get('third')?.agreedAt, at);
    assert.deepEqual((await told()).get('third')?.checkAt, at);
  });

  test('of two kinds are two questions', async () => {
    await tell('one', 9);
    await tell('other', 10, ['disability'], 'pension-changed');
    assert.deepEqual((await asking()).toSorted(), ['one', 'other']);
  });
});
