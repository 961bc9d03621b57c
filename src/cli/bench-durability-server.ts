import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';

import type { ToldSituation } from '#assessment';
import { createCases } from '#cases';
import type { CaseRef, Command, Worked } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import { openDatabase } from '#database';
import type { Actor } from '#journal';

import { refused } from './output.ts';
import type { Outcome } from './output.ts';
import type { Options } from './arguments.ts';

/** A line that the measuring process writes: open a case for somebody, or carry out a command. */
export type Asked =
  | { readonly key: string; readonly open: string; readonly told: ToldSituation; readonly by: Actor }
  | { readonly key: string; readonly ref: CaseRef; readonly command: Command; readonly by: Actor };

/** A line that is written back only after the command was committed. */
export type Acknowledged =
  | { readonly key: string; readonly ref: CaseRef; readonly tasks: readonly string[] }
  | { readonly key: string; readonly problem: string };

/** The process that `bench durability` kills: carries out what it is asked line by line, and fires timers, until then. */
export async function durabilityServer(catalogue: Catalogue, options: Options, today: Day): Promise<Outcome> {
  const opened = await openDatabase(
    options.database === undefined ? { folder: options.data ?? '' } : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang);
  const at = new Date(`${today}T05:00:00Z`);
  const cases = createCases(opened.database, { catalogue, now: () => at, today: () => today, random: randomBytes });
  process.stdout.write('ready\n');
  const fire = async (): Promise<void> => {
    await cases.fireTimers(20);
    setTimeout(() => void fire(), 20);
  };
  void fire();
  for await (const line of createInterface({ input: process.stdin })) void carryOut(JSON.parse(line) as Asked);
  return { exitCode: 0 };

  async function carryOut(asked: Asked): Promise<void> {
    const given = { by: asked.by, idempotencyKey: asked.key };
    const worked =
      'open' in asked
        ? await cases.open({ person: asked.open, agreement: 'family-in-need', told: asked.told }, given)
        : await cases.carryOut(asked.ref, asked.command, given);
    process.stdout.write(`${JSON.stringify(await acknowledged(asked, worked))}\n`);
  }

  async function acknowledged(asked: Asked, worked: Worked): Promise<Acknowledged> {
    const { key } = asked;
    if ('problem' in worked) return { key, problem: worked.problem.code };
    const { person, id } = worked.kept;
    if (!('open' in asked)) return { key, ref: { person, id }, tasks: [] };
    const joint = await cases.read({ person, id });
    const tasks = (joint?.tasks ?? []).filter(
      ({ kind, state, holder }) => kind === 'file' && state === 'ready' && holder.kind === 'agency',
    );
    return { key, ref: { person, id }, tasks: tasks.map((task) => task.id) };
  }
}
