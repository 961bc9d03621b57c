import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { check } from './check.ts';
import { vocabulary } from './small-world.ts';

/** What is said to each slip, word for word, stands in `test/bad/`. */
describe('a slip in a rule', () => {
  it('is told with its place in the text', () => {
    const result = check('homeless and rnt > 3', { vocabulary });
    assert.ok('faults' in result);
    assert.deepEqual(result.faults[0]?.span, { from: 13, to: 16 });
  });
});

describe('hostile text', () => {
  it('that nests very deep is refused and does not overflow', () => {
    for (const text of [
      `${'('.repeat(5000)}1`,
      `${'not('.repeat(2000)}true${')'.repeat(2000)}`,
      `${'-'.repeat(5000)}1`,
      `${'['.repeat(3000)}${']'.repeat(3000)}`,
    ]) {
      assert.ok('faults' in check(text, { vocabulary }));
    }
  });

  it('that is long and broken is told at the first place that cannot be read', () => {
    const result = check(`${'1 + '.repeat(400)}] 2`, { vocabulary });
    assert.ok('faults' in result);
    assert.equal(result.faults[0]?.problem.code, 'not-feel');
    assert.equal(result.faults[0]?.span.from, 1603);
  });

  it('that is very long is refused before it is read', () => {
    assert.ok('faults' in check('1 + '.repeat(100_000), { vocabulary }));
  });

  it('cannot reach the host', () => {
    for (const text of [
      'constructor',
      '__proto__',
      'process.exit()',
      'applicant.constructor',
      '{}.constructor',
      'toString(1)',
    ]) {
      assert.ok('faults' in check(text, { vocabulary }), text);
    }
  });
});

describe('a comparison with null', () => {
  const never = { ...vocabulary, neverAbsent: new Set(['works', 'rent']) };

  it('of a fact of which there always is one is a problem with a remedy', () => {
    for (const text of ['applicant.works = null', 'null != rent', 'some m in members satisfies m.works = null']) {
      const got = check(text, { vocabulary: never });
      assert.ok('faults' in got, text);
      assert.deepEqual(
        got.faults.map(({ problem }) => problem.code),
        ['never-absent'],
      );
    }
  });

  it('of a fact that may be absent, and of anything else, is right', () => {
    for (const text of ['night = null', 'applicant.age != null', 'min([]) = null', 'rent = 0'])
      assert.ok('expression' in check(text, { vocabulary: never }), text);
  });
});
