import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import { agencyKinds, putsKept, readDirectory, residentsIn, seeded, startAgencies } from '#agencies';
import type { AgencyKind, RunningAgencies } from '#agencies';
import type { Catalogue, Day } from '#catalogue';
import { openDatabase, startServer } from '#database';

import type { Options } from './arguments.ts';
import type { Acknowledged, Setup } from './bench-exchange-faults-server.ts';
import { countEffects } from './exchange-faults-check.ts';
import type { Counted, Kept } from './exchange-faults-check.ts';
import { peopleToAsk, wanted } from './exchange-faults-load.ts';
import type { Wanted } from './exchange-faults-load.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

export type Campaign = {
  readonly agencies: readonly AgencyKind[];
  readonly inquiries: number;
  /** How often Okno is killed; an agency is killed with each, and two more. */
  readonly kills: number;
  /** How often a fault befalls a question. */
  readonly share: number;
  readonly seed: number;
  readonly today: Day;
  /** PostgreSQL of its own, or PGlite in a folder. */
  readonly engine: 'postgresql' | 'pglite';
};

export type CampaignAround = {
  readonly catalogue: Catalogue;
  readonly root: string;
  readonly entry: string;
  readonly now: () => Date;
  readonly progress: (text: string) => void;
};

type Figures = Counted & {
  readonly engine: Campaign['engine'];
  readonly kills: number;
  readonly agencyKills: number;
  readonly perSecond: number;
};

const inFlight = 64;

/**
 * `okno bench exchange-faults`: 20,000 inquiries to nine agencies with all faults at random, while Okno and agencies are
 * killed (SIGKILL). Whatever had no answer is put again with its key. Then the faults end, everything left over is tried, and
 * what was kept is held against what was asked. `--runs`: inquiries.
 */
export async function benchExchangeFaults(options: Options, around: CampaignAround): Promise<Outcome> {
  const inquiries = Math.max(100, Number(options.runs ?? 20_000));
  const figures = await exchangeFaults(
    {
      agencies: agencyKinds,
      inquiries,
      kills: Math.max(2, Math.round(inquiries / 1000)),
      share: 0.3,
      seed: 11,
      today: '2026-03-02',
      engine: 'postgresql',
    },
    around,
  );
  const { lost, doubled, leaked, wrong, unproved, verified } = figures;
  const isWhole = lost + doubled + leaked + wrong + unproved === 0 && verified;
  return { ...done(options.json ? asJson(figures) : table(figures)), exitCode: isWhole ? 0 : 1 };
}

