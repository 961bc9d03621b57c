/**
 * Parquet's RLE / bit-packing hybrid: small whole numbers, where the same one stands many times in a row as one run, or one
 * after the other. Each takes whole bytes here, so that packing is copying.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export class Runs {
  #bytes = new Uint8Array(256);
  #length = 0;
  #value = 0;
  #count = 0;
  readonly #width: number;

  /** `width`: bytes of a value. */
  constructor(width: number) {
    this.#width = width;
  }

  /** The same value so many times. */
  put(value: number, count: number): void {
    if (value !== this.#value) this.#close();
    this.#value = value;
    this.#count += count;
  }

  done(): Uint8Array {
    this.#close();
    return this.#bytes.subarray(0, this.#length);
  }

  #close(): void {
    if (this.#count === 0) return;
    if (this.#length + 9 > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#length = varint(2 * this.#count, this.#bytes, this.#length);
    for (let byte = 0; byte < this.#width; byte += 1) this.#bytes[this.#length++] = (this.#value >>> (8 * byte)) & 0xff;
    this.#count = 0;
  }
}

/** Values one after the other, eight by eight. */
export function packed(values: Int32Array, width: number): Uint8Array {
  const groups = Math.ceil(values.length / 8);
  const bytes = new Uint8Array(9 + 8 * groups * width);
  let at = varint(2 * groups + 1, bytes, 0);
  const end = at + 8 * groups * width;
  if (width === 1) bytes.set(values, at);
  else if (width === 2)
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row]!;
      bytes[at] = value;
      bytes[at + 1] = value >>> 8;
      at += 2;
    }
  else
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row]!;
      bytes[at] = value;
      bytes[at + 1] = value >>> 8;
      bytes[at + 2] = value >>> 16;
      at += 3;
    }
  return bytes.subarray(0, end);
}

function varint(value: number, into: Uint8Array, from: number): number {
  let at = from;
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 128)) into[at++] = (left % 128) | 0x80;
  into[at++] = left;
  return at;
}

/** Whole bytes that numbers from 0 to before `count` need; three are enough for a block of people. */
export function widthOf(count: number): number {
  return count <= 0x1_00 ? 1 : count <= 0x1_00_00 ? 2 : 3;
}
