import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Problem } from '#language';

/** Beside what an import wrote: what it left out. A folder that holds one may be written again. */
export const importReport = 'import-report.json';

/** The name of the folder as an id of a pack. */
export function packIdOf(folder: string, otherwise: string): string {
  const latin = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^[-\d]+|-+$/gu, '');
  return latin === '' ? otherwise : latin;
}

/** Writes an imported pack, unless the folder holds something of somebody's. Undefined when it is written. */
export async function writeImport(
  into: string,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<Problem | undefined> {
  const folder = resolve(into);
  try {
    await mkdir(folder, { recursive: true });
    const there = await readdir(folder);
    if (there.length > 0 && !there.includes(importReport)) return notEmpty(into);
    for (const { path, text } of files) await writeFile(join(folder, path), text);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return notWritten(into, error.message);
  }
}

function notEmpty(into: string): Problem {
  return {
    code: 'not-empty',
    message: { ru: 'в папке уже лежит не импорт.', en: 'the folder holds something that is no import.' },
    remedy: { ru: 'Укажите в --into новую папку.', en: 'Give --into a new folder.' },
    place: { file: into },
  };
}

function notWritten(into: string, reason: string): Problem {
  return {
    code: 'not-written',
    message: { ru: `не записывается: ${reason}`, en: `cannot be written: ${reason}` },
    remedy: { ru: 'Укажите в --into папку, в которую можно писать.', en: 'Give --into a folder that can be written.' },
    place: { file: into },
  };
}
