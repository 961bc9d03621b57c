import { createHash } from 'node:crypto';

import type { Entry } from './model.ts';

/** End of a chain: how many entries it has and the hash of the last. */
export type Head = { readonly sequence: number; readonly hash: Uint8Array };

/** A row of the journal. `text` is the entry to the byte: what is hashed is what is kept. */
export type Link = Head & { readonly at: string; readonly text: string };

/** What a chain begins with. */
export const noHead: Head = { sequence: 0, hash: new Uint8Array(32) };

/** Adds an entry to the chain of a person. The person and the place in the chain are hashed with it, so no row can be moved. */
export function linkTo(head: Head, person: string, entry: Entry): Link {
  const text = JSON.stringify(entry);
  const sequence = head.sequence + 1;
  return { sequence, at: entry.at, text, hash: hashOf(head.hash, person, sequence, text) };
}

export function hashOf(before: Uint8Array, person: string, sequence: number, text: string): Uint8Array {
  return createHash('sha256')
    .update(before)
    .update(`${JSON.stringify(person)}\n${sequence}\n`)
    .update(text)
    .digest();
}
