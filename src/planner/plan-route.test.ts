import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkRoute } from './check-route.ts';
import type { Route, Step } from './model.ts';
import { planRoute } from './plan-route.ts';
import { passport, type SmallLand, smallLand, someRule } from './small-land.ts';

function route(land: SmallLand): Route {
  const { catalogue, told, assessment } = smallLand(land);
  const planned = planRoute(catalogue, told, assessment);
  assert.deepEqual(checkRoute(catalogue, told, assessment, planned), []);
  return planned;
}

function step(planned: Route, id: string): Step {
  const found = planned.steps.find((one) => one.id === id);
  assert.ok(found, `${id} is not among ${planned.steps.map((one) => one.id).join(', ')}`);
  return found;
}

const ids = (planned: Route): readonly string[] => planned.steps.map(({ id }) => id);

const passportService = {
  id: 'passport-issue',
  authority: 'mvd',
  gives: [{ evidence: 'passport', of: 'applicant' }],
  term: { days: 5, unit: 'working' },
  collectInPerson: true,
} as const;

const allowance = {
  id: 'allowance',
  covers: ['money'],
  evidence: [passport()],
  term: { days: 10, unit: 'working', extendedTo: 30 },
} as const;

test('a mother who needs nothing has no steps, and the route ends today', () => {
  const { steps, stops, visits, finish, stuck, needs } = route({ needs: {}, services: [allowance] });
  assert.deepEqual(
    { steps, stops, visits, finish, stuck, needs },
    { steps: [], stops: [], visits: 0, finish: '2026-03-02', stuck: [], needs: [] },
  );
});

test('a mother with a passport applies today and is answered in ten working days, in thirty if others answer late', () => {
  const planned = route({ services: [allowance], held: { 'passport|anna': 'yes' }, daysOff: ['2026-03-09'] });
  assert.deepEqual(ids(planned), ['allowance:anna:visit', 'allowance:anna:waiting']);
  assert.deepEqual(step(planned, 'allowance:anna:visit').bring, [{ evidence: 'passport', subject: 'anna' }]);
  const waiting = step(planned, 'allowance:anna:waiting');
  assert.deepEqual([waiting.start, waiting.end, waiting.latestEnd], ['2026-03-02', '2026-03-17', '2026-04-14']);
  assert.deepEqual(waiting.text, { ru: 'SFR рассматривает: allowance', en: 'SFR considers: allowance' });
  assert.equal(waiting.certainty, 'memory');
});

test('a mother without a passport gets one first, collects it herself, and applies the day she has it', () => {
  const planned = route({ services: [allowance, passportService], held: { 'passport|anna': 'no' } });
  assert.deepEqual(ids(planned), [
    'passport-issue:anna:visit',
    'passport-issue:anna:waiting',
    'passport-issue:anna:collect',
    'allowance:anna:visit',
    'allowance:anna:waiting',
  ]);
  const collect = step(planned, 'passport-issue:anna:collect');
  assert.deepEqual(collect.gives, [{ evidence: 'passport', subject: 'anna' }]);
  assert.equal(collect.text.ru, 'Заберите: passport');
  assert.equal(collect.start, '2026-03-09');
  const applied = step(planned, 'allowance:anna:visit');
  assert.deepEqual(applied.after, ['passport-issue:anna:collect']);
  assert.equal(applied.start, '2026-03-09');
  assert.equal(step(planned, 'passport-issue:anna:visit').urgency, 'days');
  assert.ok(planned.steps.every(({ sure }) => sure));
  assert.equal(planned.visits, 3);
});

test('a mother who has not told of a passport is asked to bring it, and is told how to get one if she has none', () => {
  const planned = route({ services: [allowance, passportService] });
  assert.deepEqual(step(planned, 'allowance:anna:visit').after, []);
  assert.equal(step(planned, 'allowance:anna:visit').sure, true);
  assert.equal(step(planned, 'passport-issue:anna:visit').sure, false);
});

