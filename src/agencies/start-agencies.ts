import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

import { oknoOf, registryOf } from '#protocol';

import { readyKeys } from './keys.ts';
import type { AgencyKind } from './model.ts';

export type StartOptions = {
  /** `src/agency.ts`. */
  readonly entry: string;
  readonly folder: string;
  readonly now: () => Date;
  /** Milliseconds by which `now` is ahead of the machine's clock: the agencies' clocks are as well, or no signature would count. */
  readonly ahead?: number;
  /** Where Okno takes notices; left out while nobody does. */
  readonly okno?: string;
  /** Any free ports instead of those of the agencies. */
  readonly anyPorts?: boolean;
  /** How often faults befall, and the seed of their chance. */
  readonly faults?: { readonly share: number; readonly seed: number };
  /** An agency ended by itself and is started again after so long. */
  readonly onCrash?: (agency: string, waitMilliseconds: number) => void;
};

export type RunningAgencies = {
  readonly urls: ReadonlyMap<string, string>;
  /** Ends a process as a power cut would (SIGKILL); it is started again. */
  readonly kill: (agency: string) => void;
  readonly stop: () => Promise<void>;
};

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Nine processes beside Okno on one machine: each keeps its heap small. SQLite of Node warns of being new. */
const sparing = ['--max-old-space-size=96', '--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
const firstWaitMilliseconds = 500;
const longestWaitMilliseconds = 30_000;
/** An agency that ran so long is started again at once, as if it had never failed. */
const soundMilliseconds = 60_000;

/** Starts the sample agencies, each a process of its own, and keeps them up: one that ends is started again on its port. */
export async function startAgencies(kinds: readonly AgencyKind[], options: StartOptions): Promise<RunningAgencies> {
  const { folder, entry, now, faults } = options;
  readyKeys(join(folder, 'keys'), [...kinds.map(({ id }) => registryOf(id)), oknoOf('mfc')], now());
  const urls = new Map<string, string>();
  const children = new Map<string, Child>();
  const stopping = new AbortController();
  const keeping: Promise<void>[] = [];

  async function start({ id, port }: AgencyKind): Promise<Child> {
    const known = urls.get(id);
    const args = [
      ...sparing,
      entry,
      id,
      '--folder',
      folder,
      '--port',
      known === undefined ? String(options.anyPorts === true ? 0 : port) : new URL(known).port,
      ...(options.okno === undefined ? [] : ['--okno', options.okno]),
      ...(options.ahead === undefined ? [] : [`--ahead=${options.ahead}`]),
      ...(faults === undefined ? [] : ['--fault-share', String(faults.share), '--seed', String(faults.seed)]),
    ];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    // Whoever was killed reads nothing more.
    child.stdin.on('error', () => undefined);
    children.set(id, child);
    const { promise: url, resolve } = Promise.withResolvers<string | undefined>();
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => resolve(undefined));
    const found = await url;
    if (found !== undefined) urls.set(id, found);
    return child;
  }

  async function keepUp(kind: AgencyKind, first: Child): Promise<void> {
    let child = first;
    let wait = firstWaitMilliseconds;
    for (;;) {
      const startedAt = now().getTime();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (stopping.signal.aborted) return;
      wait = now().getTime() - startedAt > soundMilliseconds ? firstWaitMilliseconds : wait;
      options.onCrash?.(kind.id, wait);
      try {
        await setTimeout(wait, undefined, { signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) return;
        throw error;
      }
      wait = Math.min(longestWaitMilliseconds, wait * 2);
      child = await start(kind);
    }
  }

  await Promise.all(
    kinds.map(async (kind) => {
      const child = await start(kind);
      keeping.push(keepUp(kind, child));
    }),
  );
  return {
    urls,
    kill: (agency) => void children.get(agency)?.kill('SIGKILL'),
    stop: async () => {
      stopping.abort();
      for (const child of children.values()) child.stdin.end();
      await Promise.all(keeping);
    },
  };
}
