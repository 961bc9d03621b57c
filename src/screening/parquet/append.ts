import { openSync, writevSync } from 'node:fs';

import type { PlacedGroup } from './footer.ts';
import type { EncodedGroup } from './row-group.ts';

/** Where a file ends to which several threads append; each takes its place before it writes. */
export type SharedEnd = BigInt64Array<SharedArrayBuffer>;

export function sharedEnd(): SharedEnd {
  return new BigInt64Array(new SharedArrayBuffer(8));
}

/** Appends row groups to a file that is there. */
export function appending(path: string, end: SharedEnd): (group: EncodedGroup) => PlacedGroup {
  let file = -1;
  return ({ rows, columns, pieces, size }) => {
    if (file < 0) file = openSync(path, 'r+');
    const at = Number(Atomics.add(end, 0, BigInt(size)));
    const written = writevSync(file, pieces, at);
    if (written !== size) throw new Error(`Only ${written} of ${size} bytes were written to ${path}.`);
    return { at, size, rows, columns };
  };
}
