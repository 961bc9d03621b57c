/** The same abilities from a terminal. */
export { runCommand } from './run-command.ts';
export type { Surroundings } from './run-command.ts';
export type { Arguments, Options } from './arguments.ts';
export { refused } from './output.ts';
export type { Outcome } from './output.ts';
