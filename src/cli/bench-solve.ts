import { spawnSync } from 'node:child_process';

import { assess, readTold } from '#assessment';
import type { Catalogue } from '#catalogue';
import { solve } from '#desk';
import { planRoute } from '#planner';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';

/**
 * `okno bench solve [file]`: the whole process, cold (started anew each time, as `npm run okno -- solve` does after npm
 * itself), and assessment and route alone in a warm process. Medians; limit: the time node takes to start and do nothing.
 */
export async function benchSolve(
  catalogue: Catalogue,
  file: string,
  options: Options,
  entry: string,
  today: string,
): Promise<Outcome> {
  const read = await readSituationFile(file);
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const checked = readTold(catalogue, read.value, { asOf: today });
  if ('problems' in checked) return refused(placed(checked.problems, read.source), options.lang, options.json);
  const { told } = checked;
  const runs = Math.max(3, Number(options.runs ?? 9));
  const assessment = assess(catalogue, told);
  const result = {
    file,
    runs,
    services: catalogue.services.size,
    processColdMs: median(runs, () => started([entry, 'solve', file, '--json'])),
    nodeStartMs: median(runs, () => started(['--eval', '0'])),
    firstSolveMs: timed(() => solve(catalogue, told)),
    assessMs: median(runs * 20, () => timed(() => assess(catalogue, told))),
    routeMs: median(runs * 20, () => timed(() => planRoute(catalogue, told, assessment))),
  };
  if (options.json) return done(asJson(result));
  const row = (name: string, value: number): string => `${name.padEnd(44)} ${value.toFixed(2).padStart(9)} ms`;
  return done(
    [
      `${file}: ${result.services} services, medians of ${runs} runs`,
      row('whole process, cold', result.processColdMs),
      row('node alone (the limit)', result.nodeStartMs),
      row('assessment, warm', result.assessMs),
      row('route, warm', result.routeMs),
    ].join('\n'),
  );
}

function started(args: readonly string[]): number {
  return timed(() => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the measured process failed: ${stderr}`);
  });
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function median(runs: number, measure: () => number): number {
  const times = Array.from({ length: runs }, measure).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}
