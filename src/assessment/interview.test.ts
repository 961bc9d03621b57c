import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue, stories } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { Answers } from './answers.ts';
import { Explained } from './explained.ts';
import { Household } from './household.ts';
import { interviewOf } from './interview.ts';
import type { Answer, Consent, FactKey, FactValue, ToldSituation } from './model.ts';
import { Questions } from './next-question.ts';
import { readTold } from './read-told.ts';
import { isPartOfDate } from './told-days.ts';

const catalogue = await realCatalogue();

type Choose = (questions: Questions) => FactKey | undefined;
const byWeight: Choose = (questions) => questions.best();

/** Nothing but who is there and what they seek. */
function beginningOf(truth: ToldSituation): ToldSituation {
  const { seeks } = truth.household;
  return {
    ...truth,
    people: truth.people.map(({ id }) => ({ id, facts: {} })),
    household: seeks === undefined ? {} : { seeks },
  };
}

function valueIn(truth: ToldSituation, { fact, subject }: FactKey): FactValue | undefined {
  return subject === 'household' ? truth.household[fact] : truth.people.find(({ id }) => id === subject)?.facts[fact];
}

/** Asks until nothing is left; what the truth does not have is answered "I don't know". `seen` looks at every question. */
function interviewed(
  truth: ToldSituation,
  choose: Choose = byWeight,
  seen: (key: FactKey, answers: Answers) => void = () => {},
): { readonly answers: Answers; readonly asked: readonly FactKey[]; readonly skipped: readonly FactKey[] } {
  const answers = new Answers(catalogue, beginningOf(truth));
  const asked: FactKey[] = [];
  const skipped: FactKey[] = [];
  const most = catalogue.facts.size * (truth.people.length + 1);
  for (;;) {
    const key = choose(new Questions(answers, skipped));
    if (key === undefined) return { answers, asked, skipped };
    const { fact, subject } = key;
    seen({ fact, subject }, answers);
    asked.push({ fact, subject });
    assert.ok(asked.length <= most, 'the interview goes on for ever');
    const value = valueIn(truth, key);
    if (value !== undefined) answers.change(fact, subject, value);
    // Whoever tells only the year is not asked for the day.
    if (value === undefined || isPart(fact, value)) skipped.push({ fact, subject });
  }
}

const isPart = (fact: string, value: FactValue): boolean => isPartOfDate(catalogue.facts.get(fact)!, value);

const text = ({ fact, subject }: FactKey): string => `${fact}@${subject}`;

/** Whether a fact is asked of its subject, by the trees: not of a boy of three whether he is pregnant. */
function applies(told: ToldSituation, { fact, subject }: FactKey): Answer {
  const when = catalogue.facts.get(fact)?.askWhen;
  const value = when === undefined ? true : new Household(catalogue, told).value(when, subject);
  return value === true ? 'yes' : value === false ? 'no' : 'unknown';
}

/** Agencies that may be asked about the applicant; a doctor's by written consent only. */
const consents: fc.Arbitrary<readonly Consent[]> = fc
  .subarray([...catalogue.registers.keys()])
  .map((agencies) => agencies.map((agency) => ({ agency, given: '2025-01-01', isWritten: false, also: [] })));

