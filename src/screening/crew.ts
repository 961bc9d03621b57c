import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';

import type { Catalogue } from '#catalogue';

import { tablesOf } from './block-of-raw.ts';
import { draftsOf } from './draft.ts';
import { DraftDesk } from './draft-desk.ts';
import { lawsOf } from './laws.ts';
import type { PopulationProblem } from './population-faults.ts';
import type { AskRead } from './reading/read-thread.ts';
import type { Answered, Ask, Beginning, Told } from './screen-thread.ts';
import type { BlockDone, Rules, Task } from './screen-work.ts';
import { startThread } from './thread.ts';
import { wantedServices } from './wanted-services.ts';

/** What was screened cannot be answered: a value does not fit, or the tables do not. */
export class Stopped extends Error {
  readonly problem: PopulationProblem | undefined;

  constructor(told: Exclude<Told, Answered>) {
    super(told.tell === 'problem' ? told.problem.message.en : told.why);
    this.problem = told.tell === 'problem' ? told.problem : undefined;
  }
}

/**
 * Threads that answer blocks, each one block at a time, and the one that reads for them. They can work for one screening
 * after another: what they have compiled and, as long as the rules are the same, what they have made of the rules is there
 * already then.
 */
export class Crew {
  /** How many threads answer. */
  readonly size: number;
  readonly #reader: Worker;
  readonly #answering: readonly Worker[];
  readonly #readerGone: Promise<unknown>;
  #rules: Rules | undefined;
  #desk: DraftDesk | undefined;
  /** Those that answer now: nobody needs more threads than there are blocks. */
  #working: readonly Worker[] = [];
  /** Blocks that are read, or will be. */
  readonly #asked = new Set<number>();
  /** Whoever waits for an answer. */
  readonly #waiting = new Set<(error: Error) => void>();
  #broken: Error | undefined;

  /** The threads load their modules while nothing is asked of them yet. */
  constructor(size: number) {
    this.size = size;
    this.#answering = Array.from({ length: size }, () => startThread(new URL('./screen-thread.ts', import.meta.url)));
    this.#reader = startThread(new URL('./reading/read-thread.ts', import.meta.url));
    const channels = this.#answering.map(() => new MessageChannel());
    const ports = channels.map(({ port1 }) => port1);
    this.#reader.postMessage({ ports }, ports);
    for (const [thread, { port2: blocks }] of channels.entries())
      this.#answering[thread]!.postMessage({ blocks } satisfies Beginning, [blocks]);
    for (const worker of this.#all) {
      worker.on('error', (error) => this.#breakDown(error));
      worker.once('exit', () => this.#breakDown(new Error('A thread that screens has ended.')));
    }
    this.#readerGone = new Promise((resolve) => this.#reader.once('exit', resolve));
  }

  /** A thread has died: nobody can count on the others any more. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** Whether nothing has to be made anew for these rules. */
  knows(rules: Rules): boolean {
    return this.#rules !== undefined && areSame(this.#rules, rules);
  }

  /** Begins with a population. */
  begin(rules: Rules, task: Task): void {
    this.#asked.clear();
    this.#working = this.#answering.slice(0, task.population.blocks.length);
    const tables = tablesOf(rules.catalogue, task.population, task.facts);
    this.#askReader({ tables, blocks: task.population.blocks });
    const isKnown = this.knows(rules);
    if (!isKnown) {
      this.#desk?.close();
      const { catalogue, asOf, services } = rules;
      this.#desk = new DraftDesk(draftsOf(catalogue, asOf, wantedServices(catalogue, services)));
      this.#rules = rules;
    }
    const laws = isKnown ? undefined : lawsIn(rules);
    for (const worker of this.#answering) {
      if (laws === undefined) {
        worker.postMessage({ ask: 'begin', task } satisfies Ask, []);
        continue;
      }
      const { port1: ours, port2: port } = new MessageChannel();
      const told = new Int32Array(new SharedArrayBuffer(4));
      this.#desk!.serve({ port: ours, told });
      worker.postMessage({ ask: 'begin', task, rules: { ...rules, laws, desk: { port, told } } } satisfies Ask, [port]);
    }
  }

  ask(thread: number, asked: Ask): Promise<Answered> {
    const worker = this.#answering[thread]!;
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) return reject(this.#broken);
      const done = (told: Told): void => {
        this.#waiting.delete(failed);
        if (told.tell === 'problem' || told.tell === 'misfit') reject(new Stopped(told));
        else resolve(told);
      };
      const failed = (error: Error): void => {
        worker.off('message', done);
        reject(error);
      };
      worker.once('message', done);
      this.#waiting.add(failed);
      worker.postMessage(asked, []);
    });
  }

