import { mostLevel } from './pages.ts';
import type { ColumnPages, Page } from './pages.ts';
import { columnEnds } from './read-runs.ts';
import { Damaged } from './read-thrift.ts';
import { placesOf } from './values.ts';

/** The values of a page: 0 where one begins another list, how far it is there, and places of those that are there. */
type Items = { readonly repeats: Int32Array; readonly levels: Int32Array; readonly places: Uint8Array };

/**
 * Takes lists of texts as the bits of their places among some texts. A list that is not there, or of which an item has no
 * value, gets `missing`, which has all bits. Throws an error with the words of `misfit` when a text is none of them.
 */
export function bitsTaker(
  pages: ColumnPages,
  texts: readonly string[],
  misfit: string,
): (rows: number, into: Int32Array, from: number, missing: number) => void {
  const takePlaces = placesOf(pages, texts, misfit);
  const most = mostLevel(pages.column);
  const empty = Number(pages.column.isOptional);
  let items: Items = { repeats: new Int32Array(0), levels: new Int32Array(0), places: new Uint8Array(0) };
  let page: Page | undefined;
  let count = 0;
  let nextPlace = 0;
  const open = (found: Page): void => {
    page = found;
    count = found.left;
    nextPlace = 0;
    if (items.levels.length < count)
      items = { repeats: new Int32Array(count), levels: new Int32Array(count), places: new Uint8Array(count) };
    found.repeats!.take(count, items.repeats, 0);
    if (found.levels === undefined) items.levels.fill(most, 0, count);
    else found.levels.take(count, items.levels, 0);
    let known = 0;
    for (let value = 0; value < count; value += 1) if (items.levels[value] === most) known += 1;
    takePlaces(found, known, items.places, 0);
  };
  return (rows, into, from, missing) => {
    const end = from + rows;
    let next = from;
    while (!pages.isAtEnd()) {
      const found = pages.page();
      if (found !== page) open(found);
      const { repeats, levels, places } = items;
      for (let value = count - found.left; value < count; value += 1) {
        if (repeats[value] === 0) {
          if (next === end) {
            found.left = count - value;
            return;
          }
          into[next] = 0;
          next += 1;
        } else if (next === from) throw new Damaged(columnEnds);
        const level = levels[value]!;
        if (level > most || (repeats[value] === 1 && level <= empty)) throw new Damaged('a list in it cannot be');
        if (level === most) into[next - 1]! |= 1 << places[nextPlace++]!;
        else if (level !== empty) into[next - 1] = missing;
      }
      found.left = 0;
    }
    if (next !== end) throw new Damaged(columnEnds);
  };
}
