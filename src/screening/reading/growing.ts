/**
 * Memory that is used again, block after block: what is made anew each time has to be cleared. Threads share it, as memory that
 * goes from one to another makes each of them look through all that it has, again and again.
 */
export class Pool {
  readonly #free = new Map<number, SharedArrayBuffer[]>();

  take(size: number): SharedArrayBuffer {
    return this.#free.get(size)?.pop() ?? new SharedArrayBuffer(size);
  }

  giveBack(buffers: readonly SharedArrayBuffer[]): void {
    for (const buffer of buffers) {
      if (buffer.byteLength === 0) continue;
      const free = this.#free.get(buffer.byteLength) ?? [];
      free.push(buffer);
      this.#free.set(buffer.byteLength, free);
    }
  }
}

type Items = Uint8Array<SharedArrayBuffer> | Int32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer>;

/** Rows of a block, more or less. */
const usual = 1 << 17;

/** A block does not have more: a few bytes of a file can tell of any number of rows. */
const most = 2 ** 26;

/** An array that grows as chunks come. */
export class Growing<Kind extends Items> {
  items: Kind;
  length = 0;
  readonly #make: (length: number) => Kind;
  readonly #pool: Pool;

  constructor(pool: Pool, make: (length: number) => Kind) {
    this.#pool = pool;
    this.#make = make;
    this.items = make(0);
  }

  static ofBytes(pool: Pool): Growing<Uint8Array<SharedArrayBuffer>> {
    return new Growing(pool, (length) => new Uint8Array(pool.take(length)));
  }

  static ofInts(pool: Pool): Growing<Int32Array<SharedArrayBuffer>> {
    return new Growing(pool, (length) => new Int32Array(pool.take(4 * length)));
  }

  static ofNumbers(pool: Pool): Growing<Float64Array<SharedArrayBuffer>> {
    return new Growing(pool, (length) => new Float64Array(pool.take(8 * length)));
  }

  /** Room for more; gives where it begins. */
  room(more: number): number {
    const from = this.length;
    let size = Math.max(usual, this.items.length);
    if (from + more > most) throw new RangeError('A household is too large to be read.');
    while (from + more > size) size *= 2;
    if (size > this.items.length && more > 0) {
      const grown = this.#make(size);
      grown.set(this.items);
      if (this.items.length > 0) this.#pool.giveBack([this.items.buffer]);
      this.items = grown;
    }
    this.length = from + more;
    return from;
  }

  /** What is there is not wanted. */
  forget(): void {
    this.length = 0;
  }

  /** What is there, which is given away; what comes next goes to other memory. */
  done(): Kind {
    const found = this.items.subarray(0, this.length) as Kind;
    this.items = this.#make(0);
    this.length = 0;
    return found;
  }
}
