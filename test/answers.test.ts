import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { Answers, assess, withFact } from '#assessment';
import type { FactValue, ToldSituation } from '#assessment';

import { realCatalogue } from './catalogue.ts';
import { situations } from './random-situations.ts';

const catalogue = await realCatalogue();

/** The tree evaluator's answers against those counted on the graph. */
function differences(told: ToldSituation, counted: Answers): string[] {
  return assess(catalogue, told).entitlements.flatMap((entitlement) => {
    const rules = counted.rulebook.services.find(({ service }) => service.id === entitlement.service);
    if (rules === undefined || entitlement.concerns === 'no') return [];
    const place =
      entitlement.subject === 'household' ? 0 : told.people.findIndex((person) => person.id === entitlement.subject);
    const answer = counted.answer(rules, place);
    return answer === entitlement.answer
      ? []
      : [`${entitlement.service} of ${entitlement.subject}: ${entitlement.answer} by tree, ${answer} by graph`];
  });
}

describe('answers counted on the graph of all rules', () => {
  for (const unknownOfTen of [0, 3, 7]) {
    it(`are those of the tree evaluator, with ${unknownOfTen * 10} % of the facts not known`, () => {
      fc.assert(
        fc.property(situations(catalogue, unknownOfTen), (told) =>
          assert.deepEqual(differences(told, new Answers(catalogue, told)), []),
        ),
        { numRuns: 60 },
      );
    });
  }

  it('are the same whether a fact was told at once or changed later', () => {
    fc.assert(
      fc.property(situations(catalogue, 4), situations(catalogue, 4), (told, other) => {
        const counted = new Answers(catalogue, told);
        let now = told;
        const change = (fact: string, subject: string, value: FactValue | undefined): void => {
          counted.change(fact, subject, value);
          now = withFact(now, fact, subject, value);
        };
        for (const fact of catalogue.facts.values()) {
          if (fact.of === 'household') change(fact.id, 'household', other.household[fact.id]);
          else if (fact.id !== 'relation') change(fact.id, 'p0', other.people[0]?.facts[fact.id]);
        }
        assert.deepEqual(differences(now, counted), []);
      }),
      { numRuns: 25 },
    );
  });
});
