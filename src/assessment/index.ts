/** For one household: every service answered and explained; needs, gaps, unlocks; the next question. Pure. */
export type * from './model.ts';
export { Answers, withFact } from './answers.ts';
export { amountSteps } from './amount-steps.ts';
export type { AmountStep } from './amount-steps.ts';
export { assess, explainAmount, explainCriterion } from './assess.ts';
export { changesBetween } from './changes.ts';
export type { Cause, Change } from './changes.ts';
export type { Choice, ChoiceSide } from './choices.ts';
export { hear } from './hear.ts';
export type { Heard, HeardFact, HeardPerson } from './hear.ts';
export { personName, questionOf, questionText } from './question-text.ts';
export { readTold } from './read-told.ts';
export { remarksOn } from './remarks.ts';
export type { Remark } from './remarks.ts';
export type { ReadTold } from './read-told.ts';
export { ownerOf } from './unlocks.ts';
export { waysToYes } from './what-if-different.ts';
export type { Difference, WayToYes } from './what-if-different.ts';
