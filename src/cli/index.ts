/** The same abilities from a terminal. */
export { runCommand } from './run-command.ts';
export type { Surroundings } from './run-command.ts';
