import type { Drawn } from './drawn.ts';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };

const sizes = {
  decision: { width: 220, height: 60 },
  input: { width: 200, height: 46 },
  source: { width: 240, height: 63 },
} as const;
const gap = { across: 40, between: 70, rows: 24 } as const;
/** Most boxes side by side; what is left of a level stands in another row below it. */
const mostAcross = 9;

/** Where each element stands: what is needed below what needs it, as close under it as it can. No two boxes touch. */
export function layOut(elements: readonly Drawn[]): ReadonlyMap<string, Box> {
  const levels = levelled(elements);
  const placed = new Map<string, Box>();
  let y = 40;
  for (const level of levels) {
    for (let from = 0; from < level.length; from += mostAcross) {
      const row = level.slice(from, from + mostAcross);
      const total = row.reduce((sum, { kind }) => sum + sizes[kind].width + gap.across, -gap.across);
      let x = Math.round((mostAcross * (sizes.decision.width + gap.across) - total) / 2) + 40;
      for (const { id, kind } of row) {
        placed.set(id, { x, y, ...sizes[kind] });
        x += sizes[kind].width + gap.across;
      }
      y += Math.max(...row.map(({ kind }) => sizes[kind].height)) + gap.rows;
    }
    y += gap.between;
  }
  return placed;
}

/** From the upper edge of what is needed to the lower edge of what needs it. */
export function wayBetween(from: Box, to: Box): readonly [Point, Point] {
  return [
    { x: from.x + from.width / 2, y: from.y },
    { x: to.x + to.width / 2, y: to.y + to.height },
  ];
}

/** Levels from the top: an element stands one below the lowest that needs it; in a level near those above that need it. */
function levelled(elements: readonly Drawn[]): readonly (readonly Drawn[])[] {
  const depth = new Map<string, number>();
  // Needed ones come before those that need them: from the last to the first every need is known.
  for (const { id, requires } of elements.toReversed()) {
    const own = depth.get(id) ?? 0;
    depth.set(id, own);
    for (const needed of requires) depth.set(needed, Math.max(depth.get(needed) ?? 0, own + 1));
  }
  const levels: Drawn[][] = [];
  for (const element of elements) (levels[depth.get(element.id) ?? 0] ??= []).push(element);
  const across = new Map<string, number>();
  return levels.map((level) => {
    const wish = (id: string): number => {
      const above = elements.filter(({ requires }) => requires.includes(id)).map((one) => across.get(one.id) ?? 0);
      return above.length === 0 ? 0 : above.reduce((sum, at) => sum + at, 0) / above.length;
    };
    const sorted = level
      .map((element) => ({ element, at: wish(element.id) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ element }) => element);
    for (const [index, { id }] of sorted.entries())
      across.set(id, (index % mostAcross) - Math.min(sorted.length, mostAcross) / 2);
    return sorted;
  });
}
