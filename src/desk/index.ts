/** The front office: a situation is told, understood, answered, planned, and kept until the person comes back. */
export { solve, solutionOf } from './solve.ts';
export type { Solved } from './solve.ts';
export type { Solution } from './solution.ts';
export { remediesAgainst, spanText } from './remedies.ts';
export { runExamples } from './run-examples.ts';
export type { ExampleResult } from './run-examples.ts';
export { schemaText, schemas } from './schemas.ts';
export { keepSamples, readSamples } from './samples.ts';
export type { Sample } from './samples.ts';
export { createToldSituations } from './told-situations.ts';
export type { ToldSituations } from './told-situations.ts';
export { comparePacks } from './compare-packs.ts';
export type { PackDifference } from './compare-packs.ts';
export { wordsOfRules } from './words-of-rules.ts';
export type { WordOfRules } from './words-of-rules.ts';
export { coverageOf } from './coverage.ts';
export type { CriterionCoverage } from './coverage.ts';
