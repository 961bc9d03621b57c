import assert from 'node:assert/strict';
import { after, it } from 'node:test';

import { openDatabase } from '#database';

import { createOfficers } from './officers.ts';
import { createSessions } from './sessions.ts';

const opened = await openDatabase({});
if ('problem' in opened) throw new Error(opened.problem.message.en);
const { database } = opened;
after(() => database.close());
const now = (): Date => new Date('2026-03-02T05:00:00Z');
let count = 0;
const sessions = createSessions(database, { now, random: (bytes) => new Uint8Array(bytes).fill((count += 1)) });
const signIn = async (officer: string, agency: string, name: string): Promise<void> => {
  await sessions.begin({ actor: { kind: 'officer', officer, agency }, name, roles: ['caseworker'], actsFor: [] });
};
await signIn('o-17', 'zags', 'Алёна Орлова');
await signIn('o-17', 'zags', 'Алёна Соколова');
await signIn('o-18', 'zags', 'Пётр Ким');
await signIn('o-19', 'zags', 'Пётр Ким');
await signIn('o-17', 'mvd', 'Игорь Лебедев');
const officers = await createOfficers(database)(['zags', 'mvd', 'sfr', 'zags']);

it('an officer is called as her directory called her last, and by her number before she has ever signed in', () => {
  assert.equal(officers.nameOf('zags', 'o-17'), 'Алёна Соколова');
  assert.equal(officers.nameOf('mvd', 'o-17'), 'Игорь Лебедев');
  assert.equal(officers.nameOf('sfr', 'o-17'), 'o-17');
});

it('a colleague is found by her name however it is typed, or by her number', () => {
  assert.equal(officers.find('zags', '  алена  СОКОЛОВА '), 'o-17');
  assert.equal(officers.find('zags', 'o-18'), 'o-18');
});

it('nobody is meant by the name of another agency, an old name, or a name that two have', () => {
  assert.equal(officers.find('zags', 'Игорь Лебедев'), undefined);
  assert.equal(officers.find('zags', 'Алёна Орлова'), undefined);
  assert.equal(officers.find('zags', 'Пётр Ким'), undefined);
  assert.equal(officers.find('zags', ''), undefined);
});

it('only officers of the agencies asked about are read', async () => {
  const some = await createOfficers(database)(['mvd']);
  assert.deepEqual(some.of('zags'), []);
  assert.deepEqual(some.of('mvd'), [{ agency: 'mvd', officer: 'o-17', name: 'Игорь Лебедев' }]);
  assert.deepEqual((await createOfficers(database)([])).of('mvd'), []);
});
