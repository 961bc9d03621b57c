import assert from 'node:assert/strict';
import { test } from 'node:test';

import { instance } from '@viz-js/viz';

import { planRoute } from './plan-route.ts';
import { type DotNames, routeAsDot } from './route-dot.ts';
import { passport, smallLand } from './small-land.ts';

const { catalogue, told, assessment } = smallLand({
  needs: { shelter: 'tonight', money: 'days', work: 'weeks' },
  services: [
    { id: 'shelter', covers: ['shelter'] },
    { id: 'passport-issue', gives: [{ evidence: 'passport', of: 'applicant' }], term: { days: 5, unit: 'working' } },
    { id: 'allowance', covers: ['money'], evidence: [passport()], channels: [{ kind: 'online' }] },
    { id: 'course', answer: 'unknown', covers: ['work'], evidence: [passport()], channels: [{ kind: 'automatic' }] },
  ],
  held: { 'passport|anna': 'no' },
});
const route = planRoute(catalogue, told, assessment);
const names: DotNames = {
  title: ({ text }) => text.ru,
  actor: ({ agency }) => agency,
  day: (day) => day,
  tonight: 'Сегодня',
};

test('the mother, the agency and the waiting look different without colours too', () => {
  const dot = routeAsDot(route, names);
  assert.match(dot, /"shelter:anna:visit" \[label="Сегодня\\n.*shape="box", style="filled".*penwidth="3"/u);
  assert.match(dot, /"passport-issue:anna:waiting" \[.*style="rounded,dashed"/u);
  assert.match(dot, /"allowance:anna:application" \[.*shape="note"/u);
  assert.match(dot, /"course:anna:automatic" \[.*shape="component"/u);
});

test('an arrow to what may be refused is dotted', () => {
  assert.match(routeAsDot(route, names), /"passport-issue:anna:waiting" -> "course:anna:automatic" \[style=dotted\]/u);
});

test('a long sentence takes three lines and says by dots that it goes on; quotation marks do no harm', () => {
  const title = () =>
    'Подать заявление "на единое пособие" в связи с рождением и воспитанием ребёнка до семнадцати лет';
  const label = /"allowance:anna:application" \[label="(.*?)", tooltip/u.exec(
    routeAsDot(route, { ...names, title }),
  )?.[1];
  assert.equal(label, 'Подать заявление \\"на\\nединое пособие\\" в связи\\nс рождением и…');
});

test('Graphviz draws the route, and a route without steps', async () => {
  const viz = await instance();
  assert.match(viz.renderString(routeAsDot(route, names), { format: 'svg' }), /Сегодня/u);
  assert.match(viz.renderString(routeAsDot({ ...route, steps: [] }, names), { format: 'svg' }), /<svg/u);
});

test('columns stand in the order of days, and a column in the order of its steps from the top', async () => {
  const viz = await instance();
  const drawn = viz.renderJSON(routeAsDot(route, names)) as {
    readonly objects: readonly { readonly name: string; readonly pos?: string }[];
  };
  const place = (id: string): readonly number[] =>
    (drawn.objects.find(({ name }) => name === id)?.pos ?? '').split(',').map(Number);
  const [left = 0, top = 0] = place('passport-issue:anna:visit');
  const [sameLeft = 1, below = 0] = place('passport-issue:anna:waiting');
  const [right = 0] = place('allowance:anna:application');
  assert.equal(left, sameLeft);
  assert.ok(right > left);
  assert.ok(top > below, 'Graphviz counts heights from below');
});
