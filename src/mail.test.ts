import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import { SMTPServer } from 'smtp-server';

import type { ToldSituation } from '#assessment';
import { createCases, createOutbox } from '#cases';
import type { Outbox } from '#cases';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createMail, mailIn, startPosting } from './mail.ts';
import type { Mail } from './mail.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

onEachEngine('letters about a case', (database) => {
  const letters: string[] = [];
  let server: SMTPServer;
  let mail: Mail;
  let outbox: Outbox;
  let at = new Date('2026-03-02T03:00:00Z');
  let isRefusing = false;

  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onMailFrom: (_from, _session, done) => done(isRefusing ? new Error('come back later') : null),
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        stream.on('end', () => {
          letters.push(readable(text));
          done(null);
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    mail = createMail(`smtp://127.0.0.1:${port}`, 'okno@centre.example');
    outbox = createOutbox(database(), () => at);
    await database()
      .queries.insertInto('mailbox')
      .values({ person: 'anna', address: 'anna@home.example', language: 'ru' })
      .execute();
  });
  after(async () => {
    mail.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  async function openCase(person: string): Promise<void> {
    const cases = createCases(database(), {
      catalogue,
      now: () => at,
      today: () => '2026-03-02',
      random: steadyRandom(`${database().engine} ${person}`),
    });
    const lead = officerOf('social-protection');
    const opened = await cases.open(
      { person, agreement: 'family-in-need', told },
      { by: lead, idempotencyKey: person },
    );
    assert.ok('kept' in opened);
  }

  test('go to the address the person gave, with the number of the case and nothing about her', async () => {
    await openCase('anna');
    assert.equal(await outbox.deliver(mail.send), 1);
    const [letter = ''] = letters;
    assert.match(letter, /To: anna@home\.example/);
    assert.match(letter, /дело 2026-\d{6}/);
    for (const secret of ['Irkutsky', 'Митя', 'Иркутск']) assert.ok(!letter.includes(secret));
    assert.doesNotMatch(letter, /https?:/, 'nobody has said where Okno is found');
  });

  test('lead to the case where it is known how Okno is found from outside', async () => {
    await database()
      .queries.insertInto('mailbox')
      .values({ person: 'olga', address: 'olga@home.example', language: 'ru' })
      .execute();
    await openCase('olga');
    const leading = createOutbox(
      database(),
      () => at,
      (path, language) => `https://okno.example/${language}${path}`,
    );
    assert.equal(await leading.deliver(mail.send), 1);
    assert.match(letters.pop() ?? '', /https:\/\/okno\.example\/ru\/case\/2026-\d{6}/);
  });

  test('go once, however often and by however many they are delivered', async () => {
    const sent = await Promise.all([outbox.deliver(mail.send), createOutbox(database(), () => at).deliver(mail.send)]);
    assert.deepEqual(sent, [0, 0]);
    assert.equal(letters.length, 1);
  });

  test('stay in the house while nobody has told where to write', async () => {
    await openCase('vera');
    assert.equal(await outbox.deliver(mail.send), 0);
  });

  test('are tried again later when the mail server refuses, and the fault is kept', async () => {
    await database()
      .queries.insertInto('mailbox')
      .values({ person: 'vera', address: 'vera@home.example', language: 'en' })
      .execute();
    isRefusing = true;
    assert.equal(await outbox.deliver(mail.send), 0);
    const row = await database()
      .queries.selectFrom('message')
      .select(['tries', 'last_fault', 'sent_at'])
      .where('person', '=', 'vera')
      .executeTakeFirstOrThrow();
    assert.equal(row.tries, 1);
    assert.match(row.last_fault ?? '', /come back later/);
    isRefusing = false;
    assert.equal(await outbox.deliver(mail.send), 0, 'not at once');
    at = new Date(at.getTime() + 120_000);
    assert.equal(await outbox.deliver(mail.send), 1);
    assert.match(letters.at(-1) ?? '', /Subject: Okno, case 2026-/);
  });

  test('are sent once more, as the same letter, when the process died before it could write down that they went', async () => {
    await database()
      .queries.insertInto('mailbox')
      .values({ person: 'zoya', address: 'zoya@home.example', language: 'ru' })
      .execute();
    await openCase('zoya');
    const { promise: hasLeft, resolve: leave } = Promise.withResolvers<string>();
    void outbox.deliver(async ({ messageId }) => {
      leave(messageId);
      await new Promise(() => undefined);
    });
    const messageId = await hasLeft;
    assert.equal(await createOutbox(database(), () => at).deliver(mail.send), 0, 'it is under way');
    at = new Date(at.getTime() + 600_000);
    const ids: string[] = [];
    await createOutbox(database(), () => at).deliver(async (letter) => void ids.push(letter.messageId));
    assert.deepEqual(ids, [messageId]);
  });

  test('are posted while Okno is served, and the one under way is finished when it stops', async () => {
    await openCase('rita');
    await database()
      .queries.insertInto('mailbox')
      .values({ person: 'rita', address: 'rita@home.example', language: 'en' })
      .execute();
    const { promise: isSending, resolve } = Promise.withResolvers<void>();
    const slow: Mail = {
      send: async (letter) => {
        resolve();
        await mail.send(letter);
      },
      close: () => undefined,
    };
    const faults: unknown[] = [];
    const posting = startPosting(outbox, slow, (error) => faults.push(error));
    await isSending;
    await posting.stop();
    assert.deepEqual(faults, []);
    assert.match(letters.at(-1) ?? '', /To: rita@home\.example/);
    const { sent_at } = await database()
      .queries.selectFrom('message')
      .select('sent_at')
      .where('person', '=', 'rita')
      .executeTakeFirstOrThrow();
    assert.ok(sent_at !== null);
  });
});

test('mail that the environment names half is a problem, and none at all is none', () => {
  assert.deepEqual(mailIn({}), {});
  const codeOf = (given: ReturnType<typeof mailIn>): string | undefined =>
    'problem' in given ? given.problem.code : undefined;
  assert.equal(codeOf(mailIn({ SMTP_URL: 'smtp://mail.example' })), 'mail-without-sender');
  assert.equal(codeOf(mailIn({ SMTP_URL: 'mail.example', MAIL_FROM: 'okno@centre.example' })), 'bad-mail-server');
  const named = mailIn({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'Окно <okno@centre.example>' });
  assert.ok('mail' in named);
  named.mail?.close();
});

/** A letter as a mail program shows it (RFC 2047 words, base64 body). */
function readable(letter: string): string {
  const [head = '', body = ''] = letter.split('\r\n\r\n');
  const decoded = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
  const words = head
    .replaceAll(/\r\n /gu, '')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gu, (_, text: string) => decoded(text));
  return `${words}\n\n${head.includes('base64') ? decoded(body) : body}`;
}
