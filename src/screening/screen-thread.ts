import { parentPort, workerData } from 'node:worker_threads';

import { plainPlanes } from './plain-planes.ts';
import { MisfitError } from './read-block.ts';
import { startWork } from './screen-work.ts';
import type { BlockDone, Work } from './screen-work.ts';
import { PopulationFault } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';

/** What a thread is asked, and what it answers. */
export type Ask =
  | { readonly ask: 'rarest' }
  | { readonly ask: 'block'; readonly block: number; readonly toldBy: ReadonlyMap<string, number> };
export type Told =
  | { readonly tell: 'rarest'; readonly criteria: ReadonlyMap<string, number> }
  | { readonly tell: 'done'; readonly done: BlockDone }
  | { readonly tell: 'problem'; readonly problem: PopulationProblem }
  /** Some value does not fit its fact; where, the one who asked finds out. */
  | { readonly tell: 'misfit'; readonly why: string };

const port = parentPort;
if (port !== null) {
  const work = startWork(workerData as Work, plainPlanes);
  const tell = (told: Told, moved: readonly ArrayBuffer[] = []): void => port.postMessage(told, moved);
  const answer = async (asked: Ask): Promise<void> => {
    try {
      const { rarest, answer: answerBlock } = await work;
      if (asked.ask === 'rarest') tell({ tell: 'rarest', criteria: await rarest() });
      else {
        const done = await answerBlock(asked.block, asked.toldBy);
        tell({ tell: 'done', done }, [done.group.bytes.buffer]);
      }
    } catch (error) {
      if (error instanceof PopulationFault) tell({ tell: 'problem', problem: error.problem });
      else if (error instanceof MisfitError || /Conversion Error/u.test(String(error)))
        tell({ tell: 'misfit', why: String(error) });
      else throw error;
    }
  };
  port.on('message', (asked: Ask) => void answer(asked));
}
