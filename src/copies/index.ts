/** Paper copies of what came electronically: certified by an officer, checked by whoever holds the paper. */
export type * from './model.ts';
export { revokedBecause } from './model.ts';
export { createCopies } from './copies.ts';
export type { Checked, Copies, Prepared } from './copies.ts';
export { answersAbout, copiesOf, copyByNumber } from './read-copies.ts';
export type { AnswerAbout, CopyLine } from './read-copies.ts';
