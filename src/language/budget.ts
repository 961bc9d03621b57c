/** Steps one expression may take: visited items, compared values, called functions, steps of a pattern. About a second. */
const mostSteps = 1_000_000;

/** Longest text an expression may make, and deepest nesting of calls of its own functions. */
export const longestMade = 1_000_000;
export const deepestCalls = 300;

/** Thrown inside the room when an expression takes too long; the one who evaluates gives "not known" instead. */
export class OutOfBudget extends Error {}

let left = Infinity;

/** Pays for work before it is done. */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) throw new OutOfBudget('the expression takes too many steps');
}

/** Pays for a text that is about to be made. */
export function spendText(length: number): void {
  if (length > longestMade) throw new OutOfBudget('the text gets too long');
  spend(length / 50);
}

/**
 * Does the work within the budget, or gives `otherwise` when it takes too long or calls too deep. Inside other bounded
 * work it has only what is left there: an expression cannot gain time by asking for another.
 */
export function bounded<Result>(work: () => Result, otherwise: Result): Result {
  const outer = left;
  const given = Math.min(outer, mostSteps);
  left = given;
  try {
    return work();
  } catch (error) {
    // A RangeError is JavaScript's own end: the stack, or a text or list that is too long.
    if (error instanceof OutOfBudget || error instanceof RangeError) return otherwise;
    throw error;
  } finally {
    left = outer - Math.min(given, given - left);
  }
}
