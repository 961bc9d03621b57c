import assert from 'node:assert/strict';
import { test } from 'node:test';

import { planRoute } from './plan-route.ts';
import { randomLand } from './random-land.ts';
import { routeAsSvg } from './route-svg.ts';
import { smallLand } from './small-land.ts';

const words = {
  title: ({ id }: { readonly id: string }) => `<${id}> & "so on"`,
  day: (day: string) => day,
  today: 'today',
  tonight: 'tonight',
  legend: { you: 'you', agency: 'agency', waiting: 'waiting', critical: 'critical' },
};

const places = (drawing: string, tag: RegExp, name: string): readonly number[] =>
  [...drawing.matchAll(tag)].map(([one]) => Number(new RegExp(` ${name}="([\\d.-]+)"`, 'u').exec(one)?.[1]));

test('every step of a route stands on the picture, inside it, a square for the person and a circle for an agency', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const { land, options } = randomLand(seed);
    const { catalogue, told, assessment } = smallLand(land);
    const route = planRoute(catalogue, told, assessment, options);
    if (route.steps.length === 0) continue;
    for (const width of [328, 760]) {
      const drawing = routeAsSvg(route, told.asOf, words, width);
      const rows = drawing.slice(0, drawing.lastIndexOf('</g>'));
      const count = (...actions: readonly string[]): number =>
        route.steps.filter(({ action }) => actions.includes(action)).length;
      assert.equal(places(rows, /<circle[^>]*>/gu, 'cx').length, count('automatic'), `seed ${seed}`);
      assert.equal(rows.match(/fill="#ffc247"/gu)?.length ?? 0, count('visit', 'application'), `seed ${seed}`);
      assert.equal(rows.match(/<rect[^>]*fill="url/gu)?.length ?? 0, count('waiting'), `seed ${seed}`);
      for (const at of places(rows, /<(?:rect|circle)[^>]*>/gu, '(?:x|cx)'))
        assert.ok(!(at < 0 || at > width), `seed ${seed}`);
      assert.doesNotMatch(drawing, /<s\d|& "|NaN/u);
    }
  }
});

test('what comes later stands further to the right', () => {
  const { catalogue, told, assessment } = smallLand({
    services: [
      { id: 'soon', covers: ['money'], channels: [{ kind: 'agency' }] },
      {
        id: 'late',
        covers: ['money'],
        answer: 'no',
        channels: [{ kind: 'agency' }],
        criteria: [{ answer: 'no', opens: '2026-03-20' }],
      },
    ],
  });
  const drawing = routeAsSvg(planRoute(catalogue, told, assessment), told.asOf, words, 760);
  const [soon = 0, late = 0] = places(drawing, /<rect[^>]*fill="#ffc247"[^>]*>/gu, 'x');
  assert.ok(soon < late, `${soon} < ${late}`);
});
