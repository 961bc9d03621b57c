import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { schemas, schemaText, solutionOf, solve } from '#desk';

import { realCatalogue, root, stories } from './catalogue.ts';

const catalogue = await realCatalogue();
const all = await schemas(catalogue);
const ajv = new Ajv2020({ formats: { date: /^\d{4}-\d{2}-\d{2}$/u } });

describe('the published schemas', () => {
  for (const [name, schema] of Object.entries(all)) {
    it(`schemas/${name} is what the code and the packs say now (npm run okno -- schema)`, () => {
      assert.equal(readFileSync(join(root, 'schemas', name), 'utf8'), schemaText(schema));
    });
  }

  const validSituation = ajv.compile(all['situation.schema.json'] ?? {});
  const validSolution = ajv.compile(all['solution.schema.json'] ?? {});
  for (const { file, told, input } of stories(catalogue)) {
    it(`${file} and its solution keep to them`, () => {
      assert.ok(validSituation(input), JSON.stringify(validSituation.errors));
      for (const language of ['ru', 'en'] as const) {
        const solution: unknown = JSON.parse(
          JSON.stringify(solutionOf(catalogue, told, solve(catalogue, told), language)),
        );
        assert.ok(validSolution(solution), JSON.stringify(validSolution.errors));
      }
    });
  }

  it('refuse what they do not know', () => {
    assert.ok(!validSituation({ territory: '69701000', applicant: 'a', people: [{ id: 'a', shoeSize: 40 }] }));
    assert.ok(!validSolution({}));
  });
});
