import assert from 'node:assert/strict';
import { it } from 'node:test';

import { solve } from '#desk';
import { realCatalogue, stories } from '#test/catalogue.ts';

import { routeChart } from './route-chart.ts';

it('the chart of every story fits a hundred columns and has a row for each service', async () => {
  const catalogue = await realCatalogue();
  for (const { told, file } of stories(catalogue)) {
    const { route } = solve(catalogue, told);
    for (const language of ['ru', 'en'] as const) {
      const lines = routeChart(catalogue, route, told.asOf, language).split('\n');
      for (const line of lines) assert.ok(Array.from(line).length <= 100, `${file}: ${line}`);
      const legs = new Set(route.steps.map(({ service, subject, turn }) => `${service}:${subject}:${turn}`));
      assert.equal(lines.length, legs.size + 2, file);
    }
  }
});
