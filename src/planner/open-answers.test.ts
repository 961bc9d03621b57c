import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assess } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';

import { openAnswers } from './open-answers.ts';
import { planRoute } from './plan-route.ts';

const catalogue = await realCatalogue();

test('a mother is told what stands in any case, and which answer changes her route most', () => {
  const told = stories(catalogue).find(({ file }) => file.includes('01-'))?.told;
  assert.ok(told !== undefined);
  const assessment = assess(catalogue, told);
  const route = planRoute(catalogue, told, assessment);
  const { inAnyCase, answers } = openAnswers(catalogue, told, { assessment, route });
  const sure = route.steps.filter((step) => step.sure).map(({ id }) => id);
  assert.ok(inAnyCase.length > 0 && inAnyCase.every((id) => sure.includes(id)));
  const [most, ...others] = answers;
  assert.ok(most !== undefined && others.every(({ change }) => change <= most.change));
  for (const { routes } of answers) {
    assert.ok(routes.length > 1);
  }
  const facts = route.steps.flatMap(({ dependsOn }) => dependsOn.map(({ fact }) => fact));
  assert.ok(answers.every(({ fact }) => facts.includes(fact)));
});

test('where nothing is open no answer is told', () => {
  const told = stories(catalogue).find(({ file }) => file.includes('07-'))?.told;
  assert.ok(told !== undefined);
  const assessment = assess(catalogue, told);
  const route = planRoute(catalogue, told, assessment);
  const closed = { ...route, steps: route.steps.filter(({ dependsOn }) => dependsOn.length === 0) };
  assert.deepEqual(openAnswers(catalogue, told, { assessment, route: closed }).answers, []);
});
