import type { MessagePort } from 'node:worker_threads';

import { MisfitError } from './block-of-raw.ts';
import { misfit } from './reading/raw.ts';
import { startWork } from './screen-work.ts';
import type { BlockDone, Part, Work } from './screen-work.ts';
import { PopulationFault } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { wasmPlanes } from './wasm-planes.ts';

/** What a thread is asked, and what it answers. */
export type Ask =
  | { readonly ask: 'load'; readonly blocks: readonly number[] }
  | { readonly ask: 'measure'; readonly part: Part }
  | { readonly ask: 'rarest'; readonly block: number }
  | { readonly ask: 'ready'; readonly block: number }
  | {
      readonly ask: 'block';
      readonly block: number;
      readonly toldBy: ReadonlyMap<string, number>;
    };
export type Told =
  | { readonly tell: 'rarest'; readonly criteria: ReadonlyMap<string, number> }
  | { readonly tell: 'done'; readonly done: BlockDone }
  | { readonly tell: 'loaded'; readonly count: number }
  | { readonly tell: 'problem'; readonly problem: PopulationProblem }
  /** Some value does not fit its fact; where, the one who asked finds out. */
  | { readonly tell: 'misfit'; readonly why: string };

export function begin(given: Work, port: MessagePort): void {
  const work = startWork(given, wasmPlanes());
  const tell = (told: Told): void => port.postMessage(told, []);
  const answer = async (asked: Ask): Promise<void> => {
    try {
      const { rarest, makeReady, answer: answerBlock, load, measure } = work;
      if (asked.ask === 'rarest') tell({ tell: 'rarest', criteria: await rarest(asked.block) });
      else if (asked.ask === 'ready') tell({ tell: 'loaded', count: await makeReady(asked.block) });
      else if (asked.ask === 'load') {
        await load(asked.blocks);
        tell({ tell: 'loaded', count: asked.blocks.length });
      } else if (asked.ask === 'measure') tell({ tell: 'loaded', count: measure(asked.part) });
      else tell({ tell: 'done', done: await answerBlock(asked.block, asked.toldBy) });
    } catch (error) {
      if (error instanceof PopulationFault) tell({ tell: 'problem', problem: error.problem });
      else if (
        error instanceof MisfitError ||
        /Conversion Error/u.test(String(error)) ||
        String(error).includes(misfit)
      )
        tell({ tell: 'misfit', why: String(error) });
      else throw error;
    }
  };
  port.on('message', (asked: Ask) => void answer(asked));
}
