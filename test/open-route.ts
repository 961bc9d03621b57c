// A story of examples/ as the pages have it open, without a browser's cookie and a database's row.
import { readTold } from '#assessment';
import type { Catalogue } from '#catalogue';
import { solve } from '#desk';
import type { Open } from '#web/pages/open.ts';
import { storedSituation } from '#web/stored.ts';

import { stories } from './catalogue.ts';

/** The day on which the stories are told. */
export const storyDay = '2026-03-02';

/** A story by part of its file name, over the packs or a change of them. */
export function openStory(story: string, packs: Catalogue): Open {
  const found = stories(packs).find(({ file }) => file.includes(story));
  if (found === undefined) throw new Error(`there is no story ${story}`);
  return openTold(found.input, packs);
}

export function openTold(input: object, packs: Catalogue): Open {
  const { asOf: _, ...told } = input as Readonly<Record<string, unknown>>;
  const read = readTold(packs, told, { asOf: storyDay });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message.en).join('; '));
  const stored = storedSituation.parse({ input: told });
  const solved = solve(packs, read.told);
  return { catalogue: packs, stored, code: 'A1B2C3D4E5F6', version: 1, today: storyDay, told: read.told, ...solved };
}
