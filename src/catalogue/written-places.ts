import type { Place } from '#language';

import { packFiles } from './read-packs.ts';
import type { PathPart, Source } from './source.ts';

/** Something that packs declare, and a path inside it. */
export type Written = {
  readonly list: 'services' | 'facts' | 'derived' | 'parameters' | 'evidence';
  readonly id: string;
  readonly path: readonly PathPart[];
};

/** Where packs say something: a checked catalogue does not keep it, so the files are read once more. */
export async function writtenPlaces(
  folders: readonly string[],
  root: string = '.',
): Promise<(written: Written) => Place | undefined> {
  const { readSource } = await import('./source.ts');
  const found = new Map<string, { readonly source: Source; readonly path: readonly PathPart[] }>();
  for (const folder of folders)
    for (const { name, list, path, text } of await packFiles(folder, root)) {
      const source = readSource(path, text);
      for (const [key, at] of declaredIn(name.startsWith('services/') ? 'services' : list.replace('.yaml', ''), source))
        if (!found.has(key)) found.set(key, { source, path: at });
    }
  return ({ list, id, path }) => {
    const at = found.get(`${list} ${id}`);
    return at?.source.place([...at.path, ...path]);
  };
}

function declaredIn(list: string, { value }: Source): [key: string, path: PathPart[]][] {
  if (list === 'services') return [[`services ${idOf(value)}`, []]];
  const items = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[list] : undefined;
  return Array.isArray(items) ? items.map((item, index) => [`${list} ${idOf(item)}`, [list, index]]) : [];
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}
