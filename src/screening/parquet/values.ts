import type { ColumnPages, Page, Plain } from './pages.ts';
import { columnEnds } from './read-runs.ts';
import { Damaged } from './read-thrift.ts';
import type { RunsRead } from './read-runs.ts';

/**
 * Takes the next so many rows of a column to an array, from a place on. A row without a value gets `missing`; where `has` is
 * given, it is told there which rows have one. Gives how many have none.
 */
export type Taker<Into> = (rows: number, into: Into, from: number, missing: number, has?: Uint8Array) => number;

/** Texts in UTF-8, each from its start to its end. */
export type Texts = { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array };

/** Truths as 1 and 0. */
export function truthTaker(pages: ColumnPages): Taker<Uint8Array> {
  return takerOf(pages, ({ places }, count, into, from) => places!.takeBits(count, into, from));
}

/** Numbers: of INT32 (dates as days), INT64 or DOUBLE. */
export function numberTaker(pages: ColumnPages): Taker<Float64Array> {
  const { type } = pages.column;
  const listed = ofDictionary(pages, (plain) => {
    const found = new Float64Array(plain.count);
    takeNumbers(type, plain, plain.count, found, 0);
    return found;
  });
  return takerOf(pages, (page, count, into: Float64Array, from) => {
    if (page.plain !== undefined) return takeNumbers(type, page.plain, count, into, from);
    const numbers = listed();
    const places = takePlaces(page, count);
    for (let i = 0; i < count; i += 1) into[from + i] = numbers[places[i]!]!;
  });
}

/** Texts as their places among some texts. Throws an error with these words when one is none of them. */
export function placeTaker(pages: ColumnPages, texts: readonly string[], misfit: string): Taker<Uint8Array> {
  return takerOf(pages, placesOf(pages, texts, misfit));
}

/** The same for so many values of a page. */
export function placesOf(
  pages: ColumnPages,
  texts: readonly string[],
  misfit: string,
): (page: Page, count: number, into: Uint8Array, from: number) => void {
  const placeOf = new Map(texts.map((text, place) => [text, place]));
  const decoder = new TextDecoder();
  const placesIn = ({ bytes, starts, ends }: Texts): Int32Array =>
    starts.map((start, index) => placeOf.get(decoder.decode(bytes.subarray(start, ends[index]))) ?? -1);
  const listed = ofDictionary(pages, (plain) => placesIn(takeTexts(plain, plain.count)));
  return (page, count, into, from) => {
    const places = page.plain === undefined ? takePlaces(page, count) : undefined;
    const found = page.plain === undefined ? listed() : placesIn(takeTexts(page.plain, count));
    for (let i = 0; i < count; i += 1) {
      const place = found[places === undefined ? i : places[i]!] ?? -1;
      if (place < 0) throw new RangeError(misfit);
      into[from + i] = place;
    }
  };
}

/** Rows that follow each other: their texts, by their places among some, or one after the other; `has` tells which rows have one. */
export type TextRows = {
  readonly rows: number;
  readonly texts: Texts;
  readonly places: Int32Array | undefined;
  readonly has: Uint8Array | undefined;
};

/** Calls back with the next so many rows, page by page. */
export function textTaker(pages: ColumnPages): (rows: number, visit: (found: TextRows) => void) => void {
  const listed = ofDictionary(pages, (plain) => takeTexts(plain, plain.count));
  return (rows, visit) =>
    eachStretch(pages, rows, (page, count, known, has) => {
      if (page.plain === undefined) visit({ rows: count, texts: listed(), places: takePlaces(page, known), has });
      else visit({ rows: count, texts: takeTexts(page.plain, known), places: undefined, has });
    });
}

/** Used again, stretch after stretch. */
let levels = new Uint8Array(0);
let places = new Int32Array(0);

/** Goes through the next so many rows page by page; each visit has to take the values that are known there. */
function eachStretch(
  pages: ColumnPages,
  rows: number,
  visit: (page: Page, count: number, known: number, has: Uint8Array | undefined) => void,
): void {
  for (let left = rows; left > 0;) {
    const page = pages.page();
    const count = Math.min(left, page.left);
    const known = page.levels === undefined ? count : takeLevels(page.levels, count);
    visit(page, count, known, known === count ? undefined : levels);
    page.left -= count;
    left -= count;
  }
}

