/**
 * Every problem that reading and checking a rule can report. Each has a page in `test/bad/` that shows it word for word.
 */
export const ruleProblems = [
  'bad-literal',
  'bad-number',
  'different-units',
  'empty',
  'hidden-name',
  'household-fact',
  'named-arguments',
  'never-absent',
  'no-such-choice',
  'no-such-type',
  'not-allowed',
  'not-comparable',
  'not-feel',
  'person-fact',
  'text-too-long',
  'too-deep',
  'undeclared-function',
  'undeclared-name',
  'wrong-arithmetic',
  'wrong-arity',
  'wrong-result',
  'wrong-type',
  'wrong-unit',
] as const;
export type RuleProblem = (typeof ruleProblems)[number];
