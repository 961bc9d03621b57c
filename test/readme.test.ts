import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { realCatalogue, root } from './catalogue.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const catalogue = await realCatalogue();

describe('the README', () => {
  const counts = [
    ['services as data', catalogue.services.size],
    ['life situations', catalogue.situations.size],
  ] as const;
  for (const [what, count] of counts) {
    it(`tells how many ${what} there are`, () => {
      assert.equal(new RegExp(`(\\d+) ${what}`, 'u').exec(readme)?.[1], String(count));
    });
  }
});
