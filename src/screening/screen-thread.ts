import type { MessagePort } from 'node:worker_threads';

import { MisfitError } from './block-of-raw.ts';
import { Pairs } from './pairs.ts';
import { PopulationFault } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { Arriving, UnreadError } from './reading/arriving.ts';
import type { Screening } from './screen-block.ts';
import { screeningBy, startWork } from './screen-work.ts';
import type { BlockDone, Part, RulesWithDrafts, Task, Work } from './screen-work.ts';
import { wasmPlanes } from './wasm-planes.ts';

/** What a thread is given first: where blocks arrive. */
export type Beginning = { readonly blocks: MessagePort };

/** What a thread is asked, and what it answers. Rules are left out where they are those of the screening before. */
export type Ask =
  | { readonly ask: 'begin'; readonly task: Task; readonly rules?: RulesWithDrafts }
  | { readonly ask: 'load'; readonly blocks: readonly number[] }
  | { readonly ask: 'measure'; readonly part: Part }
  | { readonly ask: 'rarest'; readonly block: number }
  | { readonly ask: 'ready'; readonly block: number }
  | {
      readonly ask: 'block';
      readonly block: number;
      readonly toldBy: ReadonlyMap<string, number>;
    };
export type Answered =
  | { readonly tell: 'rarest'; readonly criteria: ReadonlyMap<string, number> }
  | { readonly tell: 'done'; readonly done: BlockDone }
  | { readonly tell: 'loaded'; readonly count: number };
export type Told =
  | Answered
  | { readonly tell: 'problem'; readonly problem: PopulationProblem }
  /** Some value does not fit its fact, or a file is damaged; where, the one who asked finds out. */
  | { readonly tell: 'misfit'; readonly why: string };

/** So many bytes of programs of earlier screenings may be in the way of those of the next one. */
const mostKept = 256 * 2 ** 20;

export function begin({ blocks }: Beginning, port: MessagePort): void {
  const engine = wasmPlanes();
  const place = { pairs: new Pairs(engine.memory), arriving: new Arriving(blocks) };
  const bare = engine.kept();
  let by: { readonly rules: RulesWithDrafts; screening: Screening } | undefined;
  let work: Work | undefined;
  const start = (task: Task, rules = by?.rules): void => {
    if (rules === undefined) return;
    if (by?.rules !== rules || engine.kept() > mostKept) {
      engine.forgetFrom(bare);
      by = { rules, screening: screeningBy(rules, engine) };
    }
    work = startWork(task, rules, by.screening, place);
  };
  const tell = (told: Told): void => port.postMessage(told, []);
  const answer = async (asked: Ask): Promise<void> => {
    try {
      if (asked.ask === 'begin') return start(asked.task, asked.rules);
      const { rarest, makeReady, answer: answerBlock, load, measure } = work!;
      if (asked.ask === 'rarest') tell({ tell: 'rarest', criteria: await rarest(asked.block) });
      else if (asked.ask === 'ready') tell({ tell: 'loaded', count: await makeReady(asked.block) });
      else if (asked.ask === 'load') {
        await load(asked.blocks);
        tell({ tell: 'loaded', count: asked.blocks.length });
      } else if (asked.ask === 'measure') tell({ tell: 'loaded', count: measure(asked.part) });
      else tell({ tell: 'done', done: await answerBlock(asked.block, asked.toldBy) });
    } catch (error) {
      if (error instanceof PopulationFault) tell({ tell: 'problem', problem: error.problem });
      else if (error instanceof MisfitError || error instanceof UnreadError)
        tell({ tell: 'misfit', why: error.message });
      else throw error;
    }
  };
  port.on('message', (asked: Ask) => void answer(asked));
}
