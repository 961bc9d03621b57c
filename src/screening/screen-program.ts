import type { Draft, DraftBase } from './draft.ts';
import { Lanes } from './lanes.ts';
import type { AskTreeOf } from './lanes.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { Tally } from './tally.ts';

/** What answers households of one size by one law: its draft with memory to count in. */
export type Program = {
  readonly draft: Draft;
  readonly lanes: Lanes;
  /** Of the slots that a draft has tallied. */
  readonly tally: Tally;
  /** What is told, as an engine takes it, and how many there are of each. */
  readonly tellList: Int32Array;
  readonly counts: Int32Array;
};

export type ProgramOptions = {
  readonly engine: PlaneEngine;
  /** Words of 32 households that are counted side by side; when it is not there, as many as a processor keeps near. */
  readonly words: number | undefined;
  readonly askTree: AskTreeOf;
};

export function programOf(draft: Draft, { graph, facts }: DraftBase, options: ProgramOptions): Program {
  const { engine, words, askTree } = options;
  const { form, tallied, told } = draft;
  const size = form.layout.people;
  const lanes = new Lanes(form, graph, facts, {
    words: words ?? (size < 5 ? 16 : size < 7 ? 8 : 4),
    engine,
    askTree,
  });
  const { sures, subjects } = told;
  const tellList = engine.memory.ints(2 * sures.length);
  for (let entry = 0; entry < sures.length; entry += 1) {
    tellList[2 * entry] = form.planeOf[sures[entry]!]!;
    tellList[2 * entry + 1] = subjects[entry]!;
  }
  return {
    draft,
    lanes,
    tally: new Tally(form, tallied, engine.memory),
    tellList,
    counts: engine.memory.ints(sures.length),
  };
}
