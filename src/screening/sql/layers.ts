import { named } from './text.ts';
import type { Sql } from './text.ts';

/** Names of the columns of nodes: `n12y` is the certain side of node 12. */
const columnName = /\bn\d+[a-z]+\b/gu;

export function columnsIn(text: Sql): readonly string[] {
  return text.match(columnName) ?? [];
}

export type Output = { readonly name: string; readonly sql: Sql };

/**
 * What rests on what, as subqueries around each other: a column is counted once, one layer above the last column it rests
 * on, and carried as far as it is needed.
 */
export class Layers {
  /** Columns by the layer in which they are made; those of the tables are of layer 0. */
  readonly #made = new Map<string, { readonly sql: Sql; readonly layer: number }>();

  /** A column of the tables below. */
  given(column: string, sql: Sql): Sql {
    if (!this.#made.has(column)) this.#made.set(column, { sql, layer: 0 });
    return column;
  }

  make(column: string, sql: Sql): Sql {
    if (!this.#made.has(column)) this.#made.set(column, { sql, layer: this.#layerOf(sql) + 1 });
    return column;
  }

  /** A query that gives keys and outputs; `keys` are columns of `from`. */
  query(from: Sql, keys: readonly (readonly [name: string, sql: Sql])[], outputs: readonly Output[], fence: Sql): Sql {
    const top = Math.max(0, ...outputs.map(({ sql }) => this.#layerOf(sql)));
    const needed = this.#needed(outputs);
    let below = from;
    for (let layer = 0; layer <= top; layer += 1) {
      const own: Sql[] = [];
      for (const [column, lastUse] of needed) {
        const made = this.#made.get(column)!;
        if (made.layer === layer) own.push(`${made.sql} as ${column}`);
        else if (made.layer < layer && lastUse > layer) own.push(column);
      }
      const these = keys.map(([name, sql]) => (layer === 0 ? `${sql} as ${named(name)}` : named(name)));
      below = `(select ${[...these, ...own].join(', ')} from ${below}${layer === 0 ? '' : ` l${layer}`}${fence})`;
    }
    const last = outputs.map(({ name, sql }) => `${sql} as ${named(name)}`);
    return `select ${[...keys.map(([name]) => named(name)), ...last].join(', ')} from ${below} l${top + 1}`;
  }

  #layerOf(sql: Sql): number {
    return Math.max(0, ...columnsIn(sql).map((column) => this.#made.get(column)?.layer ?? 0));
  }

  /** Every column behind the outputs, with the layer that reads it last. */
  #needed(outputs: readonly Output[]): Map<string, number> {
    const lastUse = new Map<string, number>();
    const read = (sql: Sql, by: number): void => {
      for (const column of columnsIn(sql)) {
        const known = lastUse.get(column);
        if (known !== undefined && known >= by) continue;
        lastUse.set(column, by);
        const made = this.#made.get(column);
        if (made !== undefined && known === undefined && made.layer > 0) read(made.sql, made.layer);
      }
    };
    for (const { sql } of outputs) read(sql, Infinity);
    return lastUse;
  }
}
