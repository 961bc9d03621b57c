/** Who is who, and who may do what. */
export { roles } from './model.ts';
export type * from './model.ts';
export { may, operations } from './policy.ts';
export type { Operation, Permission } from './policy.ts';
export { lookAs } from './rows.ts';
export { createSessions } from './sessions.ts';
export type { SessionRules, Sessions } from './sessions.ts';
