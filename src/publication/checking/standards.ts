import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Problem } from '#language';

/** Official shapes and schemas as they lie on disk; none of them is part of Okno. */
export type Standards = {
  readonly shapes: readonly { readonly file: string; readonly text: string }[];
  /** Compiled JSON Schemas of HSDS by the name of what they describe. */
  readonly schemas: ReadonlyMap<HsdsDocument, unknown>;
};

export const hsdsDocuments = ['service', 'organization', 'service_at_location'] as const;
export type HsdsDocument = (typeof hsdsDocuments)[number];

/** Finds SHACL shapes (`*.ttl` that speak of SHACL) and the schemas of HSDS (`service.json` …) below a folder. */
export async function readStandards(folder: string): Promise<Standards | { readonly problem: Problem }> {
  let names: string[];
  try {
    names = (await readdir(folder, { recursive: true })).toSorted();
  } catch (error) {
    return { problem: unreadable(folder, error) };
  }
  const shapes = [];
  for (const name of names.filter((one) => one.endsWith('.ttl'))) {
    const text = await readFile(join(folder, name), 'utf8');
    if (text.includes('http://www.w3.org/ns/shacl#')) shapes.push({ file: name, text });
  }
  const schemas = new Map<HsdsDocument, unknown>();
  for (const document of hsdsDocuments) {
    const name = names.find((one) => one === `${document}.json` || one.endsWith(`/${document}.json`));
    if (name === undefined) continue;
    try {
      schemas.set(document, JSON.parse(await readFile(join(folder, name), 'utf8')));
    } catch (error) {
      return { problem: unreadable(join(folder, name), error) };
    }
  }
  const missing = [
    ...(shapes.length === 0 ? ['*.ttl (SHACL)'] : []),
    ...hsdsDocuments.filter((document) => !schemas.has(document)).map((document) => `${document}.json`),
  ];
  return missing.length === 0 ? { shapes, schemas } : { problem: incomplete(folder, missing) };
}

function unreadable(path: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'standards-unreadable',
    message: { ru: `стандарты не читаются: ${reason}`, en: `the standards cannot be read: ${reason}` },
    remedy: standardsRemedy,
    place: { file: path },
  };
}

function incomplete(folder: string, missing: readonly string[]): Problem {
  const names = missing.join(', ');
  return {
    code: 'standards-missing',
    message: { ru: `в папке нет: ${names}.`, en: `the folder has no ${names}.` },
    remedy: standardsRemedy,
    place: { file: folder },
  };
}

const standardsRemedy = {
  ru: 'Укажите в --against папку с формами CPSV-AP и CCCEV и схемами HSDS; откуда их взять, сказано в docs/publishing.md.',
  en: 'Give --against a folder with the shapes of CPSV-AP and CCCEV and the schemas of HSDS; docs/publishing.md tells where to get them.',
};