  /** Finds by the first block which criterion is the rarest. */
  async rarest(): Promise<Answered> {
    this.read(0, 0);
    return await this.ask(0, { ask: 'rarest', block: 0 });
  }

  /** The other threads make the programs of the block each will answer first; what is wrong with it is told then. */
  async makeReady(): Promise<void> {
    const ready = async (_: Worker, index: number): Promise<Answered> => {
      this.read(index + 1, index + 1);
      return await this.ask(index + 1, { ask: 'ready', block: index + 1 });
    };
    await Promise.allSettled(this.#working.slice(1).map(ready));
  }

  async each(
    blocks: readonly number[],
    toldBy: ReadonlyMap<string, number>,
    visit: (done: BlockDone) => void,
  ): Promise<void> {
    const left = [...blocks];
    const firsts = this.#working.map((_, thread) => this.#readNext(thread, left));
    const begin = (
      thread: number,
      block: number,
    ): { readonly ahead: number | undefined; readonly told: Promise<Answered> } => {
      return { ahead: this.#readNext(thread, left), told: this.ask(thread, { ask: 'block', block, toldBy }) };
    };
    const workThrough = async (_: Worker, thread: number): Promise<void> => {
      const first = firsts[thread];
      let running = first === undefined ? undefined : begin(thread, first);
      while (running !== undefined) {
        const { ahead, told } = running;
        const found = await told;
        // The thread goes on while what it has told is made safe on the disk.
        running = ahead === undefined ? undefined : begin(thread, ahead);
        if (found.tell === 'done') visit(found.done);
      }
    };
    await Promise.all(this.#working.map(workThrough));
  }

  /** Has blocks read for a thread; those that follow each other are read fastest. */
  read(thread: number, block: number): void {
    if (this.#asked.has(block)) return;
    this.#asked.add(block);
    this.#askReader({ read: block, for: thread });
  }

  /** A process that has nothing else to do may end, or has to wait for the threads. */
  rest(): void {
    this.#askReader('rest');
    for (const worker of this.#all) worker.unref();
  }

  wake(): void {
    for (const worker of this.#all) worker.ref();
  }

  async dismiss(): Promise<void> {
    this.#waiting.clear();
    this.wake();
    this.#askReader('stop');
    this.#desk?.close();
    await Promise.all([this.#readerGone, ...this.#answering.map((thread) => thread.terminate())]);
  }

  get #all(): readonly Worker[] {
    return [this.#reader, ...this.#answering];
  }

  #askReader(asked: AskRead): void {
    this.#reader.postMessage(asked, []);
  }

  #readNext(thread: number, left: number[]): number | undefined {
    const next = left.shift();
    if (next !== undefined) this.read(thread, next);
    return next;
  }

  #breakDown(error: Error): void {
    this.#broken ??= error;
    for (const fail of this.#waiting) fail(this.#broken);
    this.#waiting.clear();
  }
}

function areSame(one: Rules, other: Rules): boolean {
  return (
    one.catalogue === other.catalogue &&
    one.asOf === other.asOf &&
    one.withUnknown === other.withUnknown &&
    JSON.stringify(one.services) === JSON.stringify(other.services)
  );
}

function lawsIn({
  catalogue,
  asOf,
}: {
  readonly catalogue: Catalogue;
  readonly asOf: string;
}): ReadonlyMap<string, string> {
  const lawOf = lawsOf(catalogue, asOf);
  return new Map([...catalogue.territories.keys()].map((territory) => [territory, lawOf(territory)]));
}
