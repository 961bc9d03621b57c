import { askQuestion, readServiceId } from '#protocol';
import type { Signer, SubsystemId } from '#protocol';

import { handIn } from './ask.ts';
import type { FaultKind } from './faults.ts';
import type { Store } from './store.ts';

export type OutboxAround = {
  readonly store: Store;
  readonly self: SubsystemId;
  readonly signer: Signer;
  /** Where Okno listens; undefined: messages wait. */
  readonly okno: () => string | undefined;
  readonly now: () => Date;
  readonly faults: () => ReadonlySet<FaultKind>;
};

const longestWaitMilliseconds = 60_000;

/**
 * Hands over what waits in the outbox: signed, until it has been taken, later and later while nobody takes it. The id of the
 * message stays the same, so whoever gets it twice can tell.
 */
export async function deliverDue(around: OutboxAround): Promise<void> {
  const { store, okno, now, faults } = around;
  const base = okno();
  if (base === undefined) return;
  const due = store.due(now().getTime());
  const befallen = faults();
  if (befallen.has('down')) return;
  for (const message of befallen.has('out-of-order') ? due.toReversed() : due) {
    const isTaken = await post(around, base, message);
    if (befallen.has('duplicate')) await post(around, base, message);
    if (isTaken) store.delivered(message.id, now().toISOString());
    else store.tryLater(message.id, now().getTime() + Math.min(longestWaitMilliseconds, 500 * 2 ** message.tries));
  }
}

async function post(
  { self, signer, now }: OutboxAround,
  base: string,
  { id, service, body }: { readonly id: string; readonly service: string; readonly body: string },
): Promise<boolean> {
  const to = readServiceId(service);
  if (to === undefined) throw new Error(`${service} is no service`);
  const question = askQuestion({ service: to, headers: { client: self, id }, body: JSON.parse(body) }, signer, now());
  try {
    const { ok, body: rest } = await handIn(base, question);
    await rest?.cancel();
    return ok;
  } catch (error) {
    // Okno is down or slow: it is told later.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return false;
    throw error;
  }
}
