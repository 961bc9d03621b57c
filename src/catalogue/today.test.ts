import assert from 'node:assert/strict';
import { it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { dayIn, isTimeZone, timeZoneOf } from './today.ts';

it('in Tomsk it is tomorrow already while it is evening in Greenwich', async () => {
  const zone = timeZoneOf(await realCatalogue());
  assert.equal(zone, 'Asia/Tomsk');
  assert.equal(dayIn(zone, new Date('2026-03-02T16:59:59Z')), '2026-03-02');
  assert.equal(dayIn(zone, new Date('2026-03-02T17:00:00Z')), '2026-03-03');
});

it('packs that say no zone go by Greenwich', () => assert.equal(timeZoneOf({ packs: [] }), 'UTC'));

it('a zone that nobody knows is none', () => {
  assert.equal(isTimeZone('Asia/Tomsk'), true);
  for (const name of ['Asia/Tomks', '', 'томское время']) assert.equal(isTimeZone(name), false, name);
});
