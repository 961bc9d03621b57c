import type { ValueType } from './types.ts';

export type Parameter = { readonly name: string; readonly type: ValueType };

/** Every name an expression may use, with its type: declared by packs, not by code. */
export type Vocabulary = {
  readonly globals: ReadonlyMap<string, ValueType>;
  readonly entities: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  readonly functions: ReadonlyMap<string, DeclaredFunction>;
  /** Names of facts of which there always is one: comparing them with null asks nothing. */
  readonly neverAbsent?: ReadonlySet<string>;
};

export type DeclaredFunction = {
  readonly parameters: readonly Parameter[];
  readonly result: ValueType;
  /** The first argument, when it is written out, is one of these names and decides the type of the result. */
  readonly results?: ReadonlyMap<string, ValueType>;
};

/** The nearest of the names when it is near enough to be a slip of the pen. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const other of names) {
    const away = distance(name.toLowerCase(), other.toLowerCase(), least);
    if (away < least) {
      least = away;
      best = other;
    }
  }
  return best;
}

/** Levenshtein distance, given up at `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
