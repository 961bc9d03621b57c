// A process that does what Okno does by itself (seals the journal, posts letters) and says which letters went out, until
// it is killed. Its clock stands at the time it is given.
import { setImmediate, setTimeout } from 'node:timers/promises';

import { createOutbox } from '#cases';
import { sealJournal, writeJournal } from '#journal';

import { opened } from './each-engine.ts';

const [kind = '', where = '', time = ''] = process.argv.slice(2);
const database = await opened(kind === 'url' ? { url: where } : { folder: where });
const now = (): Date => new Date(time);
const outbox = createOutbox(database, now);
const entry = {
  at: now().toISOString(),
  actor: { kind: 'okno', job: 'post' },
  action: 'sent',
  object: { kind: 'message', id: 'one' },
  facts: [],
  ground: { kind: 'law', basis: 'a test' },
  purpose: 'post',
} as const;

// Sealing goes on beside the post, so that a kill meets either.
void (async () => {
  for (;;) {
    await database.queries
      .transaction()
      .execute((transaction) => writeJournal(transaction, [{ person: 'anna', entry }]));
    await sealJournal(database, now());
    // PGlite answers within the same turn: without a pause nothing else would have one.
    await setImmediate();
  }
})();
for (;;) {
  await outbox.deliver(async ({ messageId }) => {
    process.stdout.write(`${messageId}\n`);
    await setTimeout(2);
  }, 1);
  await setImmediate();
}
