import type { z } from 'zod';

// A type only: `solve` does not load the schema library.
import type { solutionShape } from './solution-shape.ts';

export type Solution = Frozen<z.infer<typeof solutionShape>>;

/** The same data, read-only all the way down. */
type Frozen<Data> = Data extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Data extends object
    ? { readonly [Key in keyof Data]: Frozen<Data[Key]> }
    : Data;
