import type { MessagePort } from 'node:worker_threads';

import { buffersOf } from './raw.ts';
import type { RawBlock } from './raw.ts';
import type { GiveBack, ToldRead } from './read-thread.ts';

/** A block could not be read, because of what stands in the files. */
export class UnreadError extends Error {}

/** The blocks that the thread that reads sends here. */
export class Arriving {
  readonly #port: MessagePort;
  readonly #blocks = new Map<number, PromiseWithResolvers<RawBlock>>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (told: ToldRead) => {
      const { resolve, reject } = this.#at(told.index);
      if ('block' in told) resolve(told.block);
      else reject(new UnreadError(told.failed));
    });
  }

  async take(index: number): Promise<RawBlock> {
    const { promise } = this.#at(index);
    const block = await promise;
    this.#blocks.delete(index);
    return block;
  }

  /** A block that nobody looks at any more: its memory is used again. */
  giveBack(block: RawBlock): void {
    this.#port.postMessage({ giveBack: buffersOf(block) } satisfies GiveBack, []);
  }

  #at(index: number): PromiseWithResolvers<RawBlock> {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const made = Promise.withResolvers<RawBlock>();
    // Whoever takes the block is told what is wrong with it.
    made.promise.catch(() => undefined);
    this.#blocks.set(index, made);
    return made;
  }
}
