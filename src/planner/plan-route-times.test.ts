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

test('an enforcement is asked for no earlier than the support that it enforces', () => {
  const planned = route({
    services: [
      { id: 'enforcement', covers: ['law'], channels: [{ kind: 'online' }] },
      { id: 'support', covers: ['money'], evidence: [passport()] },
      passportService,
    ],
    needs: { money: 'days', law: 'weeks' },
    held: { 'passport|anna': 'no' },
    order: [{ first: 'support', then: 'enforcement', strength: 'must' }],
  });
  const [support, enforcement] = [step(planned, 'support:anna:visit'), step(planned, 'enforcement:anna:application')];
  assert.deepEqual([support.start, enforcement.start], ['2026-03-09', '2026-03-09']);
  assert.ok(ids(planned).indexOf(support.id) < ids(planned).indexOf(enforcement.id));
  assert.deepEqual(
    planned.order.map(({ kept }) => kept),
    [true],
  );
});

test('a paper that would run out before it is used is got so late that it is fresh', () => {
  const planned = route({
    services: [
      {
        id: 'bankruptcy',
        covers: ['money'],
        evidence: [
          { evidence: 'certificate', of: 'applicant', from: 'person' },
          { evidence: 'court', of: 'applicant', from: 'person' },
        ],
      },
      {
        id: 'certificate-issue',
        gives: [{ evidence: 'certificate', of: 'applicant' }],
        term: { days: 1, unit: 'working' },
      },
      { id: 'court-order', gives: [{ evidence: 'court', of: 'applicant' }], term: { days: 40, unit: 'working' } },
    ],
    evidence: [
      { id: 'certificate', heldWhen: someRule, validFor: { days: 30, certainty: 'seen' } },
      { id: 'court', heldWhen: someRule },
    ],
    held: { 'certificate|anna': 'no', 'court|anna': 'no' },
  });
  const used = step(planned, 'bankruptcy:anna:visit');
  assert.equal(used.start, '2026-04-27');
  assert.ok(step(planned, 'certificate-issue:anna:waiting').end >= '2026-03-28');
  assert.equal(used.runsOut[0]?.evidence, 'certificate');
});

test('a term that is over before the papers are there is told as missed, with the day it would have been', () => {
  const planned = route({
    services: [{ ...allowance, criteria: [{ answer: 'yes', closes: '2026-03-06' }] }, passportService],
    held: { 'passport|anna': 'no' },
  });
  assert.deepEqual(ids(planned), []);
  assert.deepEqual(planned.missed, [
    {
      service: 'allowance',
      subject: 'anna',
      closes: '2026-03-06',
      possibleFrom: '2026-03-09',
      criterion: 'criterion-0',
    },
  ]);
  assert.deepEqual(
    planned.needs.map(({ gap }) => gap),
    ['too-late'],
  );
});

test('a woman in week 9 is told to apply when week 12 is over', () => {
  const planned = route({
    services: [{ ...allowance, answer: 'no', evidence: [], criteria: [{ answer: 'no', opens: '2026-03-23' }] }],
  });
  const applied = step(planned, 'allowance:anna:visit');
  assert.deepEqual([applied.start, applied.sure, applied.window?.opens], ['2026-03-23', false, '2026-03-23']);
});

test('a court order got on the way to the centre is fetched later to save a trip, and delays nothing', () => {
  const needed = (evidence: string) => [{ evidence, of: 'applicant', from: 'person' }] as const;
  const planned = route({
    services: [
      {
        id: 'long',
        authority: 'mvd',
        gives: [{ evidence: 'p', of: 'applicant' }],
        term: { days: 10, unit: 'working' },
      },
      { id: 'short', authority: 'sfr', gives: [{ evidence: 'q', of: 'applicant' }] },
      { id: 'money', authority: 'sfr', covers: ['money'], evidence: [...needed('p'), ...needed('q')] },
    ],
    evidence: [
      { id: 'p', heldWhen: someRule },
      { id: 'q', heldWhen: someRule },
    ],
    held: { 'p|anna': 'no', 'q|anna': 'no' },
  });
  assert.equal(step(planned, 'short:anna:visit').start, step(planned, 'money:anna:visit').start);
  assert.deepEqual([planned.visits, planned.visitsAtLeast], [2, 2]);
});

test('an office that is open on Saturday is visited on Saturday, and after closing time on the next day', () => {
  const office = {
    id: 'family-centre',
    agency: 'sfr',
    kind: 'agency',
    territory: '69',
    opening: { week: [{ days: ['sat', 'mon'], from: '09:00', to: '13:00' }], certainty: 'seen' },
  } as const;
  const land: SmallLand = { asOf: '2026-03-07', services: [{ id: 'help', covers: ['money'] }], offices: [office] };
  const { catalogue, told, assessment } = smallLand(land);
  const startAt = (at: string): string | undefined => planRoute(catalogue, told, assessment, { at }).steps[0]?.start;
  assert.equal(startAt('10:00'), '2026-03-07');
  assert.equal(startAt('13:30'), '2026-03-09');
  const appointments = new Map([['family-centre', '2026-03-10']]);
  assert.equal(planRoute(catalogue, told, assessment, { appointments }).steps[0]?.start, '2026-03-14');
});
