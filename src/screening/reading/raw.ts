/**
 * A column as it is read: what is selected, whether there is known to be none (`none`), and by which numbers "not known" and
 * "none" are told. The thread that reads knows nothing of facts and rules: it has little memory of its own to look through.
 */
export type Spec = {
  readonly name: string;
  /** The type of the column as it lies in the file, as DuckDB calls it. */
  readonly type: string;
  readonly sql: string;
  readonly none?: { readonly name: string; readonly sql: string } | undefined;
} &
  /** Truths, or texts that are one of `choices`, told by their places. */
  (
    | {
        readonly kind: 'bytes';
        readonly open: number;
        readonly nothing: number;
        readonly choices?: readonly string[];
      }
    /** The bits of several choices; with `open`, all of them are set. */
    | { readonly kind: 'bits'; readonly open: number; readonly nothing: number; readonly choices: readonly string[] }
    /** With the state of each, which is left out where all are known; `min` and `max` are its limits. */
    | {
        readonly kind: 'numbers';
        readonly known: number;
        readonly open: number;
        readonly nothing: number;
        readonly min: number;
        readonly max: number;
      }
    | { readonly kind: 'texts'; readonly known: number; readonly open: number; readonly nothing: number }
  );

export type Raw =
  | { readonly kind: 'bytes'; readonly values: Uint8Array<SharedArrayBuffer> }
  | { readonly kind: 'bits'; readonly values: Int32Array<SharedArrayBuffer> }
  | {
      readonly kind: 'numbers';
      readonly values: Float64Array<SharedArrayBuffer>;
      readonly states: Uint8Array<SharedArrayBuffer> | undefined;
    }
  /** UTF-8, one text after the other; a missing one is empty. */
  | {
      readonly kind: 'texts';
      readonly bytes: Uint8Array<SharedArrayBuffer>;
      readonly starts: Int32Array<SharedArrayBuffer>;
      readonly states: Uint8Array<SharedArrayBuffer>;
    };

/** A value does not fit its fact; where it stands is found out afterwards. */
export const misfit = 'a value lies out of the limits of its fact';

/** A table of a population and what is read of it; the number of the household comes first. */
export type Table = { readonly path: string; readonly specs: readonly Spec[] };
export type Tables = { readonly people: Table; readonly households: Table };

/** The columns of a block, in the order of their specs. */
export type RawBlock = { readonly people: readonly Raw[]; readonly households: readonly Raw[] };

/** The memory of a block. */
export function buffersOf({ people, households }: RawBlock): readonly SharedArrayBuffer[] {
  return [...people, ...households].flatMap((raw) => {
    if (raw.kind === 'texts') return [raw.bytes.buffer, raw.starts.buffer, raw.states.buffer];
    return raw.kind === 'numbers' && raw.states !== undefined
      ? [raw.values.buffer, raw.states.buffer]
      : [raw.values.buffer];
  });
}
