import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';

import type { Catalogue } from '#catalogue';
import { realCatalogue, root } from '#test/catalogue.ts';

import { readArguments } from './arguments.ts';
import { exchangeConnect, exchangeVerify } from './exchange-command.ts';
import type { Outcome } from './output.ts';

const sample = parse(readFileSync(join(root, 'packs/sample-connections/connections.yaml'), 'utf8')) as Pick<
  Catalogue,
  'connections'
>;
const catalogue = { ...(await realCatalogue()), connections: sample.connections };
const folder = mkdtempSync(join(tmpdir(), 'okno-connect-'));
const description = join(root, 'examples/connections/insurer-openapi.yaml');
after(() => rmSync(folder, { recursive: true, force: true }));

async function connected(packs: Catalogue, agency = 'insurer'): Promise<Outcome> {
  const args = readArguments([
    'exchange',
    'connect',
    agency,
    '--against',
    description,
    '--data',
    folder,
    '--lang',
    'en',
  ]);
  assert.ok('options' in args);
  return await exchangeConnect(packs, agency, args.options, root, () => new Date('2026-03-02T03:00:00Z'));
}

describe('an operator', () => {
  test('connects a plain REST service by the mapping in a pack', async () => {
    const { out, exitCode } = await connected(catalogue);
    assert.equal(exitCode, 0);
    assert.match(out ?? '', /insurer {2}rest {2}http:\/\/127\.0\.0\.1:8207 {2}up/u);
  });

  test('is told what the description of the service does not have, before anybody is asked', async () => {
    const text = JSON.stringify(catalogue.connections).replace('/policy/status', '/policy/state');
    const { error, exitCode } = await connected({ ...catalogue, connections: JSON.parse(text) });
    assert.notEqual(exitCode, 0);
    assert.match(error ?? '', /does not have hasPolicy: \/policy\/state/u);
  });

  test('is told when no pack says how the agency is connected', async () => {
    const { error, exitCode } = await connected(catalogue, 'zags');
    assert.notEqual(exitCode, 0);
    assert.match(error ?? '', /no pack says how the agency "zags" is connected/u);
  });

  test('verifies an archive in which nothing is kept yet', async () => {
    const args = readArguments(['exchange', 'verify', '--data', folder, '--json']);
    assert.ok('options' in args);
    const { out, exitCode } = await exchangeVerify(args.options, root);
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(out ?? ''), { inquiries: 0, questions: 0, answers: 0, unsigned: 0, faults: [] });
  });
});
