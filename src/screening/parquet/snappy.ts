import { Damaged } from './read-thrift.ts';

/**
 * Takes apart what Snappy has packed: pieces as they are, and copies of what has come before.
 * https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnapped(packed: Uint8Array, into: Uint8Array): void {
  let at = 0;
  while (packed[at]! > 0x7f) at += 1;
  at += 1;
  let to = 0;
  while (at < packed.length) {
    const tag = packed[at]!;
    at += 1;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      const more = Math.max(0, length - 59);
      if (more > 0) length = littleEnd(packed, at, more);
      at += more;
      length += 1;
      if (at + length > packed.length || to + length > into.length) throw new Damaged(broken);
      if (length > 32) into.set(packed.subarray(at, at + length), to);
      else for (let i = 0; i < length; i += 1) into[to + i] = packed[at + i]!;
      at += length;
      to += length;
      continue;
    }
    const isShort = (tag & 3) === 1;
    const wide = isShort ? 1 : (tag & 3) === 2 ? 2 : 4;
    const length = isShort ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const back = littleEnd(packed, at, wide) + (isShort ? (tag >> 5) << 8 : 0);
    if (back === 0 || back > to) throw new Damaged(broken);
    at += wide;
    // One after the other: a copy may reach into itself.
    for (let i = 0; i < length; i += 1) into[to + i] = into[to - back + i]!;
    to += length;
  }
  if (at !== packed.length || to !== into.length) throw new Damaged(broken);
}

const broken = 'something in it that Snappy packed cannot be taken apart';

function littleEnd(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i -= 1) value = value * 256 + bytes[at + i]!;
  return value;
}
