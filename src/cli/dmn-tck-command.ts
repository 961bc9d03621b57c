import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { readCases, readModel, runCase } from '#dmn';
import type { Clock, KitOutcome, Model } from '#dmn';

import type { Options } from './arguments.ts';
import { asJson, refused } from './output.ts';
import type { Outcome } from './output.ts';

type Group = { readonly name: string; readonly outcomes: readonly KitOutcome[] };
const verdicts = ['passed', 'failed', 'not supported'] as const;

/**
 * `okno dmn-tck <folder>`: every case of the public DMN conformance kit that lies in the folder (levels 2 and 3), by group
 * and in sum. A case passes only when each of its results equals the expected value by type.
 */
export async function dmnTck(folder: string, options: Options, now: Date): Promise<Outcome> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (typeof names === 'string') {
    return refused(
      [{ code: 'no-kit', message: { ru: `папка не читается: ${names}.`, en: `the folder cannot be read: ${names}.` } }],
      options.lang,
      options.json,
    );
  }
  const files = names.filter((name) => name.endsWith('.xml')).toSorted();
  if (files.length === 0) {
    return refused(
      [
        {
          code: 'no-kit',
          message: {
            ru: `в папке ${folder} нет ни одного набора проверок.`,
            en: `there are no test cases in ${folder}.`,
          },
        },
      ],
      options.lang,
      options.json,
    );
  }
  const clock = clockOf(now);
  const groups: Group[] = [];
  for (const name of files) groups.push(await runFile(folder, name, clock));
  const counted = (list: readonly Group[], verdict: KitOutcome['verdict']): number =>
    list.flatMap((group) => group.outcomes).filter((outcome) => outcome.verdict === verdict).length;
  const [passed = 0, failed = 0, notSupported = 0] = verdicts.map((verdict) => counted(groups, verdict));
  const exitCode = failed === 0 ? 0 : 1;
  if (options.json) {
    const told = groups.flatMap((group) =>
      group.outcomes.filter((one) => one.verdict !== 'passed').map((one) => ({ group: group.name, ...one })),
    );
    const unsupported = told.filter((one) => one.verdict === 'not supported').map(({ group, id }) => ({ group, id }));
    return {
      out: asJson({
        passed,
        failed,
        notSupported,
        failures: told.filter((one) => one.verdict === 'failed'),
        unsupported,
      }),
      exitCode,
    };
  }
  const row = (name: string, ...counts: readonly number[]): string =>
    `${name.padEnd(64)} ${counts.map((count) => String(count).padStart(6)).join(' ')}`;
  const levels = [...new Set(groups.map((group) => group.name.split('/')[0] ?? ''))];
  return {
    out: [
      `${''.padEnd(64)} passed failed not supported`,
      ...groups.map((group) => row(group.name, ...verdicts.map((verdict) => counted([group], verdict)))),
      ...groups.flatMap((group) =>
        group.outcomes
          .filter((one) => one.verdict === 'failed' && options.explain)
          .map((one) => `  ${group.name} ${one.id}: ${one.said ?? ''}`),
      ),
      ...levels.map((level) =>
        row(
          level,
          ...verdicts.map((verdict) =>
            counted(
              groups.filter((group) => group.name.startsWith(level)),
              verdict,
            ),
          ),
        ),
      ),
      row('all', passed, failed, notSupported),
      `${((100 * passed) / Math.max(1, passed + failed + notSupported)).toFixed(2)} %`,
    ].join('\n'),
    exitCode,
  };
}

async function runFile(folder: string, name: string, clock: Clock): Promise<Group> {
  const file = join(folder, name);
  const group = relative(folder, dirname(file)).replaceAll('\\', '/');
  const cases = readCases(await readFile(file, 'utf8'));
  if ('wrong' in cases) return { name: group, outcomes: [{ id: name, verdict: 'failed', said: cases.wrong }] };
  const models = await modelsBeside(dirname(file), cases.model);
  return { name: group, outcomes: cases.cases.map((one) => runCase(one, models, clock)) };
}

/** The model that is asked, then the others of its folder: it may import them. */
async function modelsBeside(folder: string, asked: string): Promise<readonly Model[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.dmn'));
  const found: Model[] = [];
  for (const file of files.toSorted((a, b) => Number(b === asked) - Number(a === asked))) {
    const read = readModel(await readFile(join(folder, file), 'utf8'));
    if ('model' in read) found.push(read.model);
    else if (file === asked) return [];
  }
  return found;
}

function clockOf(now: Date): Clock {
  const milliseconds = now.getTime();
  const day = Math.floor(milliseconds / 86_400_000);
  return {
    today: { kind: 'date', day },
    now: { kind: 'date and time', day, seconds: milliseconds / 1000 - day * 86_400, zone: 0 },
  };
}
