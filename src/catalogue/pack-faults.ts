import type { Problem, Text } from '#language';
import type { z } from 'zod';

import type { PathPart, Source } from './source.ts';

/** A place in a file of a pack. */
export type At = { readonly source: Source; readonly path: readonly PathPart[] };

/** The problems found in packs, each with file, line and remedy. */
export class PackFaults {
  readonly problems: Problem[] = [];

  problem(at: At, code: string, ru: string, en: string, remedy?: Text, offset?: number): void {
    this.problems.push({
      code,
      message: { ru, en },
      place: at.source.place(at.path, offset),
      ...(remedy === undefined ? {} : { remedy }),
    });
  }

  shaped<Shape extends z.ZodType>(source: Source, shape: Shape): z.infer<Shape> | undefined {
    for (const fault of source.faults) {
      this.problems.push({
        code: 'bad-yaml',
        message: { ru: `файл не читается как YAML: ${fault.message}`, en: `the file is not YAML: ${fault.message}` },
        place: fault.place,
      });
    }
    if (source.faults.length > 0) return undefined;
    const result = shape.safeParse(source.value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const path = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].map((part) =>
        typeof part === 'symbol' ? String(part) : part,
      );
      const where = path.join('.');
      this.problem(
        { source, path },
        'wrong-shape',
        `${where}: не по форме (${issue.message})`,
        `${where}: not in shape (${issue.message})`,
        {
          ru: 'Форма описана в docs/packs.md.',
          en: 'The shape is described in docs/packs.md.',
        },
      );
    }
    return undefined;
  }
}
