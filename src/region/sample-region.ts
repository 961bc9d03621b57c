import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';

import { marginsOf } from './margins.ts';
import { makeFamilies, toldOf } from './make-families.ts';

/** A region that can be gone through household by household, as each would be told at a window. */
export type Region = {
  readonly isSynthetic: boolean;
  /** Where its tables are, when it has some. */
  readonly folder?: string;
  readonly told: (day: string) => AsyncIterable<ToldSituation> | Iterable<ToldSituation>;
};

/** A small synthetic region, made anew each time it is gone through; of nobody where the packs have no margins. */
export function sampleRegion(catalogue: Catalogue, people: number): Region {
  return {
    isSynthetic: true,
    *told(day) {
      const read = marginsOf(catalogue);
      if ('problem' in read) return;
      for (const family of makeFamilies(read.margins, { people, seed: 1 })) yield toldOf(family, day);
    },
  };
}
