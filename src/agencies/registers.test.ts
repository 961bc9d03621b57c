import assert from 'node:assert/strict';
import { test } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { agencyKinds } from './registers.ts';

const catalogue = await realCatalogue();

for (const { id, holds } of agencyKinds)
  test(`${id} holds the kinds of facts that the packs say it holds, with their types`, () => {
    const declared = [...catalogue.facts.values()].filter(({ heldBy }) => heldBy === id);
    assert.deepEqual(Object.keys(holds).toSorted(), declared.map((fact) => fact.id).toSorted());
    for (const fact of declared) {
      const holding = holds[fact.id]!;
      assert.equal(holding.of, fact.of, fact.id);
      const is = fact.type === 'money' ? 'number' : fact.type === 'date' ? 'day' : fact.type;
      if (typeof holding.is === 'string') assert.equal(holding.is, is, fact.id);
      else
        assert.deepEqual(
          holding.is,
          fact.choices?.map(({ value }) => value),
          fact.id,
        );
      assert.equal(holding.mayBeAbsent === true, fact.mayBeAbsent !== undefined, fact.id);
    }
  });