describe('an interview', () => {
  it('ends, and never asks what was told or what does not concern the person', () => {
    fc.assert(
      fc.property(situations(catalogue, 2), (truth) => {
        const known = new Set<string>();
        interviewed(truth, byWeight, (key, answers) => {
          assert.ok(!known.has(text(key)), `${text(key)} is asked twice`);
          assert.equal(valueIn(answers.told, key), undefined, `${text(key)} is asked though it was told`);
          assert.notEqual(applies(answers.told, key), 'no', `${text(key)} is asked of somebody it does not concern`);
          known.add(text(key));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('leaves no question open that could still decide a service', () => {
    fc.assert(
      fc.property(situations(catalogue, 1), (truth) => {
        const { answers, skipped } = interviewed(truth);
        const unanswered = new Set(skipped.map(text));
        const isOut = (key: FactKey, depth = 0): boolean => {
          const fact = catalogue.facts.get(key.fact);
          if (fact?.question === undefined || unanswered.has(text(key)) || depth > 4) return true;
          const asked = applies(answers.told, key);
          if (asked === 'no') return true;
          // It waits for what tells whether it is asked at all, and that was not answered.
          const before = new Household(catalogue, answers.told).answer(fact.askWhen!, key.subject).value;
          const waits = typeof before === 'object' && before !== null && 'missing' in before ? [...before.missing] : [];
          return asked === 'unknown' && waits.every((one) => isOut(keyOf(one), depth + 1));
        };
        for (const row of new Explained(catalogue, answers).entitlements()) {
          if (row.answer !== 'unknown' || row.concerns !== 'yes') continue;
          for (const key of row.missing) assert.ok(isOut(key), `${row.service}: nobody asked ${text(key)}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('comes to the same answers in whichever order it is held', () => {
    const last: Choose = (questions) => questions.keys().at(-1);
    fc.assert(
      fc.property(situations(catalogue, 0), (truth) => {
        const one = new Explained(catalogue, interviewed(truth).answers).entitlements();
        const other = new Explained(catalogue, interviewed(truth, last).answers).entitlements();
        const told = new Map(other.map((row) => [`${row.service} ${row.subject}`, row]));
        for (const row of one) {
          const same = told.get(`${row.service} ${row.subject}`);
          // A row of somebody the service does not concern is there only once that is known.
          if (same === undefined || same.concerns !== 'yes' || row.concerns !== 'yes') continue;
          assert.equal(same.answer, row.answer, `${row.service} of ${row.subject}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('asks the applicant nothing about herself that a register may be asked', () => {
    fc.assert(
      fc.property(situations(catalogue, 1), consents, (truth, agreed) => {
        const agencies = new Set(agreed.map(({ agency }) => agency));
        interviewed({ ...truth, consents: agreed }, byWeight, ({ fact: id, subject }) => {
          const fact = catalogue.facts.get(id)!;
          const register = agencies.has(fact.heldBy ?? '') ? catalogue.registers.get(fact.heldBy!) : undefined;
          if (subject !== truth.applicant || fact.basic || register?.consent.kind !== 'plain') return;
          assert.fail(`${id} is asked though ${fact.heldBy} may be asked for it`);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('asks how to claim only when it is settled what there is to claim', () => {
    fc.assert(
      fc.property(situations(catalogue, 1), (truth) => {
        const order = interviewed(truth).asked.map(({ fact }) => fact);
        const at = order.indexOf('onlineAccount');
        for (const fact of ['works', 'dwelling', 'disability', 'familyHadIncome'])
          if (at >= 0) assert.ok(order.indexOf(fact) < at, `${fact} comes after the account on the portal`);
      }),
      { numRuns: 20 },
    );
  });
});

function keyOf(read: string): FactKey {
  const [fact = '', subject = ''] = read.split('@');
  return { fact, subject };
}

const anna = {
  asOf: '2026-03-02',
  territory: '69701000',
  applicant: 'anna',
  seeks: ['money'],
  people: [
    { id: 'anna', birthDate: '1996-05-01', sex: 'female', citizenship: 'russian', livesInRussia: true },
    {
      id: 'mitya',
      relation: 'child',
      birthDate: '2023-04-28',
      sex: 'male',
      citizenship: 'russian',
      livesInRussia: true,
    },
    {
      id: 'igor',
      relation: 'spouse',
      birthDate: '1994-04-28',
      sex: 'male',
      citizenship: 'russian',
      livesInRussia: true,
    },
  ],
};

function openOf(input: object): { readonly asked: ReadonlySet<string>; readonly answers: Answers } {
  const read = readTold(catalogue, { ...anna, ...input }, { asOf: '2026-03-02' });
  assert.ok('told' in read, JSON.stringify(read));
  const answers = new Answers(catalogue, read.told);
  return { asked: new Set(new Questions(answers).keys().map(text)), answers };
}

describe('a register that may be asked', () => {
  const given = '2026-03-01';

  it('is asked instead of Anna and of Mitya, for whom she answers, but not of Igor, who has not agreed', () => {
    const { asked } = openOf({});
    for (const key of ['disability@anna', 'disability@mitya', 'disability@igor']) assert.ok(asked.has(key), key);
    const { asked: less } = openOf({ consents: [{ agency: 'sfr', given }] });
    assert.deepEqual(
      ['anna', 'mitya', 'igor'].filter((who) => less.has(`disability@${who}`)),
      ['igor'],
    );
    const { asked: least } = openOf({ consents: [{ agency: 'sfr', given, also: ['igor'] }] });
    assert.ok(!least.has('disability@igor'));
  });

  it('is asked about the whole family only when everybody in it has agreed', () => {
    assert.ok(openOf({ consents: [{ agency: 'fns', given }] }).asked.has('familyHadIncome@household'));
    assert.ok(!openOf({ consents: [{ agency: 'fns', given, also: ['igor'] }] }).asked.has('familyHadIncome@household'));
  });

  it('is asked no more from the day the consent is withdrawn, nor before the day it is given', () => {
    for (const consent of [{ given, withdrawn: '2026-03-02' }, { given: '2026-03-03' }])
      assert.ok(openOf({ consents: [{ agency: 'sfr', ...consent }] }).asked.has('disability@anna'));
    const again = [
      { agency: 'sfr', given, withdrawn: '2026-03-02' },
      { agency: 'sfr', given: '2026-03-02' },
    ];
    assert.ok(!openOf({ consents: again }).asked.has('disability@anna'));
  });

  it('of a doctor wants a written consent', () => {
    const pregnant = { people: anna.people.map((one) => (one.id === 'anna' ? { ...one, pregnant: true } : one)) };
    const key = 'registeredBefore12Weeks@anna';
    assert.ok(openOf({ ...pregnant, consents: [{ agency: 'health', given }] }).asked.has(key));
    assert.ok(!openOf({ ...pregnant, consents: [{ agency: 'health', given, written: true }] }).asked.has(key));
  });

  it('is told, with the ground and the services that wait for it', () => {
    const { answers } = openOf({ consents: [{ agency: 'fns', given, also: ['igor'] }] });
    const [inquiry, ...others] = interviewOf(catalogue, answers).interview.inquiries;
    assert.equal(others.length, 0);
    assert.equal(inquiry?.agency, 'fns');
    assert.equal(inquiry.ground, 'consent');
    assert.ok(inquiry.facts.some((key) => text(key) === 'familyHadIncome@household'));
    assert.ok(inquiry.services.includes('single-allowance'));
  });

  it('is asked without consent by the body that gives the service applied for, and for that service only', () => {
    const alone = { people: anna.people.filter(({ id }) => id !== 'igor') };
    const { asked, answers } = openOf({ ...alone, appliedFor: ['single-allowance'] });
    const { inquiries } = interviewOf(catalogue, answers).interview;
    const ofTax = inquiries.find(({ agency }) => agency === 'fns');
    assert.equal(ofTax?.ground, 'service');
    assert.deepEqual(ofTax.services, ['single-allowance']);
    assert.ok(asked.has('familyHadIncome@household'), 'other services need it too');
  });

  it('need not be asked when the person tells it herself', () => {
    const { answers } = openOf({ familyHadIncome: false, consents: [{ agency: 'fns', given, also: ['igor'] }] });
    const keys = interviewOf(catalogue, answers).interview.inquiries.flatMap(({ facts }) => facts.map(text));
    assert.ok(!keys.includes('familyHadIncome@household'));
  });

  it('is offered with what the consent would save, alone and with the others', () => {
    const { offers } = interviewOf(catalogue, openOf({}).answers).interview;
    const sfr = offers.find(({ agency }) => agency === 'sfr');
    assert.ok(sfr !== undefined);
    assert.ok(sfr.facts.some((key) => text(key) === 'disability@anna'));
    assert.deepEqual(sfr.withOthers.people, ['igor']);
    assert.ok(sfr.withOthers.facts.some((key) => text(key) === 'disability@igor'));
  });

  it('is asked of a widow for everything it knows of her', () => {
    const widow = stories(catalogue).find(({ file }) => file.includes('widow'))!.told;
    const agreed = [...catalogue.registers.values()]
      .filter(({ consent }) => consent.kind === 'plain')
      .map(({ agency }): Consent => ({ agency, given: widow.asOf, isWritten: false, also: [] }));
    const people = widow.people.filter(({ id }) => id === widow.applicant);
    const told = { ...beginningOf({ ...widow, people }), consents: agreed };
    for (const { fact: id } of new Questions(new Answers(catalogue, told)).keys()) {
      const fact = catalogue.facts.get(id)!;
      assert.ok(fact.basic || !agreed.some(({ agency }) => agency === fact.heldBy), id);
    }
  });
});

describe('a consent that cannot be read', () => {
  const cases = [
    [{ agency: 'sfrr', given: '2026-03-01' }, 'no-register'],
    [{ agency: 'sfr' }, 'impossible-date'],
    [{ agency: 'sfr', given: '2026-03-02', withdrawn: '2026-03-01' }, 'impossible-date'],
    [{ agency: 'sfr', given: '2026-03-02', also: ['nobody'] }, 'no-person'],
    [{ agency: 'sfr', given: '2026-03-02', written: 'yes' }, 'wrong-type'],
    [{ agency: 'sfr', given: '2026-03-02', forever: true }, 'undeclared-field'],
    ['sfr', 'wrong-type'],
  ] as const;
  for (const [consent, code] of cases)
    it(`is told with its place: ${JSON.stringify(consent)}`, () => {
      const read = readTold(catalogue, { ...anna, consents: [consent] }, { asOf: '2026-03-02' });
      assert.ok('problems' in read);
      assert.deepEqual(
        read.problems.map((problem) => problem.code),
        [code],
      );
      assert.match(read.problems[0]?.place?.path ?? '', /^\/consents\/0/u);
    });

  it('is told when it is no list, and a service that is none too', () => {
    for (const input of [{ consents: 'all' }, { appliedFor: ['single-allowanc'] }, { appliedFor: 1 }])
      assert.ok(
        'problems' in readTold(catalogue, { ...anna, ...input }, { asOf: '2026-03-02' }),
        JSON.stringify(input),
      );
  });
});

describe('pages of questions', () => {
  it('hold every question that is open, once, those of one person together', () => {
    fc.assert(
      fc.property(situations(catalogue, 6), (told) => {
        const answers = new Answers(catalogue, told);
        const open = new Questions(answers);
        const { interview, nextQuestion } = interviewOf(catalogue, answers);
        const shown = interview.groups.flatMap(({ questions }) => questions.map(text));
        assert.deepEqual(shown.toSorted(), open.keys().map(text).toSorted());
        for (const { subject, questions } of interview.groups)
          assert.ok(questions.every((question) => question.subject === subject));
        if (nextQuestion === null) assert.equal(interview.groups.length, 0);
        else assert.ok(interview.groups[0]?.questions.some((question) => text(question) === text(nextQuestion)));
      }),
      { numRuns: 40 },
    );
  });
});
