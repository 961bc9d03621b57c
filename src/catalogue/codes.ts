/**
 * Every problem that reading a pack can report besides those of its rules. Each has a page in `test/bad/` that shows it
 * word for word.
 */
export const packProblems = [
  'bad-yaml',
  'cycle',
  'ends-before',
  'file-name',
  'no-choices',
  'no-fact',
  'no-rule',
  'no-such-unit',
  'not-an-income',
  'not-of-group',
  'order-ring',
  'overlap',
  'pack-order',
  'twice',
  'undeclared',
  'unknown-file',
  'unreadable-pack',
  'with-itself',
  'wrong-shape',
] as const;
export type PackProblem = (typeof packProblems)[number];
