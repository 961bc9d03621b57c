import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import type { BlockRange } from '#screening/population.ts';
import { blockSource } from './block-source.ts';
import { buffersOf } from './raw.ts';
import type { RawBlock, Tables } from './raw.ts';

/** What the thread that reads is given, what it is asked, and what it tells. */
export type Reading = {
  readonly tables: Tables;
  readonly blocks: readonly BlockRange[];
  readonly ports: readonly MessagePort[];
};
export type AskRead = { readonly read: number } | { readonly giveBack: readonly ArrayBuffer[] };
export type ToldRead = { readonly block: RawBlock } | { readonly failed: string };

const reading = workerData as Reading | undefined;
if (reading?.ports !== undefined) {
  const source = blockSource(reading.tables, reading.blocks);
  // One block after the other, whoever asks.
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  for (const port of reading.ports) {
    const answer = async (index: number): Promise<void> => {
      if (isStopped) return;
      try {
        const { read } = await source;
        const block = await read(index);
        port.postMessage({ block } satisfies ToldRead, [...buffersOf(block)]);
      } catch (error) {
        port.postMessage({ failed: String(error) } satisfies ToldRead, []);
      }
    };
    port.on('message', (asked: AskRead) => {
      if ('read' in asked) last = last.then(() => answer(asked.read));
      else void source.then(({ pool }) => pool.giveBack(asked.giveBack));
    });
  }
  const stop = async (): Promise<void> => {
    isStopped = true;
    await last;
    const { close } = await source;
    close();
    for (const port of reading.ports) port.close();
  };
  // A thread that is ended in the middle of a query takes the process with it.
  parentPort?.once('message', () => void stop());
}
