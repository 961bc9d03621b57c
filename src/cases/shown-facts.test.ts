import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, Told } from '#test/joint-case.ts';

import { factsShownTo } from './shown-facts.ts';

const catalogue = await realCatalogue();
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const told = (): Told => new Told(catalogue, catalogue.agreements.get('family-in-need')!, situation);
const shown = (story: Told, agency: string): readonly string[] =>
  factsShownTo(story.joint, agency, story.today).map(({ fact }) => fact);
const purpose = { ru: 'безопасность', en: 'safety' };

describe('facts of a joint case', () => {
  it('that need a consent are shown while the consent holds, and to nobody else', () => {
    const story = told();
    assert.ok(!shown(story, 'social-protection').includes('dangerFromPerson'));
    story.does(anna, {
      kind: 'consent',
      facts: ['dangerFromPerson'],
      to: ['social-protection'],
      purpose,
      until: '2026-03-20',
    });
    const found = factsShownTo(story.joint, 'social-protection', story.today).find(
      ({ fact }) => fact === 'dangerFromPerson',
    );
    assert.equal(found?.ground, 'consent');
    assert.equal(found.clause, '4.3');
    assert.ok(!shown(story, 'mvd').includes('dangerFromPerson'));
    story.today = '2026-03-21';
    assert.ok(!shown(story, 'social-protection').includes('dangerFromPerson'), 'the consent is over');
  });

  it('are hidden again on the moment a consent is withdrawn', () => {
    const story = told();
    story.does(anna, { kind: 'consent', facts: ['debts'], to: ['legal-aid'], purpose, until: '2027-01-01' });
    assert.ok(shown(story, 'legal-aid').includes('debts'));
    story.does(anna, { kind: 'withdraw-consent', consent: story.joint.consents[0]!.id });
    assert.ok(!shown(story, 'legal-aid').includes('debts'));
  });

  it('are each shown on one ground, the law before a consent', () => {
    const story = told();
    const [first] = shown(story, 'mvd');
    assert.ok(first !== undefined);
    story.does(anna, { kind: 'consent', facts: [first], to: ['mvd'], purpose, until: '2027-01-01' });
    const found = factsShownTo(story.joint, 'mvd', story.today).filter(({ fact }) => fact === first);
    assert.deepEqual(
      found.map(({ ground }) => ground),
      ['law'],
    );
  });

  it('are none for an agency that has no part in the case', () => {
    assert.deepEqual(shown(told(), 'rosreestr'), []);
  });
});
