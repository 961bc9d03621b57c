import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { assess, withFact } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import { daysOf, dayText } from '#language';

import { realCatalogue } from './catalogue.ts';
import { situations } from './random-situations.ts';

const catalogue = await realCatalogue();

/** A household in which the age of each person is told by the date of birth alone. */
function withoutAges(told: ToldSituation): ToldSituation {
  return told.people.reduce((now, person) => withFact(now, 'ageYears', person.id, undefined), told);
}

/** The same household with a day told in place of each month and year: so far into it as `share` says. */
function completed(told: ToldSituation, share: number): ToldSituation {
  return told.people.reduce((now, person) => {
    const span = daysOf(String(person.facts['birthDate'] ?? ''));
    if (span === undefined) return now;
    const day = dayText(Math.round(span.low + (span.high - span.low) * share));
    return withFact(now, 'birthDate', person.id, day > told.asOf ? told.asOf : day);
  }, told);
}

function definite({ entitlements }: Assessment): ReadonlyMap<string, string> {
  return new Map(
    entitlements
      .filter(({ answer, concerns }) => answer !== 'unknown' && concerns === 'yes')
      .map(({ service, subject, answer, amount }) => [
        `${service} of ${subject}`,
        `${answer}${amount === undefined ? '' : ` ${amount.value}`}`,
      ]),
  );
}

describe('a family that remembers only the years', () => {
  it('is told nothing of the real packs that some day of these years would change', () => {
    let told = 0;
    fc.assert(
      fc.property(situations(catalogue, 3), fc.double({ min: 0, max: 1, noNaN: true }), (random, share) => {
        const early = definite(assess(catalogue, withoutAges(random)));
        const late = definite(assess(catalogue, completed(withoutAges(random), share)));
        for (const [row, answer] of early) {
          told += 1;
          assert.equal(late.get(row), answer, row);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(told > 1000, `only ${told} definite answers`);
  });

  it('is not asked for a day on which nothing depends, and is asked where the day decides', () => {
    const told = (birthDate: string): ToldSituation => ({
      asOf: '2026-03-02',
      territory: '69701000',
      applicant: 'anna',
      people: [
        { id: 'anna', facts: {} },
        { id: 'vera', facts: { relation: 'child', birthDate } },
      ],
      household: {},
    });
    const waits = (birthDate: string): boolean =>
      assess(catalogue, told(birthDate)).entitlements.some(
        ({ service, missing }) =>
          service === 'single-allowance' &&
          missing.some(({ fact, subject }) => fact === 'birthDate' && subject === 'vera'),
      );
    assert.equal(waits('2019'), false, 'under 17 whatever the day');
    assert.equal(waits('2009'), true, 'sixteen or seventeen');
  });
});
