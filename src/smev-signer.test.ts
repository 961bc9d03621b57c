import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import type { Problem } from '#language';

import { smevSignerIn } from './smev-signer.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-sign-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const told: Problem[] = [];

function signer(name: string, script: string, within?: number) {
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\ncd '${folder}'\n${script}\n`, { mode: 0o755 });
  told.length = 0;
  return smevSignerIn({ OKNO_SMEV_SIGN: program }, (problem) => told.push(problem), within)!;
}

test('Nobody signs when no program is named', () => {
  assert.equal(
    smevSignerIn({}, () => undefined),
    undefined,
  );
});

test('Many elements are signed beside everything else, four at a time', async () => {
  mkdirSync(join(folder, 'running'));
  const sign = signer(
    'slow',
    'touch running/$$; ls running | wc -l >> seen; while [ ! -e go ]; do sleep 0.02; done; rm running/$$; echo "signed $(cat)"',
  );
  const signing = Promise.all(Array.from({ length: 10 }, async (_, index) => await sign(`element ${index}`)));
  while (readdirSync(join(folder, 'running')).length < 4) await setTimeout(5);
  writeFileSync(join(folder, 'go'), '');
  const signed = await signing;
  assert.deepEqual(
    signed,
    Array.from({ length: 10 }, (_, index) => `signed element ${index}`),
  );
  const atOnce = readFileSync(join(folder, 'seen'), 'utf8').trim().split('\n').map(Number);
  assert.equal(Math.max(...atOnce), 4);
  assert.deepEqual(told, []);
});

test('A program that fails is told of once, with what to do, and again when it has worked meanwhile', async () => {
  const sign = signer('failing', '[ -e token ] && echo signed && exit; echo "no token" >&2; exit 3');
  await assert.rejects(sign('one'), /has not signed .*no token.*Check that it starts/su);
  await assert.rejects(sign('two'));
  assert.deepEqual(
    told.map(({ code }) => code),
    ['smev-not-signed'],
  );
  writeFileSync(join(folder, 'token'), '');
  assert.equal(await sign('three'), 'signed');
  rmSync(join(folder, 'token'));
  await assert.rejects(sign('four'));
  assert.equal(told.length, 2);
});

test('A program that gives nothing, hangs, or is not there has not signed', async () => {
  await assert.rejects(signer('silent', 'cat > /dev/null')('one'), /nothing on its output/u);
  await assert.rejects(signer('hanging', 'exec sleep 600', 100)('one'), /no signature within 100 ms/u);
  const missing = smevSignerIn({ OKNO_SMEV_SIGN: join(folder, 'missing') }, (problem) => told.push(problem))!;
  assert.ok(!existsSync(join(folder, 'missing')));
  await assert.rejects(missing('one'), /ENOENT/u);
});
