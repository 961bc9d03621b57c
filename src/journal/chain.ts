import { createHash } from 'node:crypto';

/** What a chain begins with. */
export const noHash: Uint8Array = new Uint8Array(32);

/**
 * The hash of an entry, as the database makes it (`write_journal`). The person and the place in the chain are hashed with
 * the text of the entry, which is kept to the byte: no row can be moved.
 */
export function hashOf(before: Uint8Array, person: string, sequence: number, text: string): Uint8Array {
  return createHash('sha256')
    .update(before)
    .update(`${JSON.stringify(person)}\n${sequence}\n`)
    .update(text)
    .digest();
}
