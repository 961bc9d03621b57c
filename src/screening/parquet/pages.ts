import { readSync } from 'node:fs';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

import { codecs } from './metadata.ts';
import type { Chunk, StoredColumn } from './metadata.ts';
import { countIn, Damaged, EndsEarly, readStruct, structIn } from './read-thrift.ts';
import type { Held } from './read-thrift.ts';
import { RunsRead } from './read-runs.ts';
import { unsnapped } from './snappy.ts';

/** Values as they lie in a page, one after the other. */
export type Plain = { readonly bytes: Uint8Array; at: number; readonly count: number };

/** A page of values: each stands there itself, or is a place among the dictionary's. */
export type Page = {
  /** Rows that are not taken yet; of lists, values. */
  left: number;
  /** 1 where a row has a value; without it, every row has. Of lists: how far each value is there, see `lists.ts`. */
  readonly levels: RunsRead | undefined;
  /** Of lists: 0 where a value begins another list, 1 where it goes on with it. */
  readonly repeats: RunsRead | undefined;
  readonly plain: Plain | undefined;
  readonly places: RunsRead | undefined;
};

const kinds = { data: 0, dictionary: 2 } as const;
const encodings = { plain: 0, runs: 3 } as const;
const truths = 0;

/** What is read at once at least: a small chunk in one piece. */
const usualWindow = 1 << 18;
const endsEarly = 'it ends too early';
/** Larger pages nobody writes, and nobody gets so much memory by a few bytes. */
const largestPage = 2 ** 27;
const otherPages = 'The file has pages of more than one version, which is not read.';
/** Behind the bytes of a page, so that a look at four of them finds them. */
const spare = 8;

/** How far a value is there when it is there: past each step that may be missing. */
export function mostLevel({ isOptional, items }: Pick<StoredColumn, 'isOptional' | 'items'>): number {
  return Number(isOptional) + (items === undefined ? 0 : 1) + (items === 'some' ? 1 : 0);
}

/** The pages of a column, one after the other: a file that has to be as `storedColumns` tells. */
export class ColumnPages {
  readonly column: StoredColumn;
  readonly #file: number;
  /** The dictionary of the pages that come now. */
  dictionary: Plain | undefined;
  #chunk = 0;
  #at = 0;
  /** Values of the chunk that are in pages which come yet. */
  #left = 0;
  #page: Page | undefined;
  readonly #window = { bytes: new Uint8Array(0), from: 0, to: 0 };
  #unpacked = new Uint8Array(0);

  constructor(file: number, column: StoredColumn) {
    this.#file = file;
    this.column = column;
    this.begin(0);
  }

  /** From the first row of a row group on. */
  begin(group: number): void {
    this.#page = undefined;
    this.#open(group);
  }

