import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { entriesAbout } from '#journal';
import { onEachEngine } from '#test/each-engine.ts';
import { realCatalogue } from '#test/catalogue.ts';

import type { Candidate } from './model.ts';
import { createOffers } from './offers.ts';
import { firstLoudMoment } from './quiet.ts';
import { batchesIn, offersTo, sampleOf } from './read-offers.ts';
import { sift } from './sift.ts';

const catalogue = await realCatalogue();
const rule = catalogue.proactive.get('families-with-children')!;
const [allowance = ''] = rule.services;
const to = (person: string, subject = `${person}-child`): Candidate => ({
  person,
  service: allowance,
  subject,
  amount: 9001.5,
});
const nobody = { died: new Set<string>(), received: new Set<string>(), consented: new Set<string>() };

describe('who is offered what', () => {
  const known = { ...nobody, offeredLately: new Set<string>(), consented: new Set(['a', 'b', 'c', 'd']) };
  const left = (changes: Partial<typeof known>): object => sift(rule, [to('a')], { ...known, ...changes }).leftOut;

  test('everybody who is entitled and has agreed', () =>
    assert.equal(sift(rule, [to('a'), to('b')], known).offered.length, 2));

  test('not the dead, nor of a child who has died', () => {
    assert.deepEqual(left({ died: new Set(['a']) }), { died: 1, received: 0, lately: 0, 'no-consent': 0 });
    assert.deepEqual(left({ died: new Set(['a-child']) }), { died: 1, received: 0, lately: 0, 'no-consent': 0 });
  });

  test('not what is received already, nor what was offered lately', () => {
    assert.deepEqual(left({ received: new Set([`a-child ${allowance}`]) }), {
      died: 0,
      received: 1,
      lately: 0,
      'no-consent': 0,
    });
    assert.deepEqual(left({ offeredLately: new Set([`a ${allowance}`]) }), {
      died: 0,
      received: 0,
      lately: 1,
      'no-consent': 0,
    });
  });

  test('without consent only where the ground needs none', () => {
    assert.deepEqual(left({ consented: new Set() }), { died: 0, received: 0, lately: 0, 'no-consent': 1 });
    assert.equal(
      sift({ ...rule, consent: 'not-needed' }, [to('a')], { ...known, consented: new Set() }).offered.length,
      1,
    );
  });
});

describe('nobody is written to', () => {
  const loud = (at: string): string => firstLoudMoment(catalogue, new Date(at), rule).toISOString();

  test('at night', () => {
    assert.equal(loud('2026-03-03T10:00:00+07:00'), '2026-03-03T03:00:00.000Z');
    assert.equal(loud('2026-03-03T22:30:00+07:00'), '2026-03-04T02:00:00.000Z');
    assert.equal(loud('2026-03-04T05:00:00+07:00'), '2026-03-04T02:00:00.000Z');
  });

  test('on a day off: what is released on Friday night is heard of on Monday, after a holiday later', () => {
    assert.equal(loud('2026-03-13T21:30:00+07:00'), '2026-03-16T02:00:00.000Z');
    assert.equal(loud('2026-03-07T12:00:00+07:00'), '2026-03-10T02:00:00.000Z');
  });

  test('under no rule when any rule is quiet; nor at night where the packs have none', () => {
    const under = (proactive: typeof catalogue.proactive, at: string): string =>
      firstLoudMoment({ ...catalogue, proactive }, new Date(at)).toISOString();
    const late = new Map([['late', { ...rule, quiet: { from: '08:00', to: '11:30', daysOff: false } }]]);
    assert.equal(under(late, '2026-03-03T22:30:00+07:00'), '2026-03-04T04:30:00.000Z');
    assert.equal(under(new Map(), '2026-03-03T22:30:00+07:00'), '2026-03-04T02:00:00.000Z');
  });
});

