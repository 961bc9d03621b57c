import { Damaged } from './read-thrift.ts';

export const columnEnds = 'a column ends too early';

/** Reads what `Runs` tells of: small whole numbers of so many bits each, in runs or one after the other. */
export class RunsRead {
  readonly #bytes: Uint8Array;
  readonly #width: number;
  #at: number;
  /** How many of the run are left; packed ones begin at a bit of the bytes. */
  #left = 0;
  #isPacked = false;
  #value = 0;
  #bit = 0;

  /** Behind the last byte, four more have to be there. */
  constructor(bytes: Uint8Array, from: number, width: number) {
    if (!(width <= 24)) throw new Damaged(`it has numbers of ${width} bits`);
    this.#bytes = bytes;
    this.#at = from;
    this.#width = width;
  }

  /** Without any runs: all of them one after the other. */
  static ofPacked(bytes: Uint8Array, from: number, width: number): RunsRead {
    const found = new RunsRead(bytes, from, width);
    found.#isPacked = true;
    found.#left = Infinity;
    return found;
  }

  /** The next so many, put into an array from a place on. */
  take(count: number, into: Int32Array, from: number): void {
    for (let at = from, end = from + count; at < end;) {
      const some = this.#some(end - at);
      if (this.#isPacked) {
        unpack(this.#bytes, 8 * this.#at + this.#bit, this.#width, some, into, at);
        this.#stepOver(some);
      } else if (some > fewValues) into.fill(this.#value, at, at + some);
      else for (let i = at; i < at + some; i += 1) into[i] = this.#value;
      at += some;
    }
  }

  /** The same where each is one bit. */
  takeBits(count: number, into: Uint8Array, from: number): void {
    for (let at = from, end = from + count; at < end;) {
      const some = this.#some(end - at);
      if (this.#isPacked) {
        unpackBits(this.#bytes, 8 * this.#at + this.#bit, some, into, at);
        this.#stepOver(some);
      } else if (some > fewValues) into.fill(this.#value, at, at + some);
      else for (let i = at; i < at + some; i += 1) into[i] = this.#value;
      at += some;
    }
  }

  /** Whether the next so many are all 1, as one run tells at once; they are taken then. */
  takeIfOnes(count: number): boolean {
    while (this.#left === 0) this.#nextRun();
    if (this.#isPacked || this.#value !== 1 || this.#left < count) return false;
    this.#left -= count;
    return true;
  }

  /** How many come next from the same run, at most so many. */
  #some(most: number): number {
    while (this.#left === 0) this.#nextRun();
    const some = Math.min(this.#left, most);
    if (this.#isPacked && 8 * this.#at + this.#bit + this.#width * some > 8 * this.#bytes.length)
      throw new Damaged(columnEnds);
    this.#left -= some;
    return some;
  }

  #stepOver(count: number): void {
    const bit = this.#bit + this.#width * count;
    this.#at += Math.floor(bit / 8);
    this.#bit = bit % 8;
  }

  #nextRun(): void {
    let head = 0;
    for (let factor = 1; ; factor *= 128) {
      if (this.#at >= this.#bytes.length || factor > 2 ** 35) throw new Damaged(columnEnds);
      const byte = this.#bytes[this.#at++]!;
      head += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    this.#isPacked = head % 2 === 1;
    this.#left = Math.floor(head / 2) * (this.#isPacked ? 8 : 1);
    if (this.#isPacked) return;
    this.#value = 0;
    for (let byte = 0; 8 * byte < this.#width; byte += 1) this.#value |= this.#bytes[this.#at++]! << (8 * byte);
    if (this.#value >= 1 << this.#width) throw new Damaged('it has a number of too many bits');
  }
}

/** So many are filled in one by one as fast as at once. */
const fewValues = 32;

/** Reads up to three bytes behind the last. */
function unpack(
  bytes: Uint8Array,
  firstBit: number,
  width: number,
  count: number,
  into: Int32Array,
  from: number,
): void {
  const mask = (1 << width) - 1;
  let byte = Math.floor(firstBit / 8);
  let bit = firstBit % 8;
  for (let at = from; at < from + count; at += 1) {
    const low = bytes[byte]! | (bytes[byte + 1]! << 8);
    // Of more than nine bits, some may lie beyond.
    const word = width < 10 ? low : low | (bytes[byte + 2]! << 16) | (bytes[byte + 3]! << 24);
    into[at] = (word >>> bit) & mask;
    bit += width;
    byte += bit >> 3;
    bit &= 7;
  }
}

function unpackBits(bytes: Uint8Array, firstBit: number, count: number, into: Uint8Array, from: number): void {
  let at = from;
  const end = from + count;
  let byte = Math.floor(firstBit / 8);
  for (let bit = firstBit % 8; bit > 0 && bit < 8 && at < end; bit += 1) into[at++] = (bytes[byte]! >> bit) & 1;
  if (firstBit % 8 > 0) byte += 1;
  for (; at + 8 <= end; at += 8) {
    const bits = bytes[byte++]!;
    into[at] = bits & 1;
    into[at + 1] = (bits >> 1) & 1;
    into[at + 2] = (bits >> 2) & 1;
    into[at + 3] = (bits >> 3) & 1;
    into[at + 4] = (bits >> 4) & 1;
    into[at + 5] = (bits >> 5) & 1;
    into[at + 6] = (bits >> 6) & 1;
    into[at + 7] = bits >> 7;
  }
  for (let bit = 0; at < end; bit += 1) into[at++] = (bytes[byte]! >> bit) & 1;
}
