import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import { createChecker, es256, keyDirectory, oknoOf } from '#protocol';

import { checkConformance } from './conformance.ts';
import { readDirectory, readSigners } from './keys.ts';
import { agencyKind } from './registers.ts';
import { startAgencies } from './start-agencies.ts';

const entry = join(import.meta.dirname, '../agency.ts');
let folder = '';
before(() => void (folder = mkdtempSync(join(tmpdir(), 'okno-agencies-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

const kinds = [agencyKind('employment')!, agencyKind('insurer')!];

test('an agency that is killed is told of and started again where it was, with what it had registered', async () => {
  const crashed = Promise.withResolvers<string>();
  const running = await startAgencies(kinds, {
    entry,
    folder,
    now: () => new Date('2026-03-02T05:00:00Z'),
    anyPorts: true,
    onCrash: (agency) => crashed.resolve(agency),
  });
  try {
    const url = running.urls.get('insurer')!;
    const before_ = await healthOf(url);
    running.kill('insurer');
    assert.equal(await crashed.promise, 'insurer');
    assert.deepEqual(await healthOf(url), before_);
  } finally {
    await running.stop();
  }
  await assert.rejects(fetch(running.urls.get('employment')!), TypeError);
});

test('an agency goes by the clock of whoever started it: what is signed at that time counts', async () => {
  const ahead = 400 * 86_400_000;
  const now = (): Date => new Date(Date.now() + ahead);
  const [kind] = kinds;
  const moved = mkdtempSync(join(tmpdir(), 'okno-agencies-'));
  const running = await startAgencies([kind!], { entry, folder: moved, now, ahead, anyPorts: true });
  try {
    const keys = join(moved, 'keys');
    const checked = await checkConformance({
      url: running.urls.get(kind!.id)!,
      agency: kind!.id,
      facts: Object.keys(kind!.holds),
      signer: readSigners(keys, oknoOf('mfc')).signer,
      check: createChecker([es256], keyDirectory(readDirectory(keys))),
      now,
      newId: randomUUID,
    });
    assert.deepEqual(
      checked.filter(({ fault }) => fault !== undefined),
      [],
    );
  } finally {
    await running.stop();
    rmSync(moved, { recursive: true });
  }
});

test('an agency goes when whoever started it is gone', async () => {
  const child = spawn(process.execPath, [entry, 'employment', '--folder', folder, '--port', '0'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(createInterface({ input: child.stdout }), 'line');
  child.stdin.end();
  await once(child, 'exit');
  assert.equal(child.exitCode, 0);
});

/** Asks until somebody answers: a process takes its time to start. */
async function healthOf(url: string): Promise<unknown> {
  for (;;) {
    try {
      return await (await fetch(`${url}/health`)).json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
  }
}
