import assert from 'node:assert/strict';
import { test } from 'node:test';

import { planRoute } from './plan-route.ts';
import { routeAsCalendar } from './route-calendar.ts';
import { smallLand } from './small-land.ts';

const { catalogue, told, assessment } = smallLand({
  services: [{ id: 'allowance', covers: ['money'], term: { days: 10, unit: 'working' } }],
});
const route = planRoute(catalogue, told, assessment);
const texts = { name: 'Маршрут', route: 'case-17', plannedOn: told.asOf };

test('a visit and the last day of a term are days of the calendar', () => {
  const calendar = routeAsCalendar(route, { ...texts, summary: ({ text }) => text.ru });
  assert.match(calendar, /UID:case-17:allowance:anna:visit@okno\r\n[^]*?DTSTART;VALUE=DATE:20260302\r\n/u);
  assert.match(
    calendar,
    /UID:case-17:allowance:anna:waiting@okno\r\n[^]*?DTSTART;VALUE=DATE:20260316\r\nDTEND;VALUE=DATE:20260317/u,
  );
  assert.match(calendar, /SUMMARY:SFR рассматривает: allowance/u);
});

test('the same route gives the same file', () => {
  const file = () => routeAsCalendar(route, { ...texts, summary: ({ text }) => text.ru });
  assert.equal(file(), file());
  assert.match(file(), /DTSTAMP:20260302T000000Z/u);
});

test('a woman who hides can have a step left out of the telephone that others may hold', () => {
  const calendar = routeAsCalendar(route, {
    ...texts,
    summary: ({ action }) => (action === 'visit' ? undefined : 'Ответ'),
  });
  assert.doesNotMatch(calendar, /visit/u);
  assert.match(calendar, /SUMMARY:Ответ/u);
});
