import type { Text } from '#language';
import { digestName } from '#publication/iris.ts';

import type { ForeignRow } from './foreign-rows.ts';

/** An id of ours for a foreign thing: what it is called, as far as Latin letters go, and a digest of its own id. */
export function ownId(prefix: string, name: string, id: string): string {
  const latin = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/gu, '');
  return [prefix, latin, digestName(id)].filter((part) => part !== '').join('-');
}

/** A foreign text stands for both languages: nobody has translated it. */
export function inBoth(text: string): Text {
  return { ru: text, en: text };
}

/** The other name is the name in the other language when one is Cyrillic and the other is not. */
export function nameOf(row: ForeignRow): Text | undefined {
  const { name, alternate_name: other } = row as { name?: string; alternate_name?: string };
  if (name === undefined) return undefined;
  if (other === undefined || isCyrillic(name) === isCyrillic(other)) return inBoth(name);
  return isCyrillic(name) ? { ru: name, en: other } : { ru: other, en: name };
}

function isCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}/u.test(text);
}
