import assert from 'node:assert/strict';
import { test } from 'node:test';

import { shownNeeds, struckBy } from './heard.ts';
import type { StoredSituation } from './stored.ts';
import { answered, freshPersonId, storedSituation, toldFact, unanswered, withoutPerson, withPerson } from './stored.ts';
import { unheardParts } from './unheard.ts';

const says = 'ночевать негде, денег нет, сосед играет на трубе';

const anna: StoredSituation = storedSituation.parse({
  input: { says, applicant: 'applicant', people: [{ id: 'applicant' }, { id: 'child1', relation: 'child' }] },
  heard: {
    facts: [{ fact: 'nightPlace', subject: 'household', value: 'none', phrase: 'ночевать негде' }],
    needs: [
      { need: 'shelter', urgency: 'tonight', phrase: 'ночевать негде' },
      { need: 'money', urgency: 'days', phrase: 'денег нет' },
    ],
  },
});

const night = { fact: 'nightPlace', subject: 'household' };

test('an answer is told, counted once, and gone when it is erased', () => {
  const once = answered(anna, night, { value: 'none' });
  const twice = answered(once, night, { value: 'friends' });
  assert.equal(toldFact(twice, night), 'friends');
  assert.deepEqual(twice.history, [night]);
  assert.deepEqual(unanswered(twice, night).history, []);
  assert.equal(toldFact(unanswered(twice, night), night), undefined);
});

test('whoever tells only the year is not asked for the day again, and the year is kept', () => {
  const born = { fact: 'birthDate', subject: 'child1' };
  const inPart = answered(anna, born, { value: '2019', isPart: true });
  assert.equal(toldFact(inPart, born), '2019');
  assert.deepEqual(inPart.skipped, [born]);
  assert.deepEqual(answered(inPart, born, { value: '2019-05-03' }).skipped, []);
});

test('"I don’t know" is not an answer, and an answer ends it', () => {
  const skipped = answered(anna, night, { none: 'unknown' });
  assert.equal(toldFact(skipped, night), undefined);
  assert.deepEqual(skipped.skipped, [night]);
  assert.deepEqual(answered(skipped, night, { value: 'home' }).skipped, []);
});

test('a person goes with the answers about them, and the applicant stays', () => {
  const told = answered(anna, { fact: 'hasSnils', subject: 'child1' }, { value: true });
  assert.deepEqual(withoutPerson(told, 'child1').history, []);
  assert.equal(withoutPerson(told, 'applicant').input.people.length, 2);
  assert.equal(withPerson(told, { id: freshPersonId(told) }).input.people.length, 3);
});

test('a fact cannot overwrite who the situation is about', () => {
  assert.equal(
    answered(anna, { fact: 'applicant', subject: 'household' }, { value: 'child1' }).input.applicant,
    'applicant',
  );
});

test('a need told by the same words as a fact is asked about once, and struck out with it', () => {
  assert.deepEqual(
    shownNeeds(anna).map(({ need }) => need),
    ['money'],
  );
  assert.deepEqual(struckBy(anna, new Set(['need:money'])), ['nightPlace@household', 'need:shelter']);
});

test('what was not understood is said', () => {
  assert.deepEqual(unheardParts(says, ['ночевать негде', 'денег нет']), ['сосед играет на трубе']);
});
