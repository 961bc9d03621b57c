import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import type { Problem } from '#language';

import { catalogueOf } from './content.ts';
import type { CatalogueContent } from './content.ts';
import type { Catalogue } from './model.ts';

export type ReadCatalogue = { readonly catalogue: Catalogue } | { readonly problems: readonly Problem[] };

/** Raised when a checked pack kept on disk has another form than this code reads. */
const cacheForm = 'okno-catalogue-26';

type PackFile = {
  readonly pack: string;
  readonly name: string;
  /** What it holds: `facts.yaml` for `facts/papers.yaml` too. */
  readonly list: string;
  readonly path: string;
  readonly text: string;
};

/**
 * Reads packs from their folders, in the order in which they build on each other. Gives the checked catalogue or every
 * problem with file, line and remedy. With `cacheFolder`, the checked form is kept there under the digest of the files
 * and of the code's form, so that unchanged packs are not read and checked again at each start.
 */
export async function readPacks(
  folders: readonly string[],
  options: { readonly cacheFolder?: string; readonly root?: string } = {},
): Promise<ReadCatalogue> {
  const files: PackFile[] = [];
  for (const folder of folders) {
    try {
      files.push(...(await packFiles(folder, options.root ?? '.')));
    } catch (error) {
      return { problems: [unreadable(folder, error)] };
    }
  }
  const digest = digestOf(files);
  const cacheFile = options.cacheFolder === undefined ? undefined : join(options.cacheFolder, `${digest}.json`);
  const kept = cacheFile === undefined ? undefined : await keptContent(cacheFile);
  if (kept !== undefined) return { catalogue: catalogueOf(kept, digest) };

  // The checker, zod and the YAML reader are loaded only when there is something to check.
  const [{ build }, { readSource }] = await Promise.all([import('./build.ts'), import('./source.ts')]);
  const packs = folders.map((folder) => {
    const sources = files
      .filter((file) => file.pack === folder)
      .map(({ name, list, path, text }) => ({ name, list, source: readSource(path, text) }));
    const pack = sources.find(({ name }) => name === 'pack.yaml')?.source;
    return {
      pack: pack ?? readSource(join(folder, 'pack.yaml'), ''),
      files: sources
        .filter(({ name }) => name !== 'pack.yaml' && !name.startsWith('services/'))
        .map(({ list, source }) => ({ name: list, source })),
      services: sources.filter(({ name }) => name.startsWith('services/')).map(({ source }) => source),
    };
  });
  const built = build(packs);
  if ('problems' in built) return built;
  if (cacheFile !== undefined) await keep(cacheFile, built.content);
  return { catalogue: catalogueOf(built.content, digest) };
}

/** The files of one pack, with their paths from `root`. */
export async function packFiles(folder: string, root: string): Promise<PackFile[]> {
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    // The stories are tests: no start waits for them.
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('stories/'));
  return Promise.all(
    names.toSorted().map(async (name) => ({
      pack: folder,
      name,
      list: listOf(name),
      path: relative(root, join(folder, name)).replaceAll('\\', '/'),
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
}

/** A long list may be split over the files of a folder of its name: `facts/papers.yaml` holds what `facts.yaml` does. */
function listOf(name: string): string {
  const [folder, file] = name.split('/');
  return file === undefined ? name : `${folder}.yaml`;
}

function digestOf(files: readonly PackFile[]): string {
  const hash = createHash('sha256').update(cacheForm);
  for (const file of files) hash.update(`\0${file.path}\0${Buffer.byteLength(file.text)}\0`).update(file.text);
  return hash.digest('hex');
}

/** Undefined when nothing is kept, or what is kept is damaged: the packs are then read anew. */
async function keptContent(file: string): Promise<CatalogueContent | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as {
      readonly form?: string;
      readonly content?: CatalogueContent;
    };
    return kept.form === cacheForm ? kept.content : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return undefined;
    throw error;
  }
}

/** Written beside and renamed, so that a process killed in the middle leaves no half file. */
async function keep(file: string, content: CatalogueContent): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  try {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(beside, JSON.stringify({ form: cacheForm, content }));
    await rename(beside, file);
  } catch (error) {
    // A folder that cannot be written only costs time at the next start.
    if (
      !(
        error instanceof Error &&
        'code' in error &&
        ['EACCES', 'EROFS', 'ENOSPC', 'EPERM'].includes(String(error.code))
      )
    )
      throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function unreadable(folder: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'unreadable-pack',
    message: isMissing(error)
      ? { ru: 'такой папки с пакетом нет', en: 'there is no such folder of a pack' }
      : { ru: `пакет не читается: ${reason}`, en: `the pack cannot be read: ${reason}` },
    remedy: { ru: 'Проверьте путь к папке пакета.', en: 'Check the path of the pack folder.' },
    place: { file: folder },
  };
}
