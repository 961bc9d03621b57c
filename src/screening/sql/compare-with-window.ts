import type { Catalogue } from '#catalogue';

import { parts } from './ask-window.ts';
import { AtWindow } from './at-window.ts';
import type { Cell, Engine } from './engine.ts';
import type { Sql } from './text.ts';
import { readTold } from './told-rows.ts';

export type Compared = {
  /** How many answers were compared: every service for everybody it can be about. */
  readonly answers: number;
  /** The first differences, in words. */
  readonly differences: readonly string[];
  readonly different: number;
};

type Screened = { readonly people: Sql; readonly households: Sql; readonly asOf: string; readonly into: Sql };

const most = 20;

/**
 * Answers every household again, as at a window, and compares answers, amounts and criteria; `into` holds all that is not
 * *no*.
 */
export async function compareWithWindow(
  engine: Engine,
  catalogue: Catalogue,
  screened: Screened,
  onProgress?: (done: number, all: number) => void,
): Promise<Compared> {
  const all = await engine.rows(`select cast(household as text) as household from ${screened.households}`);
  const window = new AtWindow(catalogue);
  const differences: string[] = [];
  let answers = 0;
  let different = 0;
  let done = 0;
  const keyOf = (service: Cell, person: Cell, household: Cell): string =>
    `${service} for ${person ?? 'the household'} of ${household}`;
  for (const part of parts(all.map(({ household }) => String(household)))) {
    const rows = await engine.rows(
      `select cast(household as text) as household, person, service, answer, cast(amount as ${engine.dialect.double}) as amount, criterion
       from ${screened.into} where household in (${part.join(', ')})`,
    );
    const inSql = new Map<string, string>();
    for (const { household, person, service, answer, amount, criterion } of rows) {
      const key = keyOf(service, person, household);
      if (inSql.has(key)) differences.push(`${key}: answered twice`);
      inSql.set(key, said(answer, amount ?? undefined, criterion ?? undefined));
    }
    const note = (key: string, found: string, atWindow: string): void => {
      different += 1;
      if (differences.length < most) differences.push(`${key}: ${found} in SQL, ${atWindow} at the window`);
    };
    for (const row of await readTold(engine, catalogue, screened, part))
      for (const { household, person, service, answer, amount, criterion } of window.all(row)) {
        answers += 1;
        const key = keyOf(service, person, household);
        const found = inSql.get(key) ?? 'no';
        inSql.delete(key);
        const atWindow = said(answer, amount, criterion);
        if (found !== atWindow) note(key, found, atWindow);
      }
    for (const [key, found] of inSql) note(key, found, 'nothing');
    done += part.length;
    onProgress?.(done, all.length);
  }
  return { answers, differences, different };
}

function said(...parts: readonly Cell[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
