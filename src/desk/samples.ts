import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readSource } from '#catalogue';
import type { Language, Text } from '#language';

import type { ToldSituations } from './told-situations.ts';

export type Sample = { readonly file: string; readonly title: Text; readonly input: Readonly<Record<string, unknown>> };

/** The situations of fictional residents, titled by the comments they begin with (`# ru: …`, `# en: …`). */
export async function readSamples(folder: string): Promise<Sample[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      const titled = (language: Language): string => new RegExp(`^# ${language}: (.+)$`, 'mu').exec(text)?.[1] ?? file;
      return {
        file,
        title: { ru: titled('ru'), en: titled('en') },
        input: readSource(file, text).value as Sample['input'],
      };
    }),
  );
}

/**
 * Keeps each sample under a code of its own. Starting again gives the same codes while the packs are the same: the key
 * of the command names the sample and the packs.
 */
export async function keepSamples(
  situations: ToldSituations,
  samples: readonly Sample[],
  digest: string,
): Promise<{ readonly title: Text; readonly code: string }[]> {
  const kept = [];
  for (const { file, title, input } of samples) {
    const { asOf: _, ...told } = input;
    const opened = await situations.open(
      { input: told, heard: { facts: [], needs: [] }, skipped: [], history: [], struck: [], confirmed: true },
      `sample ${file} ${digest}`,
    );
    if (!('problem' in opened)) kept.push({ title, code: opened.code });
  }
  return kept;
}
