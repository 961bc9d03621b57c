import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

import { footer, magic } from './parquet/footer.ts';
import type { PlacedGroup, SchemaColumn } from './parquet/footer.ts';
import type { BlockDone } from './screen-work.ts';

/** What holds for the whole table: the criterion by which a yes of each service is told. */
export type Header = { readonly toldBy: readonly (readonly [service: string, criterion: number])[] };

/** A block that is in the file already. */
export type KeptBlock = Omit<BlockDone, 'group'> & { readonly group: PlacedGroup; readonly end: number };

/**
 * The table of pairs as it grows: `FILE.partial` holds the row groups, `FILE.progress` a line for each block that is
 * whole in it. A run that was stopped goes on after the last line; what was written behind it is cut off, so that no pair
 * stands twice. In the end the table gets its footer and its name.
 */
export class ProgressFile {
  readonly #out: string;
  readonly #createdBy: string;
  readonly #schema: readonly SchemaColumn[];
  #table = -1;
  #lines = -1;
  #end: number = magic.length;
  readonly #groups: PlacedGroup[] = [];

  constructor(out: string, schema: readonly SchemaColumn[], createdBy: string) {
    this.#out = out;
    this.#schema = schema;
    this.#createdBy = createdBy;
  }

  /** Opens the file for a run; gives what an earlier run of the same has left, or begins anew. */
  open(
    signature: string,
    header: () => Promise<Header>,
  ): Promise<{ readonly header: Header; readonly blocks: readonly KeptBlock[] }> {
    const kept = this.#readLines(signature);
    return kept === undefined ? this.#begin(signature, header) : Promise.resolve(this.#goOn(kept));
  }

  add(done: BlockDone): void {
    const { group, ...rest } = done;
    const { bytes, rows, columns } = group;
    const placed = { at: this.#end, rows, columns };
    if (rows > 0) {
      writeSync(this.#table, bytes, 0, bytes.length, this.#end);
      this.#end += bytes.length;
      this.#groups.push(placed);
    }
    // The line follows only when the pairs are on the disk.
    fsyncSync(this.#table);
    const line: KeptBlock = { ...rest, group: placed, end: this.#end };
    writeSync(this.#lines, `${JSON.stringify(line)}\n`);
  }

  /** The whole table gets its name; gives how many pairs there are. */
  finish(): number {
    const end = footer(this.#schema, this.#groups, this.#createdBy);
    writeSync(this.#table, end, 0, end.length, this.#end);
    fsyncSync(this.#table);
    this.close();
    renameSync(`${this.#out}.partial`, this.#out);
    rmSync(`${this.#out}.progress`);
    return this.#groups.reduce((sum, { rows }) => sum + rows, 0);
  }

  close(): void {
    if (this.#table >= 0) closeSync(this.#table);
    if (this.#lines >= 0) closeSync(this.#lines);
    this.#table = -1;
    this.#lines = -1;
  }

  #readLines(signature: string): { readonly header: Header; readonly blocks: readonly KeptBlock[] } | undefined {
    const progress = `${this.#out}.progress`;
    if (!existsSync(progress) || !existsSync(`${this.#out}.partial`)) return undefined;
    // The last line may have been cut short.
    const lines = readFileSync(progress, 'utf8').split('\n').slice(0, -1);
    const [first] = lines;
    if (first === undefined) return undefined;
    const head = JSON.parse(first) as { readonly signature: string; readonly header: Header };
    if (head.signature !== signature) return undefined;
    return { header: head.header, blocks: lines.slice(1).map((line) => JSON.parse(line) as KeptBlock) };
  }

  async #begin(
    signature: string,
    header: () => Promise<Header>,
  ): Promise<{ readonly header: Header; readonly blocks: readonly KeptBlock[] }> {
    const made = await header();
    this.#table = openSync(`${this.#out}.partial`, 'w');
    writeSync(this.#table, magic, 0, magic.length, 0);
    this.#lines = openSync(`${this.#out}.progress`, 'w');
    writeSync(this.#lines, `${JSON.stringify({ signature, header: made })}\n`);
    return { header: made, blocks: [] };
  }

  #goOn(kept: { readonly header: Header; readonly blocks: readonly KeptBlock[] }): typeof kept {
    this.#end = kept.blocks.at(-1)?.end ?? magic.length;
    for (const { group } of kept.blocks) if (group.rows > 0) this.#groups.push(group);
    this.#table = openSync(`${this.#out}.partial`, 'r+');
    ftruncateSync(this.#table, this.#end);
    // A line that was cut short must not join the next one.
    const progress = `${this.#out}.progress`;
    const whole = readFileSync(progress, 'utf8').lastIndexOf('\n') + 1;
    this.#lines = openSync(progress, 'r+');
    ftruncateSync(this.#lines, whole);
    closeSync(this.#lines);
    this.#lines = openSync(progress, 'a');
    return kept;
  }
}