onEachEngine('offers', (database) => {
  const at = { moment: new Date('2026-03-03T22:30:00+07:00') };
  let drawn = 0;
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill((drawn += 1));
  const offers = () => createOffers(database(), { catalogue, now: () => at.moment, random });
  const read = async <Found>(how: (queries: Parameters<typeof offersTo>[0]) => Promise<Found>): Promise<Found> =>
    await database()
      .queries.transaction()
      .execute((transaction) => how({ queries: transaction }));
  const officer = { kind: 'officer', officer: 'm', agency: 'social-protection' } as const;
  const consented = new Set(['anna', 'boris']);

  test('a batch waits until somebody releases it, and then until the night is over', async () => {
    const made = await offers().make({
      rule: rule.id,
      day: '2026-03-03',
      candidates: [to('anna'), to('boris'), to('vera')],
      known: { ...nobody, consented },
    });
    assert.ok('batch' in made);
    assert.deepEqual(made.batch.counts, { offered: 2, died: 0, received: 0, lately: 0, 'no-consent': 1 });
    const { id } = made.batch;
    assert.equal((await read((queries) => sampleOf(queries, id, 10))).length, 2);
    assert.deepEqual(await read((queries) => offersTo(queries, 'anna')), []);

    const released = await offers().release(id, officer, 'release-key-1-long-enough');
    assert.deepEqual(released, { answer: { released: 2 } });
    assert.deepEqual(await offers().release(id, officer, 'release-key-1-long-enough'), released);
    const again = await offers().release(id, officer, 'release-key-2-long-enough');
    assert.ok('problem' in again && again.problem.code === 'offers-released');

    const [offer] = await read((queries) => offersTo(queries, 'anna'));
    assert.deepEqual([offer?.amount, offer?.shownFrom], [9001.5, '2026-03-04T02:00:00.000Z']);
    const letters = await database()
      .queries.selectFrom('message')
      .select(['person', 'try_at', 'body'])
      .where('case_id', '=', `offer-${id}`)
      .orderBy('person')
      .execute();
    assert.deepEqual(
      letters.map(({ person, try_at }) => [person, try_at?.toISOString()]),
      [
        ['anna', '2026-03-04T02:00:00.000Z'],
        ['boris', '2026-03-04T02:00:00.000Z'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(letters), /пособие|allowance|9001/u);
    const [entry] = await read((queries) => entriesAbout(queries, 'anna', { most: 5 }));
    assert.deepEqual([entry?.action, entry?.ground.kind], ['sent', 'consent']);
  });

  test('of two batches made side by side, each person is offered the same once, whoever releases them at once', async () => {
    const known = { ...nobody, consented: new Set(['galina', 'dina']) };
    const make = async (people: readonly string[]): Promise<string> => {
      const candidates = people.map((person) => to(person));
      const made = await offers().make({ rule: rule.id, day: '2026-03-03', candidates, known });
      assert.ok('batch' in made);
      return made.batch.id;
    };
    const batches = [await make(['galina', 'dina']), await make(['galina'])];
    const released = await Promise.all(
      batches.map((id, index) => offers().release(id, officer, `release-side-by-side-${index}`)),
    );
    const counts = released.map((one) => ('answer' in one ? one.answer.released : Number.NaN));
    assert.equal(counts[0]! + counts[1]!, 2);
    assert.equal((await read((queries) => offersTo(queries, 'galina'))).length, 1);
    const all = await read((queries) => batchesIn(queries, 10));
    const of = all.filter(({ id }) => batches.includes(id)).map((one) => one.counts.offered + one.counts.lately);
    assert.deepEqual(
      of.toSorted((a, b) => a - b),
      [1, 2],
    );
  });

  test('she answers once it is shown, and nobody answers for her', async () => {
    const [offer] = await read((queries) => offersTo(queries, 'anna'));
    const early = await offers().answer('anna', offer!, 'accepted', 'answer-key-1-long-enough');
    assert.ok('problem' in early && early.problem.code === 'no-offer');
    at.moment = new Date('2026-03-04T10:00:00+07:00');
    const other = await offers().answer(
      'boris',
      { ...offer!, subject: 'anna-child' },
      'declined',
      'answer-key-2-long-enough',
    );
    assert.ok('problem' in other);
    assert.deepEqual(await offers().answer('anna', offer!, 'accepted', 'answer-key-3-long-enough'), {
      answer: { answer: 'accepted' },
    });
    assert.equal((await read((queries) => offersTo(queries, 'anna')))[0]?.answer, 'accepted');
  });

  test('the same is not offered twice within the days of the rule', async () => {
    const again = await offers().make({
      rule: rule.id,
      day: '2026-03-04',
      candidates: [to('anna'), to('boris')],
      known: { ...nobody, consented },
    });
    assert.ok('batch' in again && again.batch.counts.offered === 0);
    at.moment = new Date('2026-12-01T10:00:00+07:00');
    const later = await offers().make({
      rule: rule.id,
      day: '2026-12-01',
      candidates: [to('anna')],
      known: { ...nobody, consented },
    });
    assert.ok('batch' in later && later.batch.counts.offered === 1);
  });

  test('a rule that is not in the packs makes no batch', async () => {
    const made = await offers().make({ rule: 'none', day: '2026-03-04', candidates: [to('anna')], known: nobody });
    assert.ok('problem' in made && made.problem.code === 'no-proactive-rule');
  });
});
