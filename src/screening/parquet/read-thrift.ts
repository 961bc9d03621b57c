/** What a struct of Thrift's compact protocol holds, by the numbers of its fields; see `thrift.ts`. */
export type Held = ReadonlyMap<number, HeldField>;
export type HeldField = number | boolean | Uint8Array | Held | readonly HeldField[];

/** Something in a Parquet file is not as it has to be. */
export class Damaged extends RangeError {
  constructor(what: string) {
    super(`The file is damaged: ${what}.`);
  }
}

/** A whole number of a struct, not below nought; where it is not there, `missing`, and when that is not given, the file is damaged. */
export function countIn(held: Held, field: number, missing?: number): number {
  const value = held.get(field) ?? missing;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Damaged('a number in it cannot be');
  return value;
}

export function structIn(held: Held, field: number): Held {
  const value = held.get(field);
  if (!(value instanceof Map)) throw new Damaged('a part of it is missing');
  return value;
}

/** A list of structs. */
export function structsIn(held: Held, field: number): readonly Held[] {
  const list = held.get(field);
  if (!Array.isArray(list) || !list.every((one) => one instanceof Map)) throw new Damaged('a list in it is missing');
  return list;
}

/** Structs in structs; Parquet has six. */
const deepest = 16;
const longestVarint = 10;

/** The bytes that were given end in the middle of a struct. */
export class EndsEarly extends Error {}

/** Reads the struct that begins at a place; gives where it ends as well. */
export function readStruct(bytes: Uint8Array, from: number): { readonly held: Held; readonly end: number } {
  const reading = new Reading(bytes, from);
  const held = reading.struct();
  return { held, end: reading.at };
}

class Reading {
  readonly #bytes: Uint8Array;
  at: number;
  #depth = 0;

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.at = from;
  }

  struct(): Held {
    const held = new Map<number, HeldField>();
    let id = 0;
    this.#depth += 1;
    if (this.#depth > deepest) throw new Damaged('it has parts in parts without end');
    for (;;) {
      const head = this.#byte();
      if (head === 0) {
        this.#depth -= 1;
        return held;
      }
      id = head >> 4 === 0 ? this.#zigzag() : id + (head >> 4);
      held.set(id, this.#field(head & 15));
    }
  }

  #field(code: number): HeldField {
    switch (code) {
      case 1:
        return true;
      case 2:
        return false;
      case 3:
        return this.#byte();
      case 4:
      case 5:
      case 6:
        return this.#zigzag();
      case 7:
        return this.#taken(8)[0]!;
      case 8:
        return this.#taken(this.#varint());
      case 9:
      case 10:
        return this.#list();
      case 12:
        return this.struct();
      default:
        throw new Damaged(`it has a part of type ${code}`);
    }
  }

  #list(): readonly HeldField[] {
    this.#depth += 1;
    if (this.#depth > deepest) throw new Damaged('it has parts in parts without end');
    const head = this.#byte();
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    const code = head & 15;
    // Every item takes a byte at least.
    if (count > this.#bytes.length - this.at) throw new EndsEarly();
    // In a list, a truth takes a byte of its own.
    const item = (): HeldField => (code === 1 || code === 2 ? this.#byte() === 1 : this.#field(code));
    const items = Array.from({ length: count }, item);
    this.#depth -= 1;
    return items;
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new EndsEarly();
    return byte;
  }

  #taken(length: number): Uint8Array {
    const from = this.at;
    this.at += length;
    if (this.at > this.#bytes.length) throw new EndsEarly();
    return this.#bytes.subarray(from, this.at);
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1, end = this.at + longestVarint; ; factor *= 128) {
      if (this.at === end) throw new Damaged('a number in it has no end');
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  #zigzag(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