/** How many of the next so many rows have a value; which, where not all have one. */
function takeLevels(from: RunsRead, count: number): number {
  if (from.takeIfOnes(count)) return count;
  if (levels.length < count) levels = new Uint8Array(2 * count);
  from.takeBits(count, levels, 0);
  let known = 0;
  for (let row = 0; row < count; row += 1) known += levels[row]!;
  return known;
}

function takerOf<Into extends Uint8Array | Float64Array>(
  pages: ColumnPages,
  takeValues: (page: Page, count: number, into: Into, from: number) => void,
): Taker<Into> {
  return (rows, into, from, missing, has) => {
    let at = from;
    let without = 0;
    eachStretch(pages, rows, (page, count, known, levelsHere) => {
      takeValues(page, known, into, at);
      if (levelsHere === undefined) has?.fill(1, at, at + count);
      else {
        spreadOut(into, at, known, count, levelsHere, missing);
        has?.set(levelsHere.subarray(0, count), at);
      }
      without += count - known;
      at += count;
    });
    return without;
  };
}

/** Values that stand close together from a place on, moved to the rows that have one. */
function spreadOut(
  into: Uint8Array | Float64Array,
  from: number,
  known: number,
  count: number,
  has: Uint8Array,
  missing: number,
): void {
  // Each for one kind of array alone, as a loop over both is compiled badly.
  if (into instanceof Float64Array) spreadNumbers(into, from, known, count, has, missing);
  else spreadBytes(into, from, known, count, has, missing);
}

function spreadNumbers(
  into: Float64Array,
  from: number,
  known: number,
  count: number,
  has: Uint8Array,
  missing: number,
): void {
  let next = from + known;
  // Before the first that is missing, all stand where they should.
  for (let row = count - 1; next !== from + row + 1; row -= 1)
    into[from + row] = has[row] === 1 ? into[--next]! : missing;
}

function spreadBytes(
  into: Uint8Array,
  from: number,
  known: number,
  count: number,
  has: Uint8Array,
  missing: number,
): void {
  let next = from + known;
  for (let row = count - 1; next !== from + row + 1; row -= 1)
    into[from + row] = has[row] === 1 ? into[--next]! : missing;
}

/** What is made of a dictionary, as long as it is the same. */
function ofDictionary<Made>(pages: ColumnPages, make: (plain: Plain) => Made): () => Made {
  let last: { readonly of: Plain; readonly made: Made } | undefined;
  return () => {
    const of = pages.dictionary;
    if (of === undefined) throw new Damaged('a dictionary is missing');
    if (last?.of !== of) last = { of, made: make(of) };
    return last.made;
  };
}

/** Places among those of a dictionary; they hold until the next are taken. */
function takePlaces({ places: runs }: Page, count: number): Int32Array {
  if (places.length < count) places = new Int32Array(2 * count);
  runs!.take(count, places, 0);
  return places;
}

function takeNumbers(type: number, plain: Plain, count: number, into: Float64Array, from: number): void {
  const width = type === 1 ? 4 : 8;
  const at = plain.at;
  plain.at += width * count;
  if (plain.at > plain.bytes.length) throw new Damaged(columnEnds);
  if (type === 5) {
    new Uint8Array(into.buffer, into.byteOffset + 8 * from, 8 * count).set(plain.bytes.subarray(at, plain.at));
    return;
  }
  const words = new Int32Array(plain.bytes.slice(at, plain.at).buffer);
  if (type === 1) for (let i = 0; i < count; i += 1) into[from + i] = words[i]!;
  else for (let i = 0; i < count; i += 1) into[from + i] = words[2 * i + 1]! * 2 ** 32 + (words[2 * i]! >>> 0);
}

function takeTexts(plain: Plain, count: number): Texts {
  const { bytes } = plain;
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let { at } = plain;
  for (let text = 0; text < count; text += 1) {
    const length = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    if (length < 0 || at > bytes.length) throw new Damaged(columnEnds);
    starts[text] = at + 4;
    at += 4 + length;
    ends[text] = at;
  }
  plain.at = at;
  if (at > bytes.length) throw new Damaged(columnEnds);
  return { bytes, starts, ends };
}
