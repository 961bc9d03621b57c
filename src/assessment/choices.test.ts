import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue, stories } from '#test/catalogue.ts';
import { interaction, smallPack, toldIn } from '#test/small-pack.ts';

import { withFact } from './answers.ts';
import { assess } from './assess.ts';
import type { Choice } from './interplay-model.ts';
import type { ToldSituation } from './model.ts';

const catalogue = await realCatalogue();
const anna = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

const services = {
  a: { when: 'one', amount: '1000' },
  b: { when: 'two', amount: '9000', per: 'year' },
  c: { when: 'three', amount: '20000', per: 'once' },
} as const;
const group = { interactions: [interaction('at-most-one', { services: ['a', 'b', 'c'], within: 'household' })] };
const oneOfThree = await smallPack(services, group);

function choicesFor(facts: Readonly<Record<string, unknown>>): readonly Choice[] {
  return assess(oneOfThree, toldIn(oneOfThree, facts)).interplay.choices;
}

describe('a choice between services that exclude each other', () => {
  it('shows every alternative with what it brings in twelve months and what is given up', () => {
    const [choice, ...more] = choicesFor({ one: true, two: true, three: true });
    assert.deepEqual(more, []);
    assert.deepEqual(
      choice?.alternatives.map(({ takes, loses, year }) => [takes, loses, year].map((part) => JSON.stringify(part))),
      [
        ['c', ['a', 'b'], 20_000],
        ['a', ['b', 'c'], 12_000],
        ['b', ['a', 'c'], 9000],
      ].map(([takes, loses, sum]) => [
        JSON.stringify([{ service: takes, subject: 'household' }]),
        JSON.stringify((loses as string[]).map((service) => ({ service, subject: 'household' }))),
        JSON.stringify({ sure: sum, upTo: sum }),
      ]),
    );
    assert.equal(choice?.best, 0);
    assert.equal(choice?.holds, 'yes');
  });

  it('is no choice when one of them is a right and the others are refused', () => {
    assert.deepEqual(choicesFor({ one: true, two: false, three: false }), []);
  });

  it('with a service that is not known says "perhaps", keeps its sum open and names the best only when sure', () => {
    const [open] = choicesFor({ one: true, three: false });
    assert.equal(open?.holds, 'unknown');
    assert.deepEqual(
      open?.alternatives.map(({ year }) => year),
      [
        { sure: 12_000, upTo: 12_000 },
        { sure: 0, upTo: 9000 },
      ],
    );
    assert.equal(open?.best, 0);
    const [dearer] = choicesFor({ one: true, two: false });
    assert.equal(dearer?.best, undefined);
  });

  it('takes the best of many, and not one by one: three of a path may outweigh the heaviest', async () => {
    const path = await smallPack(
      {
        left: { amount: '60', per: 'once' },
        middle: { amount: '100', per: 'once' },
        right: { amount: '60', per: 'once' },
      },
      {
        interactions: [
          interaction('not-together', { services: ['middle'], with: ['left', 'right'], within: 'household' }),
        ],
      },
    );
    const [choice] = assess(path, toldIn(path, {})).interplay.choices;
    assert.deepEqual(
      choice?.alternatives.map(({ takes, year }) => [
        takes
          .map(({ service }) => service)
          .toSorted()
          .join(),
        year.sure,
      ]),
      [
        ['left,right', 120],
        ['middle', 100],
      ],
    );
    assert.equal(choice?.best, 0);
  });
});

describe('the care allowance and the unemployment benefit', () => {
  const told = withFact(anna, 'careAllowancePaid', 'mitya', false);

  it('are a choice of the mother, with the months that the law still pays', () => {
    const [choice] = assess(catalogue, told).interplay.choices;
    const care = choice?.rows.find(({ service }) => service === 'care-allowance');
    // Mitya is ten months old: eight months are left of the eighteen.
    assert.deepEqual(care?.year, { sure: 110_964.24, upTo: 110_964.24 });
  });

  it('are no choice for a mother who works', () => {
    assert.deepEqual(assess(catalogue, withFact(anna, 'works', anna.applicant, true)).interplay.choices, []);
  });

  it('do not exclude each other when the father takes the benefit', () => {
    const father = {
      id: 'ivan',
      facts: { relation: 'spouse', ageYears: 30, works: false, registeredUnemployed: false },
    };
    const both = { ...withFact(told, 'works', anna.applicant, true), people: [...told.people, father] };
    const working = withFact(both, 'works', anna.applicant, true);
    assert.deepEqual(
      assess(catalogue, working).interplay.exclusions.filter(
        ({ interaction: id, holds }) => id === 'care-or-unemployment' && holds === 'yes',
      ),
      [],
    );
  });

  it('stand against each other when she has the benefit already', () => {
    const registered = withFact(told, 'registeredUnemployed', anna.applicant, true);
    const { exclusions, choices } = assess(catalogue, registered).interplay;
    assert.ok(
      exclusions.some(
        ({ row, by, holds }) =>
          row.service === 'care-allowance' && by.service === 'unemployment-benefit' && holds === 'yes',
      ),
    );
    assert.equal(choices[0]?.rows.find(({ service }) => service === 'unemployment-benefit')?.isGranted, true);
  });
});
