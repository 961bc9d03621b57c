import type { Catalogue } from '#catalogue';

import type { Block } from './block.ts';
import { blockOfRaw } from './block-of-raw.ts';
import { DraftsFromDesk } from './draft-desk.ts';
import type { DeskLine } from './draft-desk.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { pairTable } from './pair-table.ts';
import type { Pairs } from './pairs.ts';
import { appending } from './parquet/append.ts';
import type { SharedEnd } from './parquet/append.ts';
import type { PlacedGroup } from './parquet/footer.ts';
import type { Population } from './population.ts';
import type { Arriving } from './reading/arriving.ts';
import type { RawBlock } from './reading/raw.ts';
import { Screening } from './screen-block.ts';
import type { Counts } from './screen-block.ts';

/** What is asked about everybody, and by which law. */
export type Rules = {
  readonly catalogue: Catalogue;
  readonly asOf: string;
  readonly services: readonly string[] | undefined;
  readonly withUnknown: boolean;
};

/** The rules as a thread gets them: with the law of each territory, and where drafts are asked for. */
export type RulesWithDrafts = Rules & { readonly laws: ReadonlyMap<string, string>; readonly desk: DeskLine };

/** One screening of a population. */
export type Task = {
  readonly population: Population;
  /** The facts that are read. */
  readonly facts: readonly string[];
  /** The file that pairs are appended to, and where it ends. */
  readonly table: { readonly path: string; readonly end: SharedEnd };
};

/** One block, answered: the row groups of its pairs as they are written, and how many were answered how, service by service. */
export type BlockDone = {
  readonly block: number;
  readonly people: number;
  readonly households: number;
  readonly groups: readonly PlacedGroup[];
  readonly counts: readonly (readonly [service: string, counts: Counts])[];
};

/**
 * Parts of the work on the blocks that are kept, for measuring: making the programs; counting all answers; those with their
 * pairs; those as row groups; and `touch`, which only lays every column as it is counted and writes as many bytes as all answers take.
 */
export type Part = 'prepare' | 'count' | 'pairs' | 'write' | 'touch';

/** Households by which it is found which criterion is the rarest: the first of the population. */
const sampleHouseholds = 4000;

/** What a thread has as long as it is there: the memory it counts in, that of a row group, and where blocks arrive. */
export type Place = { readonly engine: PlaneEngine; readonly pairs: Pairs; readonly arriving: Arriving };

/** What answers by some rules, with the programs it has made. */
export function screeningBy(rules: RulesWithDrafts, engine: PlaneEngine): Screening {
  const { catalogue, laws, desk, asOf, services, withUnknown } = rules;
  return new Screening(catalogue, {
    asOf,
    engine,
    withUnknown,
    shared: { lawOf: (territory) => laws.get(territory)!, drafts: new DraftsFromDesk(desk) },
    ...(services === undefined ? {} : { services }),
  });
}

export type Work = {
  readonly rarest: (block: number) => Promise<ReadonlyMap<string, number>>;
  /** Waits for a block that will be answered, and makes its programs. */
  readonly makeReady: (block: number) => Promise<number>;
  readonly answer: (block: number, toldBy: ReadonlyMap<string, number>) => Promise<BlockDone>;
  /** Keeps blocks in memory, for measuring. */
  readonly load: (blocks: readonly number[]) => Promise<void>;
  /** Does a part of the work on all that are kept; gives how many programs, people, pairs or bytes. */
  readonly measure: (part: Part) => number;
};

/** Answers blocks of a population, one at a time; each thread has one of these. */
export function startWork(
  { population, facts, table }: Task,
  { catalogue, asOf }: Rules,
  screening: Screening,
  { arriving, pairs }: Omit<Place, 'engine'>,
): Work {
  const loaded: Block[] = [];
  let kept: { readonly index: number; readonly block: Block; readonly raw: RawBlock } | undefined;
  const read = async (index: number): Promise<Block> => {
    if (kept?.index === index) return kept.block;
    const raw = await arriving.take(index);
    const block = blockOfRaw(catalogue, population, population.blocks[index]!, facts, raw);
    kept = { index, block, raw };
    return block;
  };
  const leave = (): void => {
    if (kept !== undefined) arriving.giveBack(kept.raw);
    kept = undefined;
  };
  const grouped = pairTable(catalogue, screening.serviceIds, asOf);
  const append = appending(table.path, table.end);
  /** Answers a block; whenever there are as many pairs as go into a group, they are visited and gone. */
  const eachGroup = (block: Block, visit: () => void): void => {
    const full = (): void => {
      if (pairs.length > 0) visit();
      pairs.clear();
    };
    pairs.clear();
    screening.screen(block, { pairs, full });
    full();
  };
  const sumOver = (block: Block, size: () => number): number => {
    let sum = 0;
    eachGroup(block, () => (sum += size()));
    return sum;
  };
  const parts: Readonly<Record<Part, (block: Block) => number>> = {
    prepare: (block) => screening.prepare(block),
    count: (block) => {
      screening.screen(block);
      return block.people;
    },
    pairs: (block) => sumOver(block, () => pairs.length),
    write: (block) => sumOver(block, () => grouped(block, pairs).size),
    touch: (block) => {
      screening.arrange(block);
      return new Uint8Array((2 * screening.serviceIds.length * block.people) >> 3).fill(1).length;
    },
  };
  return {
    rarest: async (index) => {
      const block = await read(index);
      const households = Math.min(block.households, sampleHouseholds);
      return screening.rarestCriteria({ ...block, households, people: block.firsts[households]! });
    },
    makeReady: async (index) => screening.prepare(await read(index)),
    answer: async (index, toldBy) => {
      screening.tellBy(toldBy);
      const block = await read(index);
      screening.forget();
      const groups: PlacedGroup[] = [];
      eachGroup(block, () => groups.push(append(grouped(block, pairs))));
      leave();
      return {
        block: index,
        people: block.people,
        households: block.households,
        groups,
        counts: [...screening.counts].map(([id, counts]) => [id, { ...counts }] as const),
      };
    },
    load: async (blocks) => {
      for (const index of blocks) {
        loaded.push(await read(index));
        kept = undefined;
      }
    },
    measure: (part) => {
      screening.forget();
      return loaded.reduce((sum, block) => sum + parts[part](block), 0);
    },
  };
}