test('a child who is to have a birth record is not asked for a paper that the registry sends to the fund', () => {
  const planned = route({
    services: [
      {
        id: 'child-money',
        subject: 'mitya',
        covers: ['money'],
        evidence: [{ evidence: 'birth-record', of: 'subject', from: 'exchange' }],
      },
      { id: 'birth', subject: 'mitya', authority: 'zags', gives: [{ evidence: 'birth-record', of: 'subject' }] },
    ],
    evidence: [{ id: 'birth-record', kind: 'record', heldWhen: someRule, heldBy: 'zags' }],
    held: { 'birth-record|mitya': 'no' },
  });
  const applied = step(planned, 'child-money:mitya:visit');
  assert.deepEqual(applied.after, ['birth:mitya:visit']);
  assert.deepEqual(applied.obtained, [{ evidence: 'birth-record', subject: 'mitya', from: 'zags' }]);
  assert.deepEqual(applied.bring, []);
});

test('a family with nowhere to sleep on a Sunday goes to the shelter on that Sunday, with papers or without', () => {
  const planned = route({
    asOf: '2026-03-01',
    needs: { shelter: 'tonight', money: 'days' },
    services: [
      { id: 'shelter', subject: 'household', covers: ['shelter'] },
      { id: 'crisis-place', covers: ['shelter'], evidence: [passport()] },
      { id: 'ambulance', covers: ['shelter'], aroundTheClock: true, channels: [{ kind: 'call' }] },
      allowance,
      passportService,
    ],
    held: { 'passport|anna': 'no' },
  });
  const shelter = step(planned, 'shelter:household:visit');
  assert.deepEqual([shelter.start, shelter.after, shelter.urgency], ['2026-03-01', [], 'tonight']);
  const ambulance = step(planned, 'ambulance:anna:application');
  assert.deepEqual([ambulance.start, ambulance.visit], ['2026-03-01', null]);
  const place = step(planned, 'crisis-place:anna:visit');
  assert.deepEqual([place.after, place.bring, place.start], [[], [], '2026-03-01']);
  assert.equal(step(planned, 'passport-issue:anna:visit').urgency, 'days');
});

test('food that is granted in two weeks is asked for today and is not called tonight’s', () => {
  const planned = route({
    needs: { food: 'tonight' },
    services: [{ id: 'child-food', covers: ['food'], evidence: [passport()], term: { days: 15, unit: 'calendar' } }],
    held: { 'passport|anna': 'no' },
  });
  assert.deepEqual(
    planned.steps.map(({ start, urgency }) => [start, urgency]),
    [
      ['2026-03-02', 'days'],
      ['2026-03-02', 'days'],
    ],
  );
});

test('on the first evening what is sure stands before what may be refused', () => {
  const planned = route({
    needs: { shelter: 'tonight' },
    services: [
      { id: 'crisis-place', answer: 'unknown', covers: ['shelter'] },
      { id: 'night-stay', covers: ['shelter'] },
    ],
  });
  assert.deepEqual(ids(planned), ['night-stay:anna:visit', 'crisis-place:anna:visit']);
});

test('of a night shelter today and a home in a month the place of today counts', () => {
  const place = [{ evidence: 'place', of: 'household' }] as const;
  const planned = route({
    needs: { shelter: 'days', papers: 'weeks' },
    services: [
      { id: 'home', covers: ['shelter'], gives: place, term: { days: 30, unit: 'calendar' } },
      { id: 'night', covers: ['shelter'], gives: place },
      {
        id: 'registration',
        covers: ['papers'],
        evidence: [{ evidence: 'place', of: 'household', from: 'exchange' }],
      },
    ],
    evidence: [{ id: 'place', kind: 'status', of: 'household', heldWhen: someRule }],
    held: { 'place|household': 'no' },
  });
  assert.deepEqual(step(planned, 'registration:anna:visit').after, ['night:anna:visit']);
  assert.equal(step(planned, 'night:anna:visit').urgency, 'days');
});

test('a sure step does not wait for an unsure one that would be sooner', () => {
  const planned = route({
    services: [
      allowance,
      { ...passportService, id: 'certain' },
      { ...passportService, id: 'perhaps', answer: 'unknown', term: { days: 1, unit: 'working' } },
    ],
    held: { 'passport|anna': 'no' },
  });
  assert.deepEqual(step(planned, 'allowance:anna:visit').after, ['certain:anna:collect']);
  assert.equal(step(planned, 'allowance:anna:visit').sure, true);
  assert.equal(
    planned.steps.some(({ service }) => service === 'perhaps'),
    false,
  );
});

