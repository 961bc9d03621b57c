import type { MessagePort } from 'node:worker_threads';

import { buffersOf } from './raw.ts';
import type { RawBlock } from './raw.ts';
import type { AskRead, ToldRead } from './read-thread.ts';

/** The blocks that are asked of the thread that reads. */
export class Asked {
  readonly #port: MessagePort;
  readonly #asked = new Map<number, Promise<RawBlock>>();
  /** Who waits for an answer, in the order in which it was asked. */
  readonly #waiting: PromiseWithResolvers<RawBlock>[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (told: ToldRead) => {
      const first = this.#waiting.shift();
      if ('block' in told) first?.resolve(told.block);
      else first?.reject(new Error(told.failed));
    });
  }

  /** Has a block read that will be wanted. */
  ahead(index: number): void {
    if (this.#asked.has(index)) return;
    const waiting = Promise.withResolvers<RawBlock>();
    // Whoever wants the block is told what is wrong with it.
    waiting.promise.catch(() => undefined);
    this.#waiting.push(waiting);
    this.#asked.set(index, waiting.promise);
    this.#port.postMessage({ read: index } satisfies AskRead, []);
  }

  take(index: number): Promise<RawBlock> {
    this.ahead(index);
    const found = this.#asked.get(index)!;
    this.#asked.delete(index);
    return found;
  }

  /** A block that nobody looks at any more: its memory is used again. */
  giveBack(block: RawBlock): void {
    const buffers = [...buffersOf(block)];
    this.#port.postMessage({ giveBack: buffers } satisfies AskRead, buffers);
  }
}
