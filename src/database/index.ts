/** One way to speak to PostgreSQL or to PGlite inside the process. */
export { answerOnce } from './answer-once.ts';
export { seal, unseal } from './sealed.ts';
export type { Answered, Command } from './answer-once.ts';
export { createLanes } from './lanes.ts';
export type { Together } from './lanes.ts';
export { openDatabase, startServer } from './open.ts';
export { prepared } from './prepared.ts';
export { textArray } from './text-array.ts';
export type { OwnServer } from './own-server.ts';
export type { Database, OpenedDatabase } from './open-database.ts';
export type { Tables } from './tables.ts';
