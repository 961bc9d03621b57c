import type { MessagePort } from 'node:worker_threads';

import type { BlockRange } from '#screening/population.ts';
import { blockSource } from './block-source.ts';
import { buffersOf } from './raw.ts';
import type { RawBlock, Tables } from './raw.ts';

/** What the thread that reads is given: among others, ports to those that answer. */
export type Reading = {
  readonly tables: Tables;
  readonly blocks: readonly BlockRange[];
  readonly ports: readonly MessagePort[];
};
/** A block that is to be read and sent to one of them; they stand in the order in which they are asked for. */
export type AskRead = { readonly read: number; readonly for: number } | 'stop';
export type ToldRead = { readonly index: number } & ({ readonly block: RawBlock } | { readonly failed: string });
export type GiveBack = { readonly giveBack: readonly ArrayBuffer[] };

export function begin({ tables, blocks, ports }: Reading, asking: MessagePort): void {
  const source = blockSource(tables, blocks);
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  const answer = async (index: number, port: MessagePort): Promise<void> => {
    if (isStopped) return;
    try {
      const { read } = await source;
      const block = await read(index);
      port.postMessage({ index, block } satisfies ToldRead, [...buffersOf(block)]);
    } catch (error) {
      port.postMessage({ index, failed: String(error) } satisfies ToldRead, []);
    }
  };
  // A thread that is ended in the middle of a query takes the process with it.
  const stop = async (): Promise<void> => {
    isStopped = true;
    await last;
    const { close } = await source;
    close();
    for (const port of [asking, ...ports]) port.close();
  };
  asking.on('message', (asked: AskRead) => {
    if (asked === 'stop') void stop();
    else last = last.then(() => answer(asked.read, ports[asked.for]!));
  });
  for (const port of ports)
    port.on('message', ({ giveBack }: GiveBack) => void source.then(({ pool }) => pool.giveBack(giveBack)));
}
