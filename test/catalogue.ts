import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';

import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { readPacks, readSource } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { problemLine } from '#language';

export const root = join(import.meta.dirname, '..');

/** The real packs, read and checked anew. */
export async function realCatalogue(): Promise<Catalogue> {
  const read = await readPacks([join(root, 'packs/ru'), join(root, 'packs/ru-tom')], { root });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problemLine(problem, 'en')).join('\n'));
  return read.catalogue;
}

export type Story = {
  readonly file: string;
  readonly told: ToldSituation;
  readonly input: Readonly<Record<string, unknown>>;
};

/** Every situation of the folder examples. */
export function stories(catalogue: Catalogue): Story[] {
  return globSync('examples/*.yaml', { cwd: root })
    .toSorted()
    .map((file) => {
      const input = readSource(file, readFileSync(join(root, file), 'utf8')).value as Readonly<Record<string, unknown>>;
      const read = readTold(catalogue, input, { asOf: '2026-03-02' });
      if ('problems' in read)
        throw new Error(`${file}: ${read.problems.map((problem) => problemLine(problem, 'en')).join('; ')}`);
      return { file, told: read.told, input };
    });
}
