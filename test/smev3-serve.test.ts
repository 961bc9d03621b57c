// `okno serve` asks agencies through СМЭВ 3 as the packs say: three processes, a provider of signatures that is a program, and one
// queue for the answers of two agencies.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { dayIn, timeZoneOf } from '#catalogue';
import { createExchange, identify, inquiriesFor, messagesOf, receivedFacts } from '#exchange';
import type { Connector, Purpose } from '#exchange';
import { verifyJournal } from '#journal';

import { realCatalogue, root } from './catalogue.ts';
import { opened } from './each-engine.ts';
import { steadyRandom } from './joint-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-smev-'));
const at = (name: string): string => join(folder, name);
const data = at('data');
const purpose: Purpose = { kind: 'situation', id: 'anna' };
const children: ChildProcess[] = [];

before(() => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(at('public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(at('private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signer = join(import.meta.dirname, 'smev3-signer.ts');
  writeFileSync(at('sign'), `#!/bin/sh\nexec '${process.execPath}' '${signer}' '${at('private.pem')}'\n`, {
    mode: 0o755,
  });
});
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process; gives what it has said so far, and waits until it has said something. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const until = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(said);
      if (found !== null) return found;
      assert.equal(child.exitCode, null, said);
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'close')]);
    }
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'close');
  };
  return { said: () => said, until, stop };
}

/** Two questions that cannot be signed yet: they are kept, and have not gone out. */
async function askBefore(): Promise<void> {
  const catalogue = await realCatalogue();
  const database = await opened({ folder: data });
  const now = (): Date => new Date();
  const today = (): string => dayIn(timeZoneOf(catalogue), now());
  const unsigned: Connector = {
    write: () => {
      throw new Error('the device is not there');
    },
    send: () => assert.fail('It was sent without a signature.'),
  };
  const exchange = createExchange(database, {
    catalogue,
    now,
    today,
    random: steadyRandom('exchange'),
    cases: { carryOut: () => assert.fail('No case is told.') },
    connectorOf: () => unsigned,
  });
  await identify(database, 'anna', 'mitya', { snils: '00100100200', birthDate: '2015-04-28' }, now());
  const consent = { given: today(), isWritten: false, also: [] };
  for (const [agency, fact] of [
    ['insurer', 'hasPolicy'],
    ['education', 'attendsSchool'],
  ] as const) {
    const { inquiries, refused } = await exchange.put({
      person: 'anna',
      purpose,
      subject: 'mitya',
      agency,
      asker: 'mfc',
      facts: [fact],
      told: {
        asOf: today(),
        territory: '',
        applicant: 'mitya',
        people: [{ id: 'mitya', facts: { birthDate: '2015-04-28' } }],
        household: {},
        consents: [{ agency, ...consent }],
      },
      reason: 'which help there is',
      by: { kind: 'person', person: 'anna' },
      idempotencyKey: `ask ${agency}`,
    });
    assert.deepEqual(refused, []);
    assert.deepEqual(
      inquiries.map(({ state, lastFault }) => [state, lastFault]),
      [['draft', 'signing: the device is not there']],
    );
  }
  await database.close();
}

test('A pack names СМЭВ 3 for two agencies: serve signs, asks, takes the answers and confirms them', async () => {
  await askBefore();
  const smev = start([join(import.meta.dirname, 'smev3-process.ts'), at('public.pem')]);
  const [, address = ''] = await smev.until(/listening (\S+)/u);
  mkdirSync(at('pack'));
  writeFileSync(
    at('pack/pack.yaml'),
    'id: smev\nversion: 2026.3.0\ntitle: { ru: СМЭВ, en: SMEV }\nbuildsOn: [ru, ru-tom]\n',
  );
  const connection = (agency: string): string =>
    `  - { agency: ${agency}, kind: smev3, address: "${address}", settings: { pollSeconds: 1 } }\n`;
  writeFileSync(at('pack/connections.yaml'), `connections:\n${connection('insurer')}${connection('education')}`);
  const packs = ['packs/ru', 'packs/ru-tom'].map((pack) => join(root, pack)).concat(at('pack'));
  const serve = [
    join(root, 'src/okno.ts'),
    'serve',
    '--no-samples',
    '--port',
    '0',
    '--data',
    data,
    ...packs.flatMap((pack) => ['--pack', pack]),
  ];
  const without = start(serve);
  await without.until(/OKNO_SMEV_SIGN/u);
  await without.stop();
  assert.equal(smev.said().includes('asked'), false);

  const okno = start(serve, { OKNO_SMEV_SIGN: at('sign') });
  await smev.until(/(?:confirmed \S+\n[^]*){2}/u);
  await okno.stop();
  await smev.stop();
  assert.match(smev.said(), /asked hasPolicy/u);
  assert.match(smev.said(), /asked attendsSchool/u);

  const database = await opened({ folder: data });
  const inquiries = await inquiriesFor(database.queries, 'anna', purpose);
  assert.deepEqual(inquiries.map(({ agency, state }) => `${agency} ${state}`).toSorted(), [
    'education answered',
    'insurer answered',
  ]);
  const facts = await receivedFacts(database.queries, inquiries);
  assert.deepEqual(
    new Map(facts.map(({ agency, answer }) => [agency, answer])),
    new Map([
      ['education', { fact: 'attendsSchool', value: true }],
      ['insurer', { fact: 'hasPolicy', value: true }],
    ]),
  );
  for (const inquiry of inquiries) {
    const messages = await messagesOf(database.queries, inquiry);
    assert.match(messages[0]?.text ?? '', /<t:CallerInformationSystemSignature[^>]*>[\w+/=]{80,}</u);
  }
  assert.deepEqual((await verifyJournal(database)).faults, []);
  await database.close();
});
