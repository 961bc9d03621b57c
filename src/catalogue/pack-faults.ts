import type { Problem, RuleProblem, Text } from '#language';
import type { z } from 'zod';

import type { PackProblem } from './codes.ts';
import { shapeFaults } from './shape-faults.ts';
import type { PathPart, Source } from './source.ts';

/** A place in a file of a pack. */
export type At = { readonly source: Source; readonly path: readonly PathPart[] };

/** The problems found in packs, each with file, line and remedy. */
export class PackFaults {
  readonly problems: Problem[] = [];

  problem(at: At, code: PackProblem | RuleProblem, ru: string, en: string, remedy?: Text, offset?: number): void {
    this.problems.push({
      code,
      message: { ru, en },
      place: at.source.place(at.path, offset),
      ...(remedy === undefined ? {} : { remedy }),
    });
  }

  shaped<Shape extends z.ZodType>(source: Source, shape: Shape): z.infer<Shape> | undefined {
    for (const { message, remedy, place } of source.faults) {
      this.problems.push({
        code: 'bad-yaml',
        message: { ru: `файл не читается: ${message.ru}`, en: `the file is not readable: ${message.en}` },
        remedy,
        place,
      });
    }
    if (source.faults.length > 0) return undefined;
    const result = shape.safeParse(source.value);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      for (const { path, message, remedy } of shapeFaults(shape, source.value, issue))
        this.problem({ source, path }, 'wrong-shape', message.ru, message.en, remedy);
    return undefined;
  }
}
