/** What a struct of Thrift's compact protocol holds, by the numbers of its fields; see `thrift.ts`. */
export type Held = ReadonlyMap<number, HeldField>;
export type HeldField = number | boolean | Uint8Array | Held | readonly HeldField[];

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

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.at = from;
  }

  struct(): Held {
    const held = new Map<number, HeldField>();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      if (head === 0) return held;
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
        throw new RangeError(`Thrift has no type ${code} here.`);
    }
  }

  #list(): readonly HeldField[] {
    const head = this.#byte();
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    const code = head & 15;
    // In a list, a truth takes a byte of its own.
    const item = (): HeldField => (code === 1 || code === 2 ? this.#byte() === 1 : this.#field(code));
    return Array.from({ length: count }, item);
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
    for (let factor = 1; ; factor *= 128) {
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
