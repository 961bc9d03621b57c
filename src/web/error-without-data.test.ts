import assert from 'node:assert/strict';
import { it } from 'node:test';

import { errorWithoutData } from './error-without-data.ts';

it('a telling that the database refused does not stand in the log', () => {
  const told = 'муж бьёт меня';
  const refused = Object.assign(new Error(`could not write: ${told}\nDETAIL: ${told}`), {
    code: '53100',
    query: 'insert',
    params: [told],
    where: told,
  });
  const logged = JSON.stringify(errorWithoutData(new TypeError(told, { cause: refused })));
  assert.doesNotMatch(logged, /муж/u);
  assert.match(logged, /53100/u);
  assert.match(logged, /error-without-data\.test/u);
});
