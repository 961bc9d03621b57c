import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Catalogue, Criterion, Service } from '#catalogue';
import { loadReading, types } from '#language';
import type { CheckedExpression } from '#language';
import { realCatalogue } from '#test/catalogue.ts';

import { remarksOn } from './remarks.ts';

const { check } = await loadReading();
const catalogue = await realCatalogue();
const vocabulary = {
  globals: new Map([
    ['wage', types.number],
    ['debts', types.number],
  ]),
  entities: new Map(),
  functions: new Map(),
};

function rule(text: string): CheckedExpression {
  const checked = check(text, { vocabulary });
  assert.ok('expression' in checked);
  return checked.expression;
}

/** The packs with one made-up service in place of all. */
function withRule(
  when: CheckedExpression,
  versions: readonly Partial<Service['versions'][number]>[] = [{ from: '2026-01-01' }],
): Catalogue {
  const criterion: Criterion = {
    id: 'rule',
    text: { ru: 'правило', en: 'rule' },
    when,
    article: { citation: 'ст. 1', certainty: 'memory' },
    kind: 'condition',
  };
  const service: Service = {
    id: 'made-up',
    code: '',
    name: { ru: 'у', en: 's' },
    summary: { ru: 'у', en: 's' },
    howTo: { ru: 'у', en: 's' },
    authority: 'sfr',
    covers: ['money'],
    aroundTheClock: false,
    subject: { each: 'household', nobody: { ru: '', en: '' } },
    examples: [],
    file: 'made-up.yaml',
    pack: 'made-up',
    versions: versions.map((version) => ({
      from: '2026-01-01',
      basis: [],
      transition: [],
      criteria: [criterion],
      evidence: [],
      gives: [],
      channels: [{ kind: 'mfc' }],
      collectInPerson: false,
      remedies: [],
      certainty: 'memory',
      ...version,
    })),
  };
  const wage = {
    id: 'wage',
    name: { ru: 'зарплата', en: 'wage' },
    unit: 'RUB',
    isRegional: false,
    values: [
      { territory: '', from: '2026-01-01', to: '2026-06-30', value: 1, act: 'акт', certainty: 'memory' as const },
    ],
  };
  return { ...catalogue, services: new Map([[service.id, service]]), parameters: new Map([['wage', wage]]) };
}

function told(made: Catalogue): string[] {
  return remarksOn(made, '2026-12-31').map(({ text }) => text.en);
}

describe('remarks on packs that check', () => {
  it('name a rule that is the same for everybody', () =>
    assert.deepEqual(told(withRule(rule('1 > 2'))), ['the criterion "rule" is the same for everybody: false']));

  it('name a parameter whose values end while the law goes on', () => {
    assert.deepEqual(told(withRule(rule('debts > wage'))), [
      'the parameter "wage" (wage) has no value on 2026-07-01: the answer will be "not known"',
    ]);
  });

  it('are silent where the law ends with the values', () => {
    assert.deepEqual(told(withRule(rule('debts > wage'), [{ from: '2026-01-01', to: '2026-06-30' }])), []);
  });

  it('name days on which no version is in force', () => {
    const versions = [{ from: '2025-01-01', to: '2025-11-30' }, { from: '2026-01-01' }];
    assert.deepEqual(told(withRule(rule('debts > 5'), versions)), [
      'from 2025-12-01 to 2026-01-01 no version is in force',
    ]);
  });
});
