import { readFile } from 'node:fs/promises';

import { readSource } from '#catalogue';
import type { Source } from '#catalogue';
import type { Problem } from '#language';

/** A situation file as data, with the way back from a path in it to its line. */
export type SituationFile =
  | { readonly value: unknown; readonly source: Source }
  | { readonly problems: readonly Problem[] };

/** Reads YAML or JSON (which is YAML too). */
export async function readSituationFile(file: string): Promise<SituationFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  const source = readSource(file, text);
  if (source.faults.length === 0) return { value: source.value, source };
  return {
    problems: source.faults.map((fault) => ({
      code: 'bad-yaml',
      message: { ru: `файл не читается: ${fault.message.ru}`, en: `the file is not readable: ${fault.message.en}` },
      remedy: fault.remedy,
      place: fault.place,
    })),
  };
}

/** Gives problems with a path inside the situation their line and column in the file. */
export function placed(problems: readonly Problem[], source: Source): Problem[] {
  return problems.map((problem) => {
    const path = (problem.place?.path ?? '')
      .split('/')
      .slice(1)
      .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
    return {
      ...problem,
      place: { ...source.place(path), ...(problem.place?.path === undefined ? {} : { path: problem.place.path }) },
    };
  });
}

function unreadable(file: string, error: unknown): Problem {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: missing ? 'no-such-file' : 'unreadable-file',
    message: missing
      ? { ru: 'такого файла нет.', en: 'there is no such file.' }
      : { ru: `файл не читается: ${reason}`, en: `the file cannot be read: ${reason}` },
    remedy: { ru: 'Примеры ситуаций лежат в папке examples.', en: 'Example situations are in the folder examples.' },
    place: { file },
  };
}
