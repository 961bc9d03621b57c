/** A region of people who do not exist, made from published figures; what a changed rule would do in it. */
export { marginsOf } from './margins.ts';
export type { Margins } from './margins.ts';
export { makeFamilies, toldOf } from './make-families.ts';
export type { MadeFamily } from './make-families.ts';
export { writePopulation } from './write-population.ts';
export type { Wanted, Written } from './write-population.ts';
