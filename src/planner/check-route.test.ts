import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkRoute } from './check-route.ts';
import type { Route, Step } from './model.ts';
import { planRoute } from './plan-route.ts';
import { passport, smallLand } from './small-land.ts';

const land = smallLand({
  needs: { money: 'days', shelter: 'tonight' },
  services: [
    { id: 'shelter', covers: ['shelter'] },
    { id: 'allowance', covers: ['money'], evidence: [passport()], term: { days: 10, unit: 'working' } },
    {
      id: 'passport-issue',
      authority: 'mvd',
      gives: [{ evidence: 'passport', of: 'applicant' }],
      term: { days: 5, unit: 'working' },
    },
  ],
  held: { 'passport|anna': 'no' },
});
const route = planRoute(land.catalogue, land.told, land.assessment);

function mistakesAfter(id: string, change: Partial<Step>, rest: Partial<Route> = {}): readonly string[] {
  const steps = route.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
  return checkRoute(land.catalogue, land.told, land.assessment, { ...route, steps, ...rest });
}

test('the route as planned has no mistakes', () => {
  assert.deepEqual(mistakesAfter('none', {}), []);
});

test('a mother sent to apply before she has her passport is a mistake', () => {
  assert.deepEqual(mistakesAfter('allowance:anna:visit', { after: [] }), [
    'allowance:anna:visit starts on 2026-03-09 without passport of anna.',
  ]);
  assert.match(mistakesAfter('allowance:anna:visit', { start: '2026-03-06' }).join(' '), /before .* ends/u);
});

test('a roof for tonight that waits, or is for tomorrow, is a mistake', () => {
  const tomorrow = { start: '2026-03-03', end: '2026-03-03', latestEnd: '2026-03-03', latestStart: '2026-03-03' };
  assert.match(mistakesAfter('shelter:anna:visit', tomorrow).join(' '), /is for tonight and starts later\./u);
  assert.match(
    mistakesAfter('shelter:anna:visit', { after: ['passport-issue:anna:waiting'] }).join(' '),
    /is for tonight and waits for passport-issue:anna:waiting/u,
  );
});

test('a visit on a Sunday, a term cut short and a step after nothing are mistakes', () => {
  const sunday = { start: '2026-03-15', end: '2026-03-15', latestEnd: '2026-03-15' };
  assert.match(mistakesAfter('allowance:anna:visit', sunday).join(' '), /is a visit on a day off, 2026-03-15/u);
  assert.match(
    mistakesAfter('passport-issue:anna:waiting', { end: '2026-03-06' }).join(' '),
    /waiting ends before its term does/u,
  );
  assert.match(mistakesAfter('allowance:anna:visit', { after: ['x'] }).join(' '), /x, which is not on the route/u);
});

test('a right that got lost, a wrong count of visits and a wrong last day are mistakes', () => {
  const steps = route.steps.filter(({ service }) => service !== 'shelter');
  const lost = checkRoute(land.catalogue, land.told, land.assessment, { ...route, steps });
  assert.deepEqual(lost, [
    'There are 2 visits and the route says 3.',
    'There are 2 visits and 3 stops.',
    'shelter:anna meets a need and is not on the route.',
    'shelter is neither met nor a gap.',
  ]);
  assert.deepEqual(mistakesAfter('none', {}, { finish: '2026-03-03' }), [
    'The route ends on 2026-03-23 and says 2026-03-03.',
  ]);
});
