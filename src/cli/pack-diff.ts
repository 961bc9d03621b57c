import { resolve } from 'node:path';

import { readPacks } from '#catalogue';
import { comparePacks } from '#desk';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { packFolders } from './pack-folders.ts';

/** `okno pack diff A B`: what is written differently, and what that does to the people of the examples. */
export async function packDiff(before: string, after: string, root: string, options: Options): Promise<Outcome> {
  const [old, now] = await Promise.all(
    [before, after].map(async (path) => readPacks(await packFolders(resolve(root, path)), { root })),
  );
  if (old === undefined || now === undefined) return refused([], options.lang);
  if ('problems' in old) return refused(old.problems, options.lang, options.json);
  if ('problems' in now) return refused(now.problems, options.lang, options.json);
  const difference = comparePacks(old.catalogue, now.catalogue);
  if (options.json) return done(asJson(difference));
  const { lang } = options;
  const { written, felt, examples } = difference;
  const sum = {
    ru: `Изменено в тексте: ${written.length}; ответов у людей из ${examples} примеров: ${felt.length}.`,
    en: `Changed in the text: ${written.length}; answers of the people of ${examples} examples: ${felt.length}.`,
  };
  return done(
    [
      ...written.map((text) => `• ${text[lang]}`),
      ...felt.map(({ service, example, text }) => `→ ${service} — ${text[lang]}  (${example})`),
      sum[lang],
    ].join('\n'),
  );
}
