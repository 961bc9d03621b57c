import { globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readPacks } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { problemLine } from '#language';
import type { Language, Problem } from '#language';

/**
 * A page of `test/bad/`: a code of a problem, what it is about, and cases. A case is a program and what Okno says to it,
 * word for word, in both languages. The program is a rule (`feel`, put in the place of the rule of
 * `pack/services/help.yaml`; `person`: of a service of a person), whole files (`yaml <file>`), or one more folder (`folder`).
 */
export type BadCase = { readonly program: readonly Block[]; readonly said: Readonly<Record<Language, Block>> };
export type BadPage = {
  readonly code: string;
  readonly file: string;
  readonly text: string;
  readonly cases: readonly BadCase[];
};
type Block = {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

const folder = join(import.meta.dirname, 'bad');

export function badPages(): BadPage[] {
  return globSync('*.md', { cwd: folder })
    .filter((name) => name !== 'README.md')
    .toSorted()
    .map((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      return { code: name.slice(0, -'.md'.length), file, text, cases: casesIn(text) };
    });
}

function casesIn(text: string): BadCase[] {
  const cases: BadCase[] = [];
  let program: Block[] = [];
  let ru: Block | undefined;
  for (const match of text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gmu)) {
    const [, kind = '', name = '', inner = ''] = match;
    const from = match.index + match[0].indexOf('\n') + 1;
    const block = { kind, name, text: inner.trimEnd(), from, to: from + inner.length };
    if (kind === 'ru') ru = block;
    else if (kind === 'en' && ru !== undefined) {
      cases.push({ program, said: { ru, en: block } });
      program = [];
      ru = undefined;
    } else program.push(block);
  }
  return cases;
}

/** What Okno says to the program of a case; problems first, else the remarks on a pack that checks. */
export async function saidTo(
  { program }: BadCase,
  remarks: (catalogue: Catalogue, folders: readonly string[], root: string) => Promise<readonly Problem[]>,
): Promise<{ readonly problems: readonly Problem[]; readonly text: Readonly<Record<Language, string>> }> {
  const root = await mkdtemp(join(tmpdir(), 'okno-bad-'));
  try {
    await cp(join(folder, 'pack'), join(root, 'small'), { recursive: true });
    for (const block of program) if (block.kind !== 'folder') await put(root, block);
    const packs = [
      'small',
      ...program.filter(({ name }) => name.endsWith('/pack.yaml')).map(({ name }) => dirname(name)),
      ...program.filter(({ kind }) => kind === 'folder').map(({ text }) => text),
    ];
    const folders = packs.map((pack) => join(root, pack));
    const read = await readPacks(folders, { root });
    const found = 'problems' in read ? read.problems : await remarks(read.catalogue, folders, root);
    // A problem of the folder itself names where it lies, which is another place in every run.
    const problems = found.map((problem) => JSON.parse(JSON.stringify(problem).replaceAll(`${root}/`, '')) as Problem);
    const say = (language: Language): string => problems.map((problem) => problemLine(problem, language)).join('\n');
    return { problems, text: { ru: say('ru'), en: say('en') } };
  } finally {
    await rm(root, { recursive: true });
  }
}

async function put(root: string, { kind, name, text }: Block): Promise<void> {
  if (kind === 'yaml') {
    const file = join(root, name.includes('/pack.yaml') || name.startsWith('other/') ? name : join('small', name));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${text}\n`);
    return;
  }
  const file = join(root, 'small/services/help.yaml');
  const rule = text.includes('\n')
    ? `|-\n${text.replaceAll(/^/gmu, ' '.repeat(10))}`
    : `'${text.replaceAll("'", "''")}'`;
  const service = await readFile(file, 'utf8');
  const each = kind === 'person' ? service.replace('each: household', 'each: person') : service;
  await writeFile(
    file,
    each.replace(/when: .*/u, () => `when: ${rule}`),
  );
}
