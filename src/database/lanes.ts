import { setImmediate } from 'node:timers/promises';

/** Carries out works in one transaction, all or none, and gives what came of each, in their order. */
export type Together<Work, Done> = (works: readonly Work[]) => Promise<readonly Done[]>;

type Waiting<Work, Done> = {
  readonly work: Work;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Works wait in lanes and are carried out together: while one transaction waits for the disk, the next fills. Works with
 * the same key keep to one lane, so that lanes never wait for each other's rows. When a transaction fails, its works are
 * tried one by one: a defect in one does not undo its neighbours.
 */
export function createLanes<Work, Done>(
  count: number,
  keyOf: (work: Work) => string,
  makeTogether: () => Together<Work, Done>,
  most = 64,
): (work: Work) => Promise<Done> {
  const lanes = Array.from({ length: count }, () => createLane(makeTogether(), most));
  return (work) => lanes[laneOf(keyOf(work), count)]!(work);
}

function createLane<Work, Done>(together: Together<Work, Done>, most: number): (work: Work) => Promise<Done> {
  const line: Waiting<Work, Done>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    // Whoever comes in the same moment goes along.
    await Promise.resolve();
    while (line.length > 0) {
      await carryOut(line.splice(0, most));
      // So does whoever asks again at once.
      await setImmediate();
    }
    isRunning = false;
  }

  async function carryOut(batch: readonly Waiting<Work, Done>[]): Promise<void> {
    try {
      const done = await together(batch.map(({ work }) => work));
      for (const [index, { resolve }] of batch.entries()) resolve(done[index]!);
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await carryOut([one]);
      else await tryAgain(batch[0]!, error);
    }
  }

  /** Another process was quicker at the same row: the next look finds what it kept. */
  async function tryAgain({ work, resolve, reject }: Waiting<Work, Done>, error: unknown): Promise<void> {
    let last = error;
    for (let tries = 0; tries < mostTries && isStale(last); tries += 1) {
      try {
        return resolve((await together([work]))[0]!);
      } catch (again) {
        last = again;
      }
    }
    reject(last);
  }

  return (work) => {
    const { promise, resolve, reject } = Promise.withResolvers<Done>();
    line.push({ work, resolve, reject });
    if (!isRunning) void run();
    return promise;
  };
}

const mostTries = 5;

/** The row is there already (SQLSTATE 23505), or is not what the change was made from any more (40001). */
function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40001');
}

function laneOf(key: string, count: number): number {
  let sum = 0;
  for (let index = 0; index < key.length; index += 1) sum = (sum * 31 + key.charCodeAt(index)) >>> 0;
  return sum % count;
}
