/** The catalogue in public vocabularies (CPSV-AP, CCCEV, HSDS): written, checked against their shapes, and read. */
export { editionOf } from './edition.ts';
export type { Edition } from './edition.ts';
export { exampleBase, irisUnder, readBase } from './iris.ts';
export { publishedFiles, serviceDocument } from './published-files.ts';
export type { PublishedFile } from './published-files.ts';
export type { Counts, Manifest } from './manifest.ts';
export { checkPublished } from './checking/check-published.ts';
export type { PublishedChecked } from './checking/check-published.ts';
export { readDirectory } from './reading/read-directory.ts';
export { packOfDirectory } from './reading/pack-of-directory.ts';
export type { ImportedPack, ImportOptions } from './reading/pack-of-directory.ts';
export { importedFiles } from './reading/imported-files.ts';
export type { LeftOut } from './reading/foreign-rows.ts';
