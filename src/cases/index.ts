/** A route carried out by several agencies under an agreement, to an outcome. */
export type * from './model.ts';
export type * from './events.ts';
export { createCases } from './cases.ts';
export type { Cases, CaseSurroundings, Given } from './cases.ts';
export { carryOut } from './decide.ts';
export type { Circumstances } from './circumstances.ts';
export { refusalExceptions } from './commands.ts';
export type { AgreedAction, Command, CommandKind, RefusalException } from './commands.ts';
export { judgeComplexity } from './complexity.ts';
export type { Worked } from './store.ts';
export { createOutbox } from './outbox.ts';
export type { Letter, Outbox } from './outbox.ts';
export type { Message } from './messages.ts';
export { openCase } from './open-case.ts';
export { worklist } from './worklist.ts';
export type { WorklistFilter, WorklistPlace, WorklistRow } from './worklist.ts';
export { rebuild } from './evolve.ts';
