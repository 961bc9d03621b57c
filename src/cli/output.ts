import { problemLine } from '#language';
import type { Language, Problem } from '#language';

/** What a command leaves behind: text for the terminal and the exit code. Nothing is printed before all is known. */
export type Outcome = { readonly out?: string; readonly error?: string; readonly exitCode: 0 | 1 | 2 };

export function done(out: string): Outcome {
  return { out, exitCode: 0 };
}

export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Problems of what was given: one a line, or as JSON; exit code 2. */
export function refused(problems: readonly Problem[], language: Language, json = false): Outcome {
  return {
    error: json ? asJson({ problems }) : problems.map((problem) => problemLine(problem, language)).join('\n'),
    exitCode: 2,
  };
}
