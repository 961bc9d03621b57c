/** What the state offers: read from packs, checked, published. */
export type * from './agreement.ts';
export * from './model.ts';
export { readChange } from './change-law.ts';
export type { LawChange } from './change-law.ts';
export { daysOfChange, parameterOn } from './parameter-on.ts';
export { packProblems } from './codes.ts';
export type * from './interaction.ts';
export { notBeside } from './not-beside.ts';
export { readPacks } from './read-packs.ts';
export type { ReadCatalogue } from './read-packs.ts';
export { territoryContains, territoryLevel } from './territory.ts';
export { dayIn, timeZoneOf } from './today.ts';
export { versionOn } from './version-on.ts';
export { readSource } from './source.ts';
export { writtenPlaces } from './written-places.ts';
export type { Written } from './written-places.ts';
export type { Source } from './source.ts';
export { packSchema } from './schema.ts';
