import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashOfCode, makeCode, readCode } from './situation-code.ts';

const anyCode = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => makeCode(() => bytes));

test('a code is twelve letters and digits that are not mistaken for one another', () => {
  fc.assert(fc.property(anyCode, (code) => assert.match(code, /^[0-9A-HJKMNP-TV-Z]{12}$/)));
});

test('a code is read in groups, in small letters, with dashes and with misread letters', () => {
  const misread = (code: string): string => code.replaceAll('1', 'l').replaceAll('0', 'o').toLowerCase();
  fc.assert(
    fc.property(anyCode, (code) => {
      const groups = [code.slice(0, 4), code.slice(4, 8), code.slice(8)];
      assert.equal(readCode(groups.join(' ')), code);
      assert.equal(readCode(`  ${groups.join('–')} `), code);
      assert.equal(readCode(misread(code)), code);
    }),
  );
});

test('a code typed on a Russian keyboard is read', () => {
  assert.equal(readCode('авсе нкмо ртху'), 'ABCEHKM0PTXY');
});

test('what cannot be a code is not taken for one', () => {
  for (const typed of ['', '1234', 'K7M2-P9QR-4T6', 'K7M2-P9QR-4T6U', 'K7M2-P9QR-4T6VV', 'жжжж жжжж жжжж']) {
    assert.equal(readCode(typed), undefined, typed);
  }
});

test('what is kept of a code does not contain it', () => {
  assert.equal(hashOfCode('K7M2P9QR4T6V').length, 32);
});
