import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue, stories } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { Answers } from './answers.ts';
import { answerOfTruth, Explained } from './explained.ts';
import { answerOf, entitlementsOf } from './entitlements.ts';
import { Household } from './household.ts';
import type { Entitlement, FactKey, ToldSituation } from './model.ts';
import { interviewOf } from './interview.ts';
import { isPartOfDate } from './told-days.ts';

const catalogue = await realCatalogue();

/** Facts are listed in the order of the graph, and by the trees in that of reading. */
function ordered(entitlements: readonly Entitlement[]): unknown {
  const sorted = (keys: readonly (FactKey | string)[]): readonly string[] =>
    keys.map((key) => JSON.stringify(key)).toSorted();
  return entitlements.map((entitlement) => ({
    ...entitlement,
    missing: sorted(entitlement.missing),
    criteria: entitlement.criteria.map((criterion) => ({
      ...criterion,
      facts: sorted(criterion.facts),
      missing: sorted(criterion.missing),
      withoutValue: sorted(criterion.withoutValue),
    })),
  }));
}

function explained(told: ToldSituation): readonly Entitlement[] {
  return new Explained(catalogue, new Answers(catalogue, told)).entitlements();
}

describe('reasons counted on the graph', () => {
  for (const { file, told } of stories(catalogue)) {
    it(`are those of the trees in ${file}`, () => {
      assert.deepEqual(ordered(explained(told)), ordered(entitlementsOf(catalogue, new Household(catalogue, told))));
    });
  }

  for (const unknownOfTen of [0, 3, 7]) {
    it(`are those of the trees, with ${unknownOfTen * 10} % of the facts not known`, () => {
      fc.assert(
        fc.property(situations(catalogue, unknownOfTen), (told) => {
          assert.deepEqual(
            ordered(explained(told)),
            ordered(entitlementsOf(catalogue, new Household(catalogue, told))),
          );
        }),
        { numRuns: 40 },
      );
    });
  }

  it('leave nothing of one household for the next', () => {
    fc.assert(
      fc.property(situations(catalogue, 3), situations(catalogue, 5), (first, second) => {
        const answers = new Answers(catalogue, first);
        void new Explained(catalogue, answers).entitlements();
        answers.tell(second);
        assert.deepEqual(new Explained(catalogue, answers).entitlements(), explained(second));
      }),
      { numRuns: 30 },
    );
  });
});

describe('needs, life situations and what people have', () => {
  it('are those of the trees', () => {
    fc.assert(
      fc.property(situations(catalogue, 4), (told) => {
        const answers = new Answers(catalogue, told);
        const household = new Household(catalogue, told);
        for (const { need, rules } of answers.rulebook.needs) {
          for (const { rule, node } of rules) {
            assert.equal(
              answerOfTruth(answers.truth(node, 0)),
              answerOf(household.value(rule.when, 'household')),
              need.id,
            );
          }
        }
        for (const { situation, node } of answers.rulebook.situations) {
          assert.equal(answerOfTruth(answers.truth(node, 0)), answerOf(household.value(situation.when, 'household')));
        }
        for (const { evidence, node } of answers.rulebook.evidence) {
          const subject = evidence.of === 'household' ? 'household' : 'p0';
          if (evidence.heldWhen === undefined) continue;
          assert.equal(answerOfTruth(answers.truth(node, 0)), answerOf(household.value(evidence.heldWhen, subject)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the next question', () => {
  it('is one that some answer still waits for, and is not asked again when it was skipped', () => {
    fc.assert(
      fc.property(situations(catalogue, 6), (told) => {
        const answers = new Answers(catalogue, told);
        const { nextQuestion: question } = interviewOf(catalogue, answers);
        if (question === null) return;
        const facts =
          question.subject === 'household'
            ? told.household
            : told.people.find(({ id }) => id === question.subject)?.facts;
        const known = facts?.[question.fact];
        assert.ok(known === undefined || isPartOfDate(catalogue.facts.get(question.fact)!, known));
        const { nextQuestion: other } = interviewOf(catalogue, answers, [question]);
        assert.ok(other === null || other.fact !== question.fact || other.subject !== question.subject);
      }),
      { numRuns: 60 },
    );
  });
});
