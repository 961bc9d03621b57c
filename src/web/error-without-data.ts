/**
 * An error as it may stand in a log. The message and the fields of a database's error repeat the query with its values,
 * and those are what a person in trouble has told: only the kind of the error and the places in our code are kept.
 */
export function errorWithoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorWithoutData(error.cause) };
  return { type: error.name, ...code, ...cause, stack: places.join('\n') };
}
