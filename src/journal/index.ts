/** Who looked at or changed what, of whom, on what ground: append-only and chained by hash. */
export type * from './model.ts';
export { entriesAbout } from './read.ts';
export { sealJournal } from './seal.ts';
export { verifyJournal } from './verify.ts';
export type { JournalFault, JournalVerified } from './verify.ts';
export { journalWritten, writeJournal } from './write.ts';
export type { EntryOf } from './write.ts';
