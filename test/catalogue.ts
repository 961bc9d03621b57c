import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { readPacks, readSource } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { problemLine } from '#language';

export const root = join(import.meta.dirname, '..');

/** The real packs, checked: by the first file of tests after the packs or the checker itself were changed, and kept for the others. */
export async function realCatalogue(): Promise<Catalogue> {
  const read = await readPacks([join(root, 'packs/ru'), join(root, 'packs/ru-tom')], { root, cacheFolder: checked() });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problemLine(problem, 'en')).join('\n'));
  return read.catalogue;
}

/** A folder for what this very code has checked; those of other code are removed. */
function checked(): string {
  const code = createHash('sha256');
  for (const file of globSync('src/{catalogue,language}/**/*.ts', { cwd: root }).toSorted())
    code.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  const folder = join(root, '.okno', 'checked', code.digest('hex').slice(0, 16));
  for (const other of globSync('*', { cwd: join(folder, '..') }))
    if (other !== basename(folder)) rmSync(join(folder, '..', other), { recursive: true, force: true });
  return folder;
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
