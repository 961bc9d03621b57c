import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Consent, ToldSituation } from '#assessment';
import { agenciesOf, factsShownTo } from '#cases';
import type { JointCase } from '#cases';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { Told } from '#test/joint-case.ts';

import { factsUsedBy, mayAsk } from './may-ask.ts';
import type { Asking } from './may-ask.ts';

const catalogue = await realCatalogue();
const today = '2026-03-02';
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const { joint } = new Told(catalogue, catalogue.agreements.get('family-in-need')!, told);
const closed: JointCase = { ...joint, status: 'closed' };
const facts = [...catalogue.facts.values()];
const agencies = [...catalogue.registers.keys()];
const asker = 'social-protection';

const consentTo = (agency: string, more: Partial<Consent> = {}): ToldSituation => ({
  ...told,
  consents: [{ agency, given: '2026-03-01', isWritten: true, also: [], ...more }],
});

/** Every kind of fact, asked of every register, about Anna or her household. */
function* everyQuestion(more: Partial<Asking> & { readonly consented?: boolean } = {}): Generator<Asking> {
  const { consented = false, ...rest } = more;
  for (const { id, of } of facts)
    for (const agency of agencies)
      yield {
        fact: id,
        subject: of === 'household' ? 'household' : 'anna',
        agency,
        asker,
        today,
        told: consented ? consentTo(agency) : told,
        ...rest,
      };
}

function allowed(questions: Iterable<Asking>): readonly Asking[] {
  return [...questions].filter((asking) => 'ground' in mayAsk(catalogue, asking));
}

const stranger = [...catalogue.agencies.keys()].find((agency) => !agenciesOf(joint).includes(agency))!;
const named = (asked: readonly Asking[]): readonly string[] => asked.map(({ fact, agency }) => `${fact} ${agency}`);

describe('of every kind of fact and every register', () => {
  test(`(${facts.length} × ${agencies.length}) without a ground nothing may be asked`, () =>
    assert.deepEqual(named(allowed(everyQuestion())), []));

  test('with a consent exactly what that register holds, and not who somebody is', () => {
    const asked = allowed(everyQuestion({ consented: true }));
    const held = facts.filter(({ heldBy, basic }) => heldBy !== undefined && !basic && catalogue.registers.has(heldBy));
    assert.deepEqual(
      named(asked),
      held.map(({ id, heldBy }) => `${id} ${heldBy}`),
    );
  });

  test('with a consent to another register nothing, nor with one that was withdrawn or is not given yet', () => {
    const other = (agency: string): string => agencies.find((one) => one !== agency)!;
    for (const question of everyQuestion()) {
      const { agency } = question;
      for (const told of [
        consentTo(other(agency)),
        consentTo(agency, { withdrawn: today }),
        consentTo(agency, { given: '2026-03-03' }),
      ])
        assert.ok('refused' in mayAsk(catalogue, { ...question, told }), `${question.fact} of ${agency}`);
    }
  });

  test('a doctor is asked by a written consent only, whatever clause, case or application there is', () => {
    const secret = agencies.filter((agency) => catalogue.registers.get(agency)?.consent.kind === 'written');
    assert.ok(secret.includes('health'));
    const appliedFor = [...catalogue.services.keys()];
    for (const question of everyQuestion({ joint })) {
      if (!secret.includes(question.agency)) continue;
      const plain = consentTo(question.agency, { isWritten: false });
      assert.ok('refused' in mayAsk(catalogue, { ...question, told: { ...plain, appliedFor } }), question.fact);
    }
  });

  test('in an open case exactly what a clause shows to the agency, from registers that answer without consent', () => {
    let count = 0;
    for (const participant of agenciesOf(joint)) {
      const shown = new Set(factsShownTo(joint, participant, today).map(({ fact }) => fact));
      const asked = allowed(everyQuestion({ joint, asker: participant, told: { ...told, consents: [] } }));
      // Her son is represented by her, so the household may be asked about as well.
      const expected = facts.filter(
        ({ id, heldBy = '', basic }) =>
          shown.has(id) && !basic && catalogue.registers.get(heldBy)?.forService !== undefined,
      );
      assert.deepEqual(
        named(asked),
        expected.map(({ id, heldBy }) => `${id} ${heldBy}`),
      );
      count += asked.length;
    }
    assert.ok(count > 0);
  });

  test('nothing for a case that is closed, and nothing for an agency that takes no part', () => {
    assert.deepEqual(named(allowed(everyQuestion({ joint: closed, consented: true }))), []);
    assert.deepEqual(named(allowed(everyQuestion({ joint, asker: stranger, consented: true }))), []);
  });

  test('by law exactly what the rules of the service use that was applied for', () => {
    for (const service of [...catalogue.services.values()].slice(0, 12)) {
      const used = factsUsedBy(catalogue, service);
      const asked = allowed(everyQuestion({ told: { ...told, consents: [], appliedFor: [service.id] } }));
      for (const { fact, agency } of asked) {
        assert.ok(used.has(fact), `${service.id} does not use ${fact}`);
        assert.ok(catalogue.registers.get(agency)?.forService !== undefined);
      }
    }
  });
});

describe('another adult', () => {
  const people = [...told.people, { id: 'igor', facts: { relation: 'spouse', birthDate: '1999-01-01' } }];
  const fact = { fact: 'works', agency: 'sfr', asker, today } as const;

  test('is asked about only when he has agreed himself', () => {
    const without = { ...consentTo('sfr'), people };
    const withHim = { ...consentTo('sfr', { also: ['igor'] }), people };
    assert.deepEqual(mayAsk(catalogue, { ...fact, subject: 'igor', told: without }), { refused: 'about-another' });
    assert.ok('ground' in mayAsk(catalogue, { ...fact, subject: 'igor', told: withHim }));
  });

  test('keeps the household from being asked about, a child does not', () => {
    const household = { ...fact, fact: 'maternityCapitalSpent', subject: 'household' };
    assert.ok('ground' in mayAsk(catalogue, { ...household, told: consentTo('sfr') }));
    assert.ok('refused' in mayAsk(catalogue, { ...household, told: { ...consentTo('sfr'), people } }));
    const mitya = { ...fact, fact: 'disability', subject: 'mitya', told: consentTo('sfr') };
    assert.ok('ground' in mayAsk(catalogue, mitya));
  });
});