/** The campaign itself: small in the tests, large on the command line. */
export async function exchangeFaults(campaign: Campaign, around: CampaignAround): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-exchange-faults-'));
  const server = campaign.engine === 'postgresql' ? await startServer() : undefined;
  const place = server === undefined ? ['--data', join(folder, 'okno')] : ['--database', await server.newDatabase()];
  const agencies = await startAgencies(campaign.agencies, {
    entry: join(around.root, 'src', 'agency.ts'),
    folder: join(folder, 'agencies'),
    now: around.now,
    anyPorts: true,
    faults: { share: campaign.share, seed: campaign.seed },
  });
  try {
    return await campaignIn(folder, place, agencies, campaign, around);
  } finally {
    await agencies.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function campaignIn(
  folder: string,
  place: readonly string[],
  agencies: RunningAgencies,
  campaign: Campaign,
  { catalogue, root, entry, now, progress }: CampaignAround,
): Promise<Figures> {
  const { agencies: kinds, inquiries, kills, seed, today } = campaign;
  const chance = seeded(seed);
  const people = peopleToAsk(await residentsIn(join(root, 'examples')), today);
  const load = new Load(wanted(catalogue, kinds, people), inquiries);
  const setup = {
    urls: Object.fromEntries(agencies.urls),
    keysFolder: join(folder, 'agencies', 'keys'),
    examplesFolder: join(root, 'examples'),
    today,
  };
  const start = (): Promise<Running> => started([entry, 'bench', 'exchange-faults-server', ...place], setup);
  let agencyKills = 0;
  let loadMilliseconds = 0;
  for (let kill = 0; kill <= kills; kill += 1) {
    const running = await start();
    const from = now().getTime();
    const ended = once(running.child, 'exit');
    const answering = load.on(running);
    await load.reached(((kill + 1) * inquiries) / (kills + 1), ended);
    loadMilliseconds += now().getTime() - from;
    progress(`${load.kept.length} acknowledged, ${kill} of ${kills} kills`);
    if (kill < kills) {
      for (let time = 0; time < 3; time += 1) {
        agencies.kill(kinds[Math.floor(chance() * kinds.length)]!.id);
        agencyKills += 1;
        await setTimeout(chance() * 200);
      }
      running.child.kill('SIGKILL');
    } else {
      // The faults end, and Okno tries what is left over until nothing is.
      for (const url of agencies.urls.values()) await endFaults(url);
      running.child.stdin.end();
    }
    await Promise.all([answering, ended]);
  }
  const opened = await openDatabase(place[0] === '--data' ? { folder: place[1]! } : { url: place[1]! });
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  try {
    const puts = new Map(kinds.map((kind) => [kind.id, putsKept(join(folder, 'agencies'), kind)]));
    const counted = await countEffects(opened.database, readDirectory(setup.keysFolder), people, load.kept, puts);
    const perSecond = (load.kept.length / loadMilliseconds) * 1000;
    return { engine: campaign.engine, ...counted, kills, agencyKills, perSecond };
  } finally {
    await opened.database.close();
  }
}

/** An agency that was just killed takes a moment to be there again. */
async function endFaults(url: string): Promise<void> {
  for (;;) {
    try {
      const headers = { 'content-type': 'application/json' };
      const { ok } = await fetch(`${url}/admin/faults`, { method: 'PUT', headers, body: '{"on":[],"share":0}' });
      if (ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await setTimeout(100);
  }
}

type Running = { readonly child: ChildProcessByStdio<Writable, Readable, null>; readonly lines: Interface };

async function started(args: readonly string[], setup: Setup): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  // Whoever writes to a process that was killed is told so by the answer that does not come.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(setup)}\n`);
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return { child, lines };
}

/** What is asked, and what was acknowledged of it; survives the processes that are killed. */
class Load {
  readonly kept: Kept[] = [];
  readonly #waiting = new Map<string, Wanted>();
  readonly #source: Generator<Wanted>;
  /** So many that may be asked; those that may not come besides. */
  readonly #most: number;
  #asked = 0;
  #allowed = 0;
  #goal: { readonly count: number; readonly resolve: () => void } | undefined;

  constructor(source: Generator<Wanted>, most: number) {
    this.#source = source;
    this.#most = most;
  }

  /** Resolves when so many were acknowledged, or when the process has ended by itself. */
  async reached(count: number, ended: Promise<unknown>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#goal = { count, resolve };
    this.#look();
    await Promise.race([promise, ended]);
  }

  /** Asks a process until it dies; first what the one before left without an answer. */
  async on({ child, lines }: Running): Promise<void> {
    const put = (one: Wanted): void => void child.stdin.write(`${JSON.stringify(one)}\n`);
    for (const one of this.#waiting.values()) put(one);
    const fill = (): void => {
      while (this.#waiting.size < inFlight && this.#asked < this.#most) put(this.#next());
    };
    fill();
    for await (const line of lines) {
      const { key, inquiries } = JSON.parse(line) as Acknowledged;
      const found = this.#waiting.get(key);
      if (found === undefined) continue;
      this.#waiting.delete(key);
      const [ref] = inquiries;
      this.kept.push({ wanted: found, ...(ref === undefined ? {} : { ref }) });
      if (found.isAllowed) this.#allowed += 1;
      this.#look();
      fill();
    }
  }

  #look(): void {
    if (this.#goal !== undefined && this.#allowed >= this.#goal.count) this.#goal.resolve();
  }

  #next(): Wanted {
    const one = this.#source.next().value as Wanted;
    if (one.isAllowed) this.#asked += 1;
    this.#waiting.set(one.key, one);
    return one;
  }
}

function table(figures: Figures): string {
  const row = (name: string, figure: string | number | boolean): string =>
    `${name.padEnd(60)} ${String(figure).padStart(9)}`;
  return [
    `${figures.engine}: Okno killed ${figures.kills} times, agencies ${figures.agencyKills} times`,
    row('inquiries acknowledged', figures.inquiries),
    row('a second, while faults were on', figures.perSecond.toFixed(0)),
    row('answered', figures.answered),
    row('refused, because there was no ground', figures.refused),
    row('lost', figures.lost),
    row('doubled', figures.doubled),
    row('leaked across grounds', figures.leaked),
    row('facts other than the register holds', figures.wrong),
    row('facts without provenance', figures.unproved),
    row(
      `${figures.signatures} signatures and ${figures.journalEntries} entries of the journal verify`,
      figures.verified,
    ),
  ].join('\n');
}
