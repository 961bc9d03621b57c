import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { realCatalogue, root } from '#test/catalogue.ts';

import { readArguments } from './arguments.ts';
import { exchangeConnect, exchangeVerify } from './exchange-command.ts';
import type { Outcome } from './output.ts';

const catalogue = await realCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'okno-connect-'));
const example = join(root, 'examples/connections/insurer-rest.yaml');
const description = join(root, 'examples/connections/insurer-openapi.yaml');
after(() => rmSync(folder, { recursive: true, force: true }));

async function connected(file: string): Promise<Outcome> {
  const args = readArguments(['exchange', 'connect', file, '--against', description, '--data', folder, '--lang', 'en']);
  assert.ok('options' in args);
  return await exchangeConnect(catalogue, file, args.options, root, () => new Date('2026-03-02T03:00:00Z'));
}

describe('an operator', () => {
  test('connects a plain REST service by the example of a mapping', async () => {
    const { out, exitCode } = await connected(example);
    assert.equal(exitCode, 0);
    assert.match(out ?? '', /insurer {2}rest {2}http:\/\/127\.0\.0\.1:8207 {2}up/u);
  });

  test('is told what the description of the service does not have, before anybody is asked', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, readFileSync(example, 'utf8').replace('/policy/status', '/policy/state'));
    const { error, exitCode } = await connected(file);
    assert.notEqual(exitCode, 0);
    assert.match(error ?? '', /does not have hasPolicy: \/policy\/state/u);
  });

  test('verifies an archive in which nothing is kept yet', async () => {
    const args = readArguments(['exchange', 'verify', '--data', folder, '--json']);
    assert.ok('options' in args);
    const { out, exitCode } = await exchangeVerify(args.options, root);
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(out ?? ''), { inquiries: 0, questions: 0, answers: 0, unsigned: 0, faults: [] });
  });
});
