import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { hear } from './hear.ts';

const { words, situations } = await realCatalogue();

function bornIn(says: string): Readonly<Record<string, unknown>> {
  const { facts } = hear(says, words, { situations });
  return Object.fromEntries(
    facts
      .filter(({ fact }) => fact === 'birthDate' || fact === 'ageYears')
      .map(({ fact, subject, value }) => [fact === 'birthDate' ? subject : `age of ${subject}`, value]),
  );
}

describe('a date of birth told in free words', () => {
  const said: readonly (readonly [says: string, born: Readonly<Record<string, string>>])[] = [
    ['У меня сын, родился в 2019', { child1: '2019' }],
    ['дочке 2019 года рождения', { child1: '2019' }],
    ['сын родился в мае 2019 года', { child1: '2019-05' }],
    ['дочь родилась 17 мая 2019 года', { child1: '2019-05-17' }],
    ['дочь 17.05.2019 г.р.', { child1: '2019-05-17' }],
    ['в 2019 родилась дочь', { child1: '2019' }],
    ['двое детей 2015 и 2019 года рождения', { child1: '2015', child2: '2019' }],
    ['дочке 2019 года рождения, и дочке 2021 года рождения', { child1: '2019', child2: '2021' }],
    ['Я 1967 года рождения, пенсионер', { applicant: '1967' }],
    ['мужу 1980 г.р., сыну 2012 г. р.', { spouse: '1980', child1: '2012' }],
    ['My son was born on May 17, 2019', { child1: '2019-05-17' }],
    ['I was born in 1967 and live alone', { applicant: '1967' }],
  ];
  for (const [says, born] of said)
    it(`is heard as far as it was told: ${says}`, () => assert.deepEqual(bornIn(says), born));

  it('is kept only as far as it is sure', () => {
    assert.deepEqual(bornIn('My daughter was born about May 2019'), { child1: '2019' }, 'it may have been in April');
    assert.deepEqual(bornIn('сын примерно 2019 года рождения'), {});
  });

  it('is not made of other years, nor of days that never were', () => {
    for (const says of [
      'сын с 2019 года не видел отца',
      'мама 1950 года рождения, болеет, а сын здоров',
      'сын родился 31 февраля 2019',
      'сын в 2019 году заболел',
      'дочь 2019',
    ])
      assert.deepEqual(bornIn(says), {}, says);
  });

  it('is no birth of these days: nobody is asked whether a baby has just come', () => {
    for (const says of ['сын родился в мае 2012 года', 'дочь родилась 17 мая 2012', 'my son was born in May 2012'])
      assert.ok(!hear(says, words, { situations }).situations.some(({ code }) => code === 'LS01'), says);
  });
});