test('an unsure step too waits for the sure one', () => {
  const planned = route({
    services: [
      { ...allowance, answer: 'unknown' },
      { ...passportService, id: 'certain' },
      { ...passportService, id: 'perhaps', answer: 'unknown', term: { days: 1, unit: 'working' } },
    ],
    held: { 'passport|anna': 'no' },
  });
  assert.deepEqual(step(planned, 'allowance:anna:visit').after, ['certain:anna:collect']);
});

test('what rests on an unsure step is unsure', () => {
  const planned = route({
    services: [allowance, { ...passportService, answer: 'unknown' }],
    held: { 'passport|anna': 'no' },
  });
  assert.ok(planned.steps.every(({ sure }) => !sure));
});

test('a refused contract that the status of unemployed unlocks comes after the status, unsure', () => {
  const planned = route({
    needs: { work: 'weeks', money: 'days' },
    services: [
      { id: 'unemployed', covers: ['work'], term: { days: 11, unit: 'calendar' } },
      { id: 'contract', answer: 'no', covers: ['money'], unlockedBy: ['unemployed'] },
      { id: 'pension', answer: 'no', covers: ['money'], unlockedBy: ['disability'] },
    ],
  });
  const contract = step(planned, 'contract:anna:visit');
  assert.deepEqual(contract.after, ['unemployed:anna:waiting']);
  assert.deepEqual([contract.sure, contract.unlockedBy], [false, ['unemployed']]);
  assert.equal(
    planned.steps.some(({ service }) => service === 'pension'),
    false,
  );
  assert.equal(step(planned, 'unemployed:anna:visit').urgency, 'days');
});

test('two papers that are each needed for the other are told as stuck, and the rest of the route stands', () => {
  const planned = route({
    services: [
      {
        id: 'a',
        covers: ['money'],
        evidence: [{ evidence: 'b', of: 'applicant', from: 'person' }],
        gives: [{ evidence: 'a', of: 'applicant' }],
      },
      {
        id: 'b',
        evidence: [{ evidence: 'a', of: 'applicant', from: 'person' }],
        gives: [{ evidence: 'b', of: 'applicant' }],
      },
      { id: 'c', covers: ['money'] },
    ],
    evidence: [
      { id: 'a', heldWhen: someRule },
      { id: 'b', heldWhen: someRule },
    ],
    held: { 'a|anna': 'no', 'b|anna': 'no' },
  });
  assert.deepEqual(ids(planned), ['c:anna:visit']);
  assert.deepEqual(planned.stuck, [
    { service: 'a', subject: 'anna', waitsFor: [{ evidence: 'b', subject: 'anna' }] },
    { service: 'b', subject: 'anna', waitsFor: [{ evidence: 'a', subject: 'anna' }] },
  ]);
});

test('a photograph that nobody gives is brought', () => {
  const planned = route({
    services: [{ id: 'card', covers: ['money'], evidence: [{ evidence: 'photo', of: 'applicant', from: 'person' }] }],
    evidence: [{ id: 'photo' }],
  });
  assert.deepEqual(step(planned, 'card:anna:visit').bring, [{ evidence: 'photo', subject: 'anna' }]);
});

test('a family about to be recognised as large asks for the payment of large families when it is', () => {
  const planned = route({
    services: [
      {
        id: 'large-family',
        covers: ['money'],
        gives: [{ evidence: 'certificate', of: 'household' }],
        term: { days: 10, unit: 'working' },
      },
      {
        id: 'payment',
        covers: ['money'],
        evidence: [{ evidence: 'certificate', of: 'household', from: 'exchange' }],
      },
    ],
    evidence: [{ id: 'certificate', of: 'household', heldBy: 'zags' }],
  });
  const payment = step(planned, 'payment:anna:visit');
  assert.deepEqual([payment.after, payment.sure], [['large-family:anna:waiting'], true]);
  assert.deepEqual(payment.obtained, [{ evidence: 'certificate', subject: 'household', from: 'zags' }]);
});