  /** Whether its pages are of the version that is read here: the first with values tells. */
  isReadable(): boolean {
    if (this.#left === 0) return true;
    const from = this.#at;
    for (;;) {
      const { held, end } = this.#header();
      if (held.get(1) !== kinds.dictionary) {
        this.#at = from;
        return held.get(1) === kinds.data;
      }
      this.#at = end + countIn(held, 3);
    }
  }

  /** Whether every value is taken. */
  isAtEnd(): boolean {
    while (this.#left === 0 && (this.#page?.left ?? 0) === 0) {
      if (this.#chunk >= this.column.chunks.length) return true;
      this.#open(this.#chunk + 1);
    }
    return false;
  }

  /** The page that the next row is in. */
  page(): Page {
    while (this.#page === undefined || this.#page.left === 0) {
      if (this.#left === 0) this.#openNext();
      else this.#page = this.#next();
    }
    return this.#page;
  }

  #open(chunk: number): void {
    this.#chunk = chunk;
    const found = this.#current();
    this.#at = found?.at ?? 0;
    this.#left = found?.values ?? 0;
    this.dictionary = undefined;
  }

  #openNext(): void {
    if (this.#chunk >= this.column.chunks.length) throw new Damaged(endsEarly);
    this.#open(this.#chunk + 1);
  }

  #current(): Chunk | undefined {
    return this.column.chunks[this.#chunk];
  }

  /** The next page with values; a dictionary before it is kept. */
  #next(): Page {
    for (;;) {
      const { held, end } = this.#header();
      const size = countIn(held, 3);
      const body = this.#bytes(end, size);
      this.#at = end + size;
      const kind = held.get(1);
      if (kind === kinds.dictionary) {
        const count = countIn(structIn(held, 7), 1);
        // The page behind it is unpacked to the same memory.
        const bytes = this.#unpackedFrom(body, countIn(held, 2)).slice();
        if (4 * count > bytes.length) throw new Damaged('a dictionary has fewer values than it tells');
        this.dictionary = { bytes, at: 0, count };
      } else if (kind === kinds.data) return this.#data(held, body);
      else throw new RangeError(otherPages);
    }
  }

  #data(header: Held, body: Uint8Array): Page {
    const about = structIn(header, 5);
    const count = countIn(about, 1);
    if (count > this.#left) throw new Damaged('it has more values than it tells');
    const bytes = this.#unpackedFrom(body, countIn(header, 2));
    const { items } = this.column;
    let at = 0;
    const runs = (most: number): RunsRead | undefined => {
      if (most === 0) return undefined;
      const from = at + 4;
      at = from + new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
      return new RunsRead(bytes, from, most > 1 ? 2 : 1);
    };
    const repeats = runs(items === undefined ? 0 : 1);
    const levels = runs(mostLevel(this.column));
    return this.#pageOf(count, countIn(about, 2), { levels, repeats }, bytes, at);
  }

  #pageOf(
    count: number,
    encoding: number,
    runs: Pick<Page, 'levels' | 'repeats'>,
    bytes: Uint8Array,
    at: number,
  ): Page {
    this.#left -= count;
    const page = { left: count, ...runs, plain: undefined, places: undefined };
    const isOfTruths = this.column.type === truths;
    if (encoding === encodings.plain)
      return isOfTruths
        ? { ...page, places: RunsRead.ofPacked(bytes, at, 1) }
        : { ...page, plain: { bytes, at, count } };
    if (encoding === encodings.runs && isOfTruths) return { ...page, places: new RunsRead(bytes, at + 4, 1) };
    return { ...page, places: new RunsRead(bytes, at + 1, bytes[at]!) };
  }

  #header(): { readonly held: Held; readonly end: number } {
    const { at, size } = this.#current()!;
    for (let length = 1 << 12; ; length *= 4) {
      const left = at + size - this.#at;
      try {
        const { held, end } = readStruct(this.#bytes(this.#at, Math.min(length, left)), 0);
        return { held, end: this.#at + end };
      } catch (error) {
        if (!(error instanceof EndsEarly) || length >= left) throw error;
      }
    }
  }

  #bytes(at: number, size: number): Uint8Array {
    const window = this.#window;
    if (at < window.from || at + size > window.to) {
      const { at: first, size: whole } = this.#current()!;
      if (at + size > first + whole) throw new Damaged(endsEarly);
      const wanted = Math.max(size, Math.min(usualWindow, first + whole - at));
      if (window.bytes.length < wanted + spare) window.bytes = new Uint8Array(wanted + spare);
      window.from = at;
      window.to = at + readSync(this.#file, window.bytes, 0, wanted, at);
      if (window.to < at + size) throw new Damaged(endsEarly);
    }
    return window.bytes.subarray(at - window.from, at - window.from + size);
  }

  /** The bytes of a page, with some to spare behind them; they hold until the next page. */
  #unpackedFrom(body: Uint8Array, size: number): Uint8Array {
    if (size > largestPage) throw new Damaged('a page in it is too large');
    if (this.#unpacked.length < size + spare) this.#unpacked = new Uint8Array(size + (size >> 1) + spare);
    const into = this.#unpacked.subarray(0, size);
    const { codec } = this.#current()!;
    if (codec === codecs.snappy) unsnapped(body, into);
    else {
      const found =
        codec === codecs.none ? body : unpackedBy(codec === codecs.zstd ? zstdDecompressSync : gunzipSync, body, size);
      if (found.length !== size) throw new Damaged('a page in it has another size than it tells');
      into.set(found);
    }
    this.#unpacked.fill(0, size, size + spare);
    return this.#unpacked.subarray(0, size + spare);
  }
}

/** At most so many bytes: a page may have been made to unpack to far more than it tells. */
function unpackedBy(
  unpack: (body: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array,
  body: Uint8Array,
  most: number,
): Uint8Array {
  try {
    return unpack(body, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw new Damaged(`a page in it cannot be unpacked (${String(error)})`);
  }
}
