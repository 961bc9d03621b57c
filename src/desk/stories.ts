import { access, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { readSource } from '#catalogue';
import type { Problem, Text } from '#language';
import { z } from 'zod';

const ids = z.array(z.string().min(1)).min(1);

/** Who a resident is, what was told, and what must come out of it. `service` or `service@person`. */
const storyShape = z.strictObject({
  name: z.string().min(1).describe('a sentence about a person, English'),
  says: z.string().min(1).describe('what the resident says, in free words'),
  asOf: z.iso.date(),
  situation: z.record(z.string(), z.unknown()),
  expect: z.strictObject({
    hears: ids.optional().describe('codes of the situations understood from the words'),
    needs: ids.optional(),
    yes: ids.optional(),
    no: ids.optional(),
    unknown: ids.optional(),
    tonight: ids.optional().describe('services with a step of tonight that waits for nothing'),
    order: z
      .array(z.tuple([z.string(), z.string()]))
      .optional()
      .describe('the first comes before the second begins'),
    gaps: ids.optional(),
  }),
});
const fileShape = z.strictObject({
  of: z.string().describe('code of the life situation'),
  stories: z.array(storyShape),
});

export type Story = z.infer<typeof storyShape> & {
  /** Code of the life situation it is of. */
  readonly of: string;
  readonly file: string;
  readonly line: number;
};

/** The stories of residents of packs (`stories/*.yaml`), or what is wrong with their files. */
export async function readStories(
  folders: readonly string[],
  root: string,
): Promise<{ readonly stories: readonly Story[]; readonly problems: readonly Problem[] }> {
  const stories: Story[] = [];
  const problems: Problem[] = [];
  for (const folder of folders.map((pack) => join(pack, 'stories'))) {
    for (const name of await filesOf(folder)) {
      const file = relative(root, join(folder, name)).replaceAll('\\', '/');
      const source = readSource(file, await readFile(join(folder, name), 'utf8'));
      const read = fileShape.safeParse(source.value);
      if (!read.success) {
        problems.push(
          ...(source.faults.length > 0
            ? source.faults.map((fault) => ({ code: 'bad-yaml', ...fault }))
            : read.error.issues.map(misshapen)),
        );
        continue;
      }
      const { of, stories: told } = read.data;
      stories.push(
        ...told.map((story, index) => ({ ...story, of, file, line: source.place(['stories', index]).line ?? 1 })),
      );

      function misshapen(issue: z.core.$ZodIssue): Problem {
        const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
        return problemOf('wrong-shape', `${path.join('.')}: ${issue.message}`, source.place(path));
      }
    }
  }
  return { stories, problems };
}

function problemOf(code: string, said: string, place: Problem['place']): Problem {
  const message: Text = { ru: `история не по форме: ${said}`, en: `a story out of shape: ${said}` };
  return { code, message, ...(place === undefined ? {} : { place }) };
}

async function filesOf(folder: string): Promise<string[]> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  return isThere ? (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted() : [];
}
