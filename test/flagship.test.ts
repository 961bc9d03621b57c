import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { assess, readTold } from '#assessment';
import type { Entitlement, FactValue, ToldSituation } from '#assessment';
import { runExamples, solutionOf, solve } from '#desk';
import { checkRoute, planRoute } from '#planner';

import { realCatalogue, stories } from './catalogue.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue);
const flagship = story('01-');
const withoutIncome = story('02-');

function story(beginning: string): ToldSituation {
  const found = told.find(({ file }) => file.startsWith(`examples/${beginning}`));
  assert.ok(found !== undefined);
  return found.told;
}

function answers(situation: ToldSituation, service: string): readonly Entitlement[] {
  return assess(catalogue, situation).entitlements.filter((entitlement) => entitlement.service === service);
}

describe('a young mother with a sick child, no home, no money', () => {
  const { route, assessment } = solve(catalogue, flagship);
  const steps = (service: string) => route.steps.filter((step) => step.service === service);
  /** Everything a step waits for, through the steps before it. */
  const before = (ids: readonly string[]): Set<string> => {
    const found = new Set<string>();
    const visit = (id: string): void => {
      for (const earlier of route.steps.find((step) => step.id === id)?.after ?? []) {
        found.add(earlier);
        visit(earlier);
      }
    };
    for (const id of ids) visit(id);
    return found;
  };

  it('has a doctor and a roof at once, and they wait for nothing', () => {
    for (const service of ['emergency-care', 'urgent-shelter', 'urgent-food']) {
      const [first] = steps(service);
      assert.ok(first !== undefined, `${service} is not in the route`);
      assert.deepEqual(first.after, [], service);
      assert.equal(first.start, flagship.asOf, service);
      assert.equal(first.urgency, 'tonight', service);
    }
  });

  it('gets the passport before what needs a passport', () => {
    const passport = steps('passport').map((step) => step.id);
    assert.ok(passport.length > 0);
    const needing = route.steps.filter((step) =>
      step.bring.some((ref) => ref.evidence === 'passport' && ref.subject === flagship.applicant),
    );
    assert.ok(needing.length >= 3, 'few services need the passport');
    for (const step of needing)
      assert.ok(
        passport.some((id) => before([step.id]).has(id)),
        `${step.id} does not wait for the passport`,
      );
  });

  it("registers the child's birth before the allowances", () => {
    const birth = steps('birth-registration').map((step) => step.id);
    assert.ok(birth.length > 0);
    for (const service of ['single-allowance', 'care-allowance', 'maternity-capital-monthly']) {
      const [first] = steps(service);
      assert.ok(first !== undefined, `${service} is not in the route`);
      assert.ok(
        birth.some((id) => before([first.id]).has(id)),
        `${service} does not wait for the birth record`,
      );
    }
  });

  it('does not know of the single allowance until incomes are told', () => {
    const [allowance] = answers(flagship, 'single-allowance');
    assert.equal(allowance?.answer, 'unknown');
    assert.ok(allowance.missing.some(({ fact }) => fact === 'familyHadIncome'));
  });

  it('has 18 003 roubles a month when the family has no income and an accepted excuse', () => {
    const [allowance] = answers(withoutIncome, 'single-allowance');
    assert.equal(allowance?.answer, 'yes');
    assert.deepEqual(allowance.amount, { value: 18003, currency: 'RUB', per: 'month' });
  });

  it('has no single allowance with an income above the minimum, and is told the criterion and the article', () => {
    const rich = withPerson(withHousehold(withoutIncome, { familyHadIncome: true }), withoutIncome.applicant, {
      earnings12: 1_200_000,
      pensions12: 0,
      childSupport12: 0,
      otherIncome12: 0,
    });
    const child = rich.people.find((person) => person.id !== rich.applicant);
    assert.ok(child !== undefined);
    const [allowance] = answers(withPerson(rich, child.id, { pensions12: 0 }), 'single-allowance');
    assert.equal(allowance?.answer, 'no');
    const failed = allowance.criteria.filter((criterion) => criterion.answer === 'no');
    assert.ok(
      failed.some(
        (criterion) =>
          /ПП РФ 2330|81-ФЗ/u.test(criterion.article) && criterion.facts.some(({ fact }) => fact === 'earnings12'),
      ),
    );
  });

  it('is not sent for a repeat certificate that comes with the registration of the birth', () => {
    assert.deepEqual(steps('birth-certificate-repeat'), []);
  });

  it('is told which need nobody covers', () => {
    assert.ok(assessment.needs.length >= 5);
    for (const gap of assessment.gaps) assert.ok(['no-service', 'not-eligible', 'too-late'].includes(gap.reason));
  });

  it('gives the same bytes when solved again', () => {
    const once = JSON.stringify(solutionOf(catalogue, flagship, solve(catalogue, flagship), 'ru'));
    assert.equal(JSON.stringify(solutionOf(catalogue, flagship, solve(catalogue, flagship), 'ru')), once);
  });
});

