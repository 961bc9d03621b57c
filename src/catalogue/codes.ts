/**
 * Every problem that reading a pack can report besides those of its rules. Each has a page in `test/bad/` that shows it
 * word for word.
 */
export const packProblems = [
  'bad-yaml',
  'cycle',
  'file-name',
  'no-choices',
  'no-rule',
  'no-such-unit',
  'not-of-group',
  'overlap',
  'pack-order',
  'twice',
  'undeclared',
  'unknown-file',
  'unreadable-pack',
  'wrong-shape',
] as const;
export type PackProblem = (typeof packProblems)[number];
