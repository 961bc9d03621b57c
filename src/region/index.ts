/** A region of people who do not exist, made from published figures; what a changed rule would do in it. */
export { marginsOf } from './margins.ts';
export type { Margins } from './margins.ts';
export { makeFamilies, toldOf } from './make-families.ts';
export type { MadeFamily } from './make-families.ts';
export { writePopulation } from './write-population.ts';
export type { Wanted, Written } from './write-population.ts';
export { openPopulation } from './told-population.ts';
export type { PopulationFolder } from './told-population.ts';
export { sampleRegion } from './sample-region.ts';
export type { Region } from './sample-region.ts';
export { takeUpCsv, takeUpOf } from './take-up.ts';
export type { TakenUp, TakeUp, TakeUpFiles } from './take-up.ts';
export { seeing } from './seen.ts';
export type { Seen } from './seen.ts';
export { WhatIfCount } from './what-if.ts';
export type { Effect, ServiceEffect, Typical, WhatIf } from './what-if.ts';
export { effectGroups, groupPicture, groupTitle, kindName, namedEffects } from './report.ts';
export type { EffectGroup } from './report.ts';
