import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue, stories } from '#test/catalogue.ts';

import { withFact } from './answers.ts';
import { assess } from './assess.ts';
import type { Entitlement, ToldSituation } from './model.ts';
import { waysToYes } from './what-if-different.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue);

function refused(situation: ToldSituation, service: string): Entitlement {
  const found = assess(catalogue, situation).entitlements.find((one) => one.service === service && one.answer === 'no');
  assert.ok(found !== undefined, `${service} is not refused`);
  return found;
}

describe('what would have to be different', () => {
  const anna = told.find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

  it('a mother with too much income is told the income at which the allowance begins', () => {
    let rich = withFact(anna, 'familyHadIncome', 'household', true);
    for (const fact of ['pensions12', 'childSupport12', 'otherIncome12'])
      rich = withFact(rich, fact, anna.applicant, 0);
    rich = withFact(withFact(rich, 'earnings12', anna.applicant, 900_000), 'pensions12', 'mitya', 0);
    const ways = waysToYes(catalogue, rich, refused(rich, 'single-allowance'));
    const income = ways
      .flatMap(({ differences }) => (differences.length === 1 ? differences : []))
      .find(({ fact }) => fact === 'earnings12');
    // Two people, 12 months, 18 560 a head: below 445 440 roubles a year.
    assert.equal(income?.wanted, 445_439.99);
  });

  it('every way told does turn the answer, and nothing in it can be left out', () => {
    for (const { told: situation } of told) {
      for (const entitlement of assess(catalogue, situation).entitlements) {
        for (const { differences } of waysToYes(catalogue, situation, entitlement)) {
          const answerWith = (some: typeof differences): string | undefined => {
            const other = some.reduce(
              (now, { fact, subject, wanted }) => withFact(now, fact, subject, wanted),
              situation,
            );
            return assess(catalogue, other).entitlements.find(
              (one) => one.service === entitlement.service && one.subject === entitlement.subject,
            )?.answer;
          };
          assert.equal(answerWith(differences), 'yes', entitlement.service);
          if (differences.length > 1)
            for (const one of differences)
              assert.notEqual(answerWith(differences.filter((other) => other !== one)), 'yes', entitlement.service);
        }
      }
    }
  });
});
