import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { interaction, smallPack, toldIn } from '#test/small-pack.ts';

import { assess } from './assess.ts';
import type { Interplay } from './interplay-model.ts';

async function withBenefit(
  amount: string,
  facts: Readonly<Record<string, unknown>>,
  rule = 'perHead < 1000',
): Promise<Interplay> {
  const pack = await smallPack(
    {
      benefit: { each: 'applicant', when: 'jobless', amount },
      help: { when: rule, amount: 'if perHead < 500 then 800 else 500' },
    },
    {
      income: {
        facts: [
          { fact: 'earnings12', months: 12 },
          { fact: 'pensions12', months: 12 },
        ],
        earned: ['earnings12'],
        none: { fact: 'familyHadIncome', value: false },
      },
      interactions: [interaction('income', { services: ['benefit'], for: ['help'], counts: true, fact: 'pensions12' })],
    },
  );
  return assess(pack, toldIn(pack, facts)).interplay;
}

const withoutIncome = { familyHadIncome: false, people: [{ id: 'anna', jobless: true }] };

describe('what one service pays as income for another', () => {
  it('that stays below every limit changes nothing', async () => {
    const { incomes, order } = await withBenefit('400', withoutIncome);
    assert.deepEqual(
      incomes.map(({ effect }) => effect),
      ['kept'],
    );
    assert.deepEqual(order, []);
  });

  it('ends the other after so many paid months, and until then it is asked for in time', async () => {
    const { incomes, order } = await withBenefit('2000', withoutIncome);
    // 2000 a month over twelve months: three months make 500 a head, six make 1000.
    assert.deepEqual(
      incomes.map(({ effect, afterMonths, fileUntil }) => [effect, afterMonths, fileUntil]),
      [['lost', 3, '2026-06-30']],
    );
    assert.deepEqual(
      order.map(({ first, then, strength, until, holds }) => [first.service, then.service, strength, until, holds]),
      [['help', 'benefit', 'gain', '2026-06-30', 'yes']],
    );
  });

  it('lowers the other, and says to what', async () => {
    const { incomes } = await withBenefit('700', withoutIncome);
    assert.deepEqual(
      incomes.map(({ effect, afterMonths, then }) => [effect, afterMonths, then?.value]),
      [['reduced', 9, 500]],
    );
  });

  it('is not known while a fact is missing, and known where no fact could matter', async () => {
    const open = { people: [{ id: 'anna', jobless: true }] };
    assert.deepEqual(
      (await withBenefit('2000', open)).incomes.map(({ effect }) => effect),
      ['unknown'],
    );
    const amountOpen = await withBenefit('rent', withoutIncome);
    assert.deepEqual(
      amountOpen.incomes.map(({ effect }) => effect),
      ['unknown'],
    );
    const small = await withBenefit('min(rent, 300)', withoutIncome);
    assert.deepEqual(
      small.incomes.map(({ effect }) => effect),
      ['kept'],
    );
  });

  it('does not say "sure" of what is not a right yet', async () => {
    const { order } = await withBenefit('2000', { ...withoutIncome, people: [{ id: 'anna' }] });
    assert.deepEqual(
      order.map(({ holds }) => holds),
      ['unknown'],
    );
  });
});