test('a step names only what it directly follows', () => {
  const gives = (evidence: string) => [{ evidence, of: 'applicant' }] as const;
  const needs = (...all: readonly string[]) =>
    all.map((evidence) => ({ evidence, of: 'applicant', from: 'exchange' }) as const);
  const planned = route({
    services: [
      { id: 'one', gives: gives('one') },
      { id: 'two', evidence: needs('one'), gives: gives('two') },
      { id: 'three', covers: ['money'], evidence: needs('one', 'two') },
    ],
    evidence: [
      { id: 'one', heldWhen: someRule },
      { id: 'two', heldWhen: someRule },
    ],
    held: { 'one|anna': 'no', 'two|anna': 'no' },
  });
  assert.deepEqual(step(planned, 'three:anna:visit').after, ['two:anna:visit']);
});

test('a mother with an account on the portal applies on Sunday and her term is counted from Monday', () => {
  const planned = route({
    asOf: '2026-03-01',
    services: [
      {
        ...allowance,
        evidence: [],
        channels: [{ kind: 'online' }, { kind: 'mfc' }],
        term: { days: 1, unit: 'working' },
      },
    ],
  });
  assert.equal(step(planned, 'allowance:anna:application').start, '2026-03-01');
  assert.equal(step(planned, 'allowance:anna:waiting').end, '2026-03-02');
});

test('a mother without an account on the portal goes to an office instead', () => {
  const planned = route({
    services: [{ ...allowance, evidence: [], channels: [{ kind: 'online', when: someRule }, { kind: 'mfc' }] }],
    conditions: { 'allowance|anna|channel|0': 'no' },
  });
  assert.equal(step(planned, 'allowance:anna:visit').channel, 'mfc');
});

test('a mother of whose account on the portal nobody knows is sent to an office, where she can surely apply', () => {
  const planned = route({
    services: [{ ...allowance, evidence: [], channels: [{ kind: 'online', when: someRule }, { kind: 'mfc' }] }],
    conditions: { 'allowance|anna|channel|0': 'unknown' },
  });
  assert.equal(step(planned, 'allowance:anna:visit').channel, 'mfc');
});

test('a payment that comes by itself is a step of the agency', () => {
  const planned = route({ services: [{ id: 'payment', covers: ['money'], channels: [{ kind: 'automatic' }] }] });
  assert.deepEqual(ids(planned), ['payment:anna:automatic']);
  assert.equal(planned.visits, 0);
});

test('a term in calendar days that ends on a Sunday ends on Monday', () => {
  const planned = route({ services: [{ id: 'help', covers: ['money'], term: { days: 6, unit: 'calendar' } }] });
  assert.equal(step(planned, 'help:anna:waiting').end, '2026-03-09');
});

test('three applications that the one-stop centre can take are one visit to it', () => {
  const either = [{ kind: 'agency' }, { kind: 'mfc' }] as const;
  const planned = route({
    services: [
      { id: 'one', covers: ['money'], authority: 'sfr', channels: either },
      { id: 'two', covers: ['money'], authority: 'mvd', channels: either },
      { id: 'three', covers: ['money'], authority: 'zags', channels: [{ kind: 'mfc' }] },
      { id: 'four', covers: ['money'], authority: 'court' },
    ],
    offices: [
      { id: 'mfc-tomsk', agency: 'mfc', kind: 'mfc', territory: '69701000' },
      { id: 'mfc-oblast', agency: 'mfc', kind: 'mfc', territory: '69' },
      { id: 'fund', agency: 'sfr', kind: 'agency', territory: '69' },
      { id: 'fund-elsewhere', agency: 'sfr', kind: 'agency', territory: '70' },
    ],
  });
  const where = Object.fromEntries(planned.steps.map(({ service, office, visit }) => [service, [office, visit]]));
  assert.deepEqual(where, {
    four: [undefined, 1],
    one: ['mfc-tomsk', 2],
    three: ['mfc-tomsk', 2],
    two: ['mfc-tomsk', 2],
  });
  assert.equal(planned.visits, 2);
});

test('an office that lists its services is chosen for them alone, before one nearby that lists none', () => {
  const planned = route({
    services: [
      { id: 'one', covers: ['money'] },
      { id: 'two', covers: ['money'] },
    ],
    offices: [
      { id: 'a-any', agency: 'sfr', kind: 'agency', territory: '69' },
      { id: 'b-one', agency: 'sfr', kind: 'agency', territory: '69', services: ['one'] },
    ],
  });
  assert.equal(step(planned, 'one:anna:visit').office, 'b-one');
  assert.equal(step(planned, 'two:anna:visit').office, 'a-any');
});
