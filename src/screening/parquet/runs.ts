/**
 * Parquet's RLE / bit-packing hybrid: small whole numbers, where the same one stands many times in a row as one run,
 * anything else eight by eight in as few bits as the largest needs.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export function hybridRuns(values: Int32Array, width: number): Uint8Array {
  const out = new Uint8Array(16 + values.length * 5 + (values.length >> 2));
  const bytesOfValue = (width + 7) >> 3;
  let at = 0;
  const varint = (value: number): void => {
    let left = value;
    for (; left > 0x7f; left >>>= 7) out[at++] = (left & 0x7f) | 0x80;
    out[at++] = left;
  };
  const packGroups = (from: number, groups: number): void => {
    varint((groups << 1) | 1);
    let bits = 0;
    let held = 0;
    for (let i = from, end = from + 8 * groups; i < end; i += 1) {
      const value = i < values.length ? values[i]! : 0;
      bits |= value << held;
      held += width;
      // What does not fit into 32 bits together with the new value is written first.
      while (held >= 8) {
        out[at++] = bits & 0xff;
        bits >>>= 8;
        held -= 8;
      }
    }
  };
  let from = 0;
  while (from < values.length) {
    let run = runAt(values, from);
    if (run >= 8) {
      varint(run << 1);
      for (let byte = 0; byte < bytesOfValue; byte += 1) out[at++] = (values[from]! >>> (8 * byte)) & 0xff;
      from += run;
      continue;
    }
    // Groups of eight until a run begins at the start of one.
    let groups = 0;
    do {
      groups += 1;
      run = from + 8 * groups < values.length ? runAt(values, from + 8 * groups) : 8;
    } while (run < 8 && groups < 60);
    packGroups(from, groups);
    from += 8 * groups;
  }
  return out.subarray(0, at);
}

/** How many equal values stand from a place on; it is enough to know whether there are eight. */
function runAt(values: Int32Array, from: number): number {
  const value = values[from];
  let to = from + 1;
  while (to < values.length && values[to] === value) to += 1;
  return to - from;
}

/** Bits that numbers from 0 to before `count` need. */
export function widthOf(count: number): number {
  return count <= 1 ? 1 : 32 - Math.clz32(count - 1);
}
