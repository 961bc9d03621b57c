import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { entriesAbout, verifyJournal } from '#journal';
import { onEachEngine } from '#test/each-engine.ts';

import type { SignedIn } from './model.ts';
import { actingFor, createOnBehalf } from './on-behalf.ts';
import type { OnBehalf } from './on-behalf.ts';
import { may } from './policy.ts';
import { representativesOf } from './representatives.ts';
import type { Child } from './representatives.ts';

const resident = (person: string): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor: [],
});
const operator: SignedIn = {
  actor: { kind: 'officer', officer: 'sidorova', agency: 'mfc' },
  name: 'Анна Сидорова',
  roles: ['operator'],
  actsFor: [],
};
const shape = { person: 'petya', lead: 'social-protection', agencies: ['social-protection', 'mfc'] };
const petya: Child = { shape, name: 'Петя', bornOn: '2010-05-06' };
const mother = {
  representative: 'olga',
  name: 'Ольга Ильина',
  kinship: 'parent',
  certificate: 'свидетельство о рождении I-ОМ № 512345',
  bornOn: '2010-05-06',
} as const;

onEachEngine('a legal representative', (database) => {
  let today = '2026-03-02';
  let onBehalf: OnBehalf;
  const vouch = async (who: SignedIn, given: Partial<typeof mother> | object = {}): Promise<string | undefined> =>
    (await onBehalf.representatives.vouch(who, petya, { ...mother, ...given }))?.problem.code;
  const olga = async (): Promise<SignedIn> => await onBehalf.withOthers(resident('olga'));

  before(() => {
    onBehalf = createOnBehalf(database(), { now: () => new Date(`${today}T03:00:00Z`), today: () => today });
  });

  test('is not believed: only an officer of the case who may and has seen the certificate writes one down', async () => {
    assert.equal(await vouch(resident('olga')), 'not-allowed');
    assert.equal(await vouch({ ...operator, roles: ['caseworker'] }), 'not-allowed');
    const stranger = { ...operator, actor: { kind: 'officer', officer: 'sidorova', agency: 'zags' } } as const;
    assert.equal(await vouch(stranger), 'not-allowed');
    assert.equal(await vouch(operator, { representative: 'petya' }), 'represents-oneself');
    assert.equal(await vouch(operator, { bornOn: '2011-05-06' }), 'born-on-another-day');
    assert.deepEqual((await olga()).actsFor, []);
  });

  test('acts in the case of the child as the child would; both read in their journals who wrote it down', async () => {
    assert.equal(await vouch(operator), undefined);
    const who = await olga();
    assert.deepEqual([who.actsFor, who.represents], [['petya'], ['petya']]);
    assert.deepEqual(may(who, 'case.act', shape), { allowed: true, ground: { kind: 'law', basis: 'СК РФ, ст. 64' } });
    assert.deepEqual(actingFor(who, 'petya').actor, {
      kind: 'person',
      person: 'olga',
      onBehalfOf: 'petya',
      as: 'representative',
    });
    assert.equal(may(who, 'case.see', { ...shape, person: 'vasya' }).allowed, false);
    for (const person of ['petya', 'olga']) {
      const [entry] = await entriesAbout(database(), person);
      assert.deepEqual([entry?.purpose, entry?.actor], ['representative vouched for', operator.actor]);
    }
    assert.deepEqual((await verifyJournal(database())).faults, []);
  });

  test('who was named as a helper too acts as what is more', async () => {
    await onBehalf.name(resident('petya'), { helper: 'olga', name: 'мама', until: '2026-06-01' });
    assert.deepEqual(await onBehalf.helpedBy('olga'), [
      { person: 'petya', name: 'Петя', until: '2028-05-05', as: 'representative' },
    ]);
  });

  test('acts no more from the day on which the child is eighteen', async () => {
    today = '2028-05-05';
    assert.deepEqual((await olga()).represents, ['petya']);
    today = '2028-05-06';
    assert.deepEqual((await olga()).actsFor, []);
    assert.deepEqual(await representativesOf(database().queries, 'petya', today), []);
    assert.equal(await vouch(operator), 'not-a-child');
    today = '2026-03-02';
  });

  test('acts no more when an officer has written down why, and can be written down again after a slip', async () => {
    const end = async (who: SignedIn): Promise<string | undefined> =>
      (await onBehalf.representatives.end(who, petya, 'olga', 'решение суда № 2-17'))?.problem.code;
    assert.equal(await end(resident('olga')), 'not-allowed');
    assert.equal(await end(operator), undefined);
    const { length } = await entriesAbout(database(), 'petya');
    assert.equal(await end(operator), undefined);
    assert.equal((await entriesAbout(database(), 'petya')).length, length, 'ended twice is ended once');
    assert.deepEqual((await olga()).represents, undefined);
    assert.equal(await vouch(operator), undefined);
    assert.deepEqual((await olga()).represents, ['petya']);
  });

  test('of a child born on 29 February acts until the last day of February', async () => {
    const given = { representative: 'inna', bornOn: '2012-02-29' };
    const { bornOn: _, ...unknown } = petya;
    await onBehalf.representatives.vouch(operator, unknown, { ...mother, ...given });
    assert.equal((await onBehalf.helpedBy('inna'))[0]?.until, '2030-02-27');
  });
});
