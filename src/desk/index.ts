/** The front office: a situation is told, understood, answered, planned, and kept until the person comes back. */
export { solve, solutionOf } from './solve.ts';
export type { Solved } from './solve.ts';
export type { Solution } from './solution.ts';
export { runExamples } from './run-examples.ts';
export type { ExampleResult } from './run-examples.ts';