describe('every resident of the examples', () => {
  for (const { file, told: situation } of told) {
    it(`${file} has a valid route`, () => {
      const assessment = assess(catalogue, situation);
      assert.deepEqual(checkRoute(catalogue, situation, assessment, planRoute(catalogue, situation, assessment)), []);
    });

    it(`${file}: taking any fact away only ever leads to "not known"`, () => {
      const full = answersOf(situation);
      for (const [removed, less] of withoutOneFact(situation)) {
        const fewer = answersOf(less);
        for (const [key, answer] of full) {
          const now = fewer.get(key);
          if (now === undefined) assert.notEqual(answer, 'yes', `${key} lost its yes without ${removed}`);
          else assert.ok(now === answer || now === 'unknown', `${key}: ${answer} became ${now} without ${removed}`);
        }
      }
    });
  }
});

describe('the examples written in the packs', () => {
  const results = runExamples(catalogue);
  it('are many', () => assert.ok(results.length >= 100));
  for (const result of results) {
    it(`${result.service}: ${result.name}`, () =>
      assert.deepEqual(
        result.faults.map((fault) => fault.en),
        [],
      ));
  }
});

describe('a situation that cannot be read', () => {
  const sane = { asOf: '2026-03-02', territory: '69701000', applicant: 'anna', people: [{ id: 'anna' }] };
  const rows: readonly (readonly [name: string, input: unknown, code: string, path: string])[] = [
    ['is no record', 7, 'not-a-situation', ''],
    ['has an undeclared fact', { ...sane, homeles: true }, 'undeclared-fact', '/homeles'],
    [
      'has a household fact at a person',
      { ...sane, people: [{ id: 'anna', nightPlace: 'none' }] },
      'wrong-place',
      '/people/0/nightPlace',
    ],
    [
      'has a wrong type',
      { ...sane, people: [{ id: 'anna', hasPassport: 'нет' }] },
      'wrong-type',
      '/people/0/hasPassport',
    ],
    [
      'has a day that does not exist',
      { ...sane, people: [{ id: 'anna', birthDate: '2006-02-30' }] },
      'impossible-date',
      '/people/0/birthDate',
    ],
    [
      'has a birth in the future',
      { ...sane, people: [{ id: 'anna', birthDate: '2027-02-03' }] },
      'impossible-date',
      '/people/0/birthDate',
    ],
    [
      'has a negative income',
      { ...sane, people: [{ id: 'anna', earnings12: -1 }] },
      'out-of-range',
      '/people/0/earnings12',
    ],
    ['has a choice that is none', { ...sane, nightPlace: 'street' }, 'no-such-choice', '/nightPlace'],
    ['has the same person twice', { ...sane, people: [{ id: 'anna' }, { id: 'anna' }] }, 'twice', '/people/1/id'],
    ['has no such applicant', { ...sane, applicant: 'boris' }, 'no-applicant', '/applicant'],
    ['is of a territory that is not known', { ...sane, territory: '45000000' }, 'unknown-territory', '/territory'],
    [
      'hides a prototype',
      JSON.parse(
        '{"territory":"69701000","applicant":"anna","people":[{"id":"anna","__proto__":{"hasPassport":true}}]}',
      ),
      'undeclared-fact',
      '/people/0/__proto__',
    ],
  ];
  for (const [name, input, code, path] of rows) {
    it(`${name}: the place and the remedy are told`, () => {
      const read = readTold(catalogue, input, { asOf: '2026-03-02' });
      assert.ok('problems' in read);
      assert.ok(
        read.problems.some((problem) => problem.code === code && problem.place?.path === path),
        JSON.stringify(read.problems),
      );
      assert.ok(read.problems.every((problem) => problem.message.ru !== '' && problem.message.en !== ''));
    });
  }
});

function answersOf(situation: ToldSituation): Map<string, string> {
  return new Map(
    assess(catalogue, situation).entitlements.map(({ service, subject, answer }) => [
      `${service} of ${subject}`,
      answer,
    ]),
  );
}

function* withoutOneFact(situation: ToldSituation): Generator<readonly [string, ToldSituation]> {
  for (const fact of Object.keys(situation.household))
    yield [fact, { ...situation, household: omit(situation.household, fact) }];
  for (const person of situation.people) {
    for (const fact of Object.keys(person.facts)) {
      yield [
        `${fact} of ${person.id}`,
        {
          ...situation,
          people: situation.people.map((one) => (one === person ? { ...one, facts: omit(one.facts, fact) } : one)),
        },
      ];
    }
  }
}

function omit(facts: Readonly<Record<string, FactValue>>, fact: string): Record<string, FactValue> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== fact));
}

function withHousehold(situation: ToldSituation, facts: Readonly<Record<string, FactValue>>): ToldSituation {
  return { ...situation, household: { ...situation.household, ...facts } };
}

function withPerson(situation: ToldSituation, id: string, facts: Readonly<Record<string, FactValue>>): ToldSituation {
  return {
    ...situation,
    people: situation.people.map((person) =>
      person.id === id ? { ...person, facts: { ...person.facts, ...facts } } : person,
    ),
  };
}
