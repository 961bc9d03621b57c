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
  /** Bytes of a value. */
  readonly width: number;

  constructor(width: number) {
    this.width = width;
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
    for (let byte = 0; byte < this.width; byte += 1) this.#bytes[this.#length++] = (this.#value >>> (8 * byte)) & 0xff;
    this.#count = 0;
  }
}

/** The first so many of values of two bytes, one after the other, eight by eight; what lies behind them fills the last eight. */
export function packed(values: Uint16Array, count: number): readonly Uint8Array[] {
  const groups = Math.ceil(count / 8);
  const head = new Uint8Array(9);
  const length = varint(2 * groups + 1, head, 0);
  return [head.subarray(0, length), new Uint8Array(values.buffer, values.byteOffset, 16 * groups)];
}

function varint(value: number, into: Uint8Array, from: number): number {
  let at = from;
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 128)) into[at++] = (left % 128) | 0x80;
  into[at++] = left;
  return at;
}

/** Whole bytes that the places of so many take. */
export function widthOf(count: number): 1 | 2 {
  return count <= 0x1_00 ? 1 : 2;
}
