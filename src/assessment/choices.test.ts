import assert from 'node:assert/strict';
import { it } from 'node:test';

import { realCatalogue, stories } from '#test/catalogue.ts';

import { withFact } from './answers.ts';
import { assess } from './assess.ts';

const catalogue = await realCatalogue();
const anna = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told;

it('a mother who may have the care allowance or the unemployment benefit is told which brings more', () => {
  assert.ok(anna !== undefined);
  const told = withFact(anna, 'careAllowancePaid', 'mitya', false);
  const [choice] = assess(catalogue, told).choices;
  assert.ok(choice !== undefined);
  assert.deepEqual(
    choice.sides.map(({ service }) => service),
    ['care-allowance', 'unemployment-benefit'],
  );
  const [care, benefit] = choice.sides;
  if (care.monthly !== undefined && benefit.monthly !== undefined) {
    assert.equal(choice.better, care.monthly > benefit.monthly ? 'care-allowance' : 'unemployment-benefit');
  } else assert.equal(choice.better, undefined);
});

it('whoever has a right to one of the two has nothing to choose', () => {
  assert.ok(anna !== undefined);
  assert.deepEqual(assess(catalogue, withFact(anna, 'works', anna.applicant, true)).choices, []);
});
