import type { MessagePort } from 'node:worker_threads';

import type { BlockRange } from '#screening/population.ts';
import { blockSource } from './block-source.ts';
import { Pool } from './growing.ts';
import type { RawBlock, Tables } from './raw.ts';

/** What the thread that reads is given first: ports to those that answer. */
export type Beginning = { readonly ports: readonly MessagePort[] };
/** A population from which blocks are read. */
export type Reading = { readonly tables: Tables; readonly blocks: readonly BlockRange[] };
/**
 * A population; then a block of it that is to be read and sent to a thread: they stand in the order in which they are asked
 * for. `rest` lets go of the population, `stop` is the end.
 */
export type AskRead = Reading | { readonly read: number; readonly for: number } | 'rest' | 'stop';
export type ToldRead = { readonly index: number } & ({ readonly block: RawBlock } | { readonly failed: string });
export type GiveBack = { readonly giveBack: readonly SharedArrayBuffer[] };

export function begin({ ports }: Beginning, asking: MessagePort): void {
  const pool = new Pool();
  let source: ReturnType<typeof blockSource> | undefined;
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;
  const answer = async (index: number, port: MessagePort): Promise<void> => {
    if (isStopped) return;
    try {
      const { read } = await source!;
      const block = await read(index);
      port.postMessage({ index, block } satisfies ToldRead, []);
    } catch (error) {
      port.postMessage({ index, failed: String(error) } satisfies ToldRead, []);
    }
  };
  const rest = async (): Promise<void> => {
    const before = source;
    source = undefined;
    // What could not be opened has been told to whoever asked for a block.
    const opened = await before?.catch(() => undefined);
    opened?.close();
  };
  // A thread that is ended in the middle of a query takes the process with it.
  const stop = async (): Promise<void> => {
    await rest();
    for (const port of [asking, ...ports]) port.close();
  };
  const follow = (asked: AskRead): Promise<void> => {
    if (asked === 'stop') return stop();
    if (asked === 'rest') return rest();
    if ('read' in asked) return answer(asked.read, ports[asked.for]!);
    source = blockSource(asked, pool);
    source.catch(() => undefined);
    return Promise.resolve();
  };
  asking.on('message', (asked: AskRead) => {
    if (asked === 'stop') isStopped = true;
    last = last.then(() => follow(asked));
  });
  for (const port of ports) port.on('message', ({ giveBack }: GiveBack) => pool.giveBack(giveBack));
}
