import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { readChange } from './change-law.ts';
import type { LawChange } from './change-law.ts';
import { parameterOn } from './parameter-on.ts';

const catalogue = await realCatalogue();
const day = '2026-06-01';
const name = 'name: { ru: Проба, en: A trial }\n';

async function changed(text: string): Promise<LawChange> {
  const read = await readChange(catalogue, day, 'change.yaml', name + text);
  if ('problems' in read) assert.fail(read.problems.map(({ message }) => message.en).join('\n'));
  return read.change;
}

async function told(text: string): Promise<string> {
  const read = await readChange(catalogue, day, 'change.yaml', name + text);
  if (!('problems' in read)) assert.fail('nothing is wrong with it');
  const [{ place, message, remedy }] = read.problems as [(typeof read.problems)[number]];
  return `${place?.file}:${place?.line} ${message.en} ${remedy?.en ?? ''}`;
}

describe('a change of the law', () => {
  test('of a parameter holds from its day on, in its territory', async () => {
    const { before, after, lines } = await changed(
      'after: [{ parameter: minimumEarningsWages, value: 6, from: 2026-04-01 }]',
    );
    const on = (law: typeof before, when: string): number | undefined =>
      parameterOn(law.parameters.get('minimumEarningsWages')!, '69701000', when)?.value;
    assert.deepEqual([on(before, day), on(after, '2026-03-31'), on(after, day)], [8, 8, 6]);
    assert.match(lines[0]?.en ?? '', /: 8 → 6$/u);
  });

  test('may also be put on the side that is compared with', async () => {
    const { before, after } = await changed('before: [{ parameter: minimumEarningsWages, value: 4 }]');
    const wages = (law: typeof before): number | undefined =>
      parameterOn(law.parameters.get('minimumEarningsWages')!, '69701000', day)?.value;
    assert.deepEqual([wages(before), wages(after)], [4, 8]);
  });

  test('of a criterion and of an amount is checked like a rule of the packs', async () => {
    const { after, lines } = await changed(
      'after:\n  - { service: single-allowance, criterion: adults-earned, when: adultsEarned or largeFamily }\n  - { service: single-allowance, amount: subsistenceMinimumChild }',
    );
    const version = after.services
      .get('single-allowance')
      ?.versions.find(({ from, to }) => from <= day && day <= (to ?? '9'));
    assert.equal(version?.criteria.find(({ id }) => id === 'adults-earned')?.when?.text, 'adultsEarned or largeFamily');
    assert.equal(version?.amount?.overYear, undefined);
    assert.equal(lines.length, 2);
  });
});

describe('what is wrong with a change is told with its line and a remedy', () => {
  test('a parameter that is not there', async () =>
    assert.match(
      await told('after:\n  - { parameter: minimumEarningWages, value: 6 }'),
      /change\.yaml:3 .*minimumEarningWages.* Did you mean "minimumEarningsWages"/u,
    ));

  test('a criterion that is not there', async () =>
    assert.match(
      await told('after:\n  - { service: single-allowance, criterion: adult-earned, when: "true" }'),
      /Did you mean "adults-earned"/u,
    ));

  test('a word that no pack declares', async () =>
    assert.match(
      await told('after:\n  - { service: single-allowance, criterion: adults-earned, when: adultEarned }'),
      /adultEarned/u,
    ));

  test('an amount that counts something else', async () =>
    assert.match(await told('after:\n  - { service: single-allowance, amount: familySize }'), /change\.yaml:3 /u));

  test('nothing that is changed', async () => assert.match(await told('after: []'), /change\.yaml/u));
});
