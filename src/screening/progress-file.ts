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
import type { SharedEnd } from './parquet/append.ts';
import type { SchemaColumn } from './parquet/footer.ts';
import type { BlockDone } from './screen-work.ts';

/** What holds for the whole table: the criterion by which a yes of each service is told. */
export type Header = { readonly toldBy: readonly (readonly [service: string, criterion: number])[] };

/**
 * The table of pairs as it grows: `FILE.partial` holds the row groups, which threads append, `FILE.progress` a line for each
 * block that is whole in it. A run that was stopped goes on behind the last of these; what else was written is cut off or
 * never named, so that no pair stands twice. In the end the table gets its footer and its name.
 */
export class ProgressFile {
  readonly #out: string;
  readonly #createdBy: string;
  readonly #schema: readonly SchemaColumn[];
  #table = -1;
  #lines = -1;
  readonly #end: SharedEnd;
  readonly #blocks: BlockDone[] = [];

  constructor(out: string, schema: readonly SchemaColumn[], createdBy: string, end: SharedEnd) {
    this.#out = out;
    this.#end = end;
    this.#schema = schema;
    this.#createdBy = createdBy;
  }

  /** Opens the file for a run; gives what an earlier run of the same has left, or begins anew. */
  open(
    signature: string,
    header: () => Promise<Header>,
  ): Promise<{ readonly header: Header; readonly blocks: readonly BlockDone[] }> {
    const kept = this.#readLines(signature);
    return kept === undefined ? this.#begin(signature, header) : Promise.resolve(this.#goOn(kept));
  }

  /** A block whose groups are written. */
  add(done: BlockDone): void {
    this.#blocks.push(done);
    // The line follows only when the pairs are on the disk.
    fsyncSync(this.#table);
    writeSync(this.#lines, `${JSON.stringify(done)}\n`);
  }

  /** The whole table gets its name; gives how many pairs there are. */
  finish(): number {
    const groups = this.#blocks.toSorted((a, b) => a.block - b.block).flatMap((block) => block.groups);
    const end = footer(this.#schema, groups, this.#createdBy);
    writeSync(this.#table, end, 0, end.length, Number(this.#end[0]));
    fsyncSync(this.#table);
    this.close();
    renameSync(`${this.#out}.partial`, this.#out);
    rmSync(`${this.#out}.progress`);
    return groups.reduce((sum, { rows }) => sum + rows, 0);
  }

  close(): void {
    if (this.#table >= 0) closeSync(this.#table);
    if (this.#lines >= 0) closeSync(this.#lines);
    this.#table = -1;
    this.#lines = -1;
  }

  #readLines(signature: string): { readonly header: Header; readonly blocks: readonly BlockDone[] } | undefined {
    const progress = `${this.#out}.progress`;
    if (!existsSync(progress) || !existsSync(`${this.#out}.partial`)) return undefined;
    // The last line may have been cut short.
    const lines = readFileSync(progress, 'utf8').split('\n').slice(0, -1);
    const [first] = lines;
    if (first === undefined) return undefined;
    const head = JSON.parse(first) as { readonly signature: string; readonly header: Header };
    if (head.signature !== signature) return undefined;
    return { header: head.header, blocks: lines.slice(1).map((line) => JSON.parse(line) as BlockDone) };
  }

  async #begin(
    signature: string,
    header: () => Promise<Header>,
  ): Promise<{ readonly header: Header; readonly blocks: readonly BlockDone[] }> {
    const made = await header();
    this.#table = openSync(`${this.#out}.partial`, 'w');
    writeSync(this.#table, magic, 0, magic.length, 0);
    this.#end[0] = BigInt(magic.length);
    this.#lines = openSync(`${this.#out}.progress`, 'w');
    writeSync(this.#lines, `${JSON.stringify({ signature, header: made })}\n`);
    return { header: made, blocks: [] };
  }

  #goOn(kept: { readonly header: Header; readonly blocks: readonly BlockDone[] }): typeof kept {
    const groups = kept.blocks.flatMap((block) => block.groups);
    const end = Math.max(magic.length, ...groups.map(({ at, size }) => at + size));
    this.#end[0] = BigInt(end);
    this.#blocks.push(...kept.blocks);
    this.#table = openSync(`${this.#out}.partial`, 'r+');
    ftruncateSync(this.#table, end);
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
