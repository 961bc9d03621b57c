import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { readSource } from '#catalogue';

/**
 * The folders of packs behind a path, each after those it builds on: a folder of packs, or one pack whose neighbours
 * hold what it builds on. A path where nothing is comes back as it is: reading it tells what is wrong.
 */
export async function packFolders(path: string): Promise<string[]> {
  const isPack = await exists(join(path, 'pack.yaml'));
  const home = isPack ? dirname(path) : path;
  if (!(await exists(path))) return [path];
  const folders = isPack
    ? [path]
    : (await readdir(home, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(home, entry.name));
  const ordered: string[] = [];
  const add = async (folder: string): Promise<void> => {
    if (ordered.includes(folder) || !(await exists(join(folder, 'pack.yaml')))) return;
    const { value } = readSource(folder, await readFile(join(folder, 'pack.yaml'), 'utf8'));
    const under =
      typeof value === 'object' && value !== null && 'buildsOn' in value && Array.isArray(value.buildsOn)
        ? value.buildsOn
        : [];
    for (const id of under) await add(join(home, String(id)));
    ordered.push(folder);
  };
  for (const folder of folders.toSorted()) await add(folder);
  return ordered;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
