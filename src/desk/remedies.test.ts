import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readTold } from '#assessment';
import type { Entitlement } from '#assessment';
import { realCatalogue } from '#test/catalogue.ts';

import { remediesAgainst, spanText } from './remedies.ts';
import { solutionOf, solve } from './solve.ts';

const catalogue = await realCatalogue();

/** A man with a job and a flat, alone. */
function petr(facts: Record<string, unknown>) {
  const read = readTold(
    catalogue,
    { territory: '69701000', applicant: 'petr', people: [{ id: 'petr', ageYears: 40, sex: 'male', ...facts }] },
    { asOf: '2026-03-02' },
  );
  assert.ok('told' in read);
  return read.told;
}

function refused(facts: Record<string, unknown>, service: string): Entitlement {
  const found = solve(catalogue, petr(facts)).assessment.entitlements.find((one) => one.service === service);
  assert.equal(found?.answer, 'no');
  return found;
}

describe('what one may do against a refusal', () => {
  it('a foreigner refused a passport may complain, turn to the prosecutor, and go to court within three months', () => {
    const remedies = remediesAgainst(catalogue, refused({ citizenship: 'foreign', hasPassport: false }, 'passport'));
    assert.deepEqual(
      remedies.map(({ id, to }) => [id, to]),
      [
        ['complaint-to-agency', 'mvd'],
        ['complaint-refused-papers', 'mvd'],
        ['complaint-to-prosecutor', 'prosecutor'],
        ['administrative-court', 'district-court'],
      ],
    );
    const court = remedies.at(-1)?.within;
    assert.ok(court !== undefined);
    assert.equal(spanText(court, 'ru'), '3 месяца');
  });

  it('nobody is sent to complain about a service that does not concern him', () => {
    assert.deepEqual(remediesAgainst(catalogue, refused({ hasPassport: true }, 'passport')), []);
  });

  it('the expertise bureau is appealed against to the main bureau within a month', () => {
    const service = catalogue.services.get('disability-expertise');
    const [appeal] = service?.versions[0]?.remedies ?? [];
    assert.equal(appeal?.id, 'expertise-main-bureau');
    assert.ok(appeal.within !== undefined);
    assert.equal(spanText(appeal.within, 'en'), '1 month');
  });

  it('every service of the state says how to object', () => {
    for (const service of catalogue.services.values()) {
      if (catalogue.agencies.get(service.authority)?.level === 'non-governmental') continue;
      for (const version of service.versions) assert.ok(version.remedies.length > 0, `${service.id} ${version.from}`);
    }
  });

  it('programs read the same in the solution', () => {
    const told = petr({ citizenship: 'foreign', hasPassport: false });
    const { entitlements } = solutionOf(catalogue, told, solve(catalogue, told), 'en');
    const passport = entitlements.find(({ service }) => service === 'passport');
    assert.deepEqual(
      passport?.remedies?.map(({ id }) => id),
      ['complaint-to-agency', 'complaint-refused-papers', 'complaint-to-prosecutor', 'administrative-court'],
    );
    assert.ok(entitlements.filter(({ answer }) => answer !== 'no').every(({ remedies }) => remedies === undefined));
  });
});

describe('a span of days or months', () => {
  const rows = [
    [{ days: 1, unit: 'working', certainty: 'seen' }, '1 рабочий день', '1 working day'],
    [{ days: 22, unit: 'calendar', certainty: 'seen' }, '22 дня', '22 days'],
    [{ days: 15, unit: 'working', certainty: 'seen' }, '15 рабочих дней', '15 working days'],
    [{ months: 5, certainty: 'seen' }, '5 месяцев', '5 months'],
  ] as const;
  for (const [span, ru, en] of rows) {
    it(`is "${en}"`, () => assert.deepEqual([spanText(span, 'ru'), spanText(span, 'en')], [ru, en]));
  }
});
