import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { schemaText, schemas } from '#desk';

import type { Options } from './arguments.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno schema`: writes the published JSON Schemas to the folder `schemas`; with `--json` prints them. */
export async function schemaCommand(catalogue: Catalogue, root: string, options: Options): Promise<Outcome> {
  const all = await schemas(catalogue);
  if (options.json) return done(asJson(all));
  const folder = join(root, 'schemas');
  await mkdir(folder, { recursive: true });
  for (const [name, schema] of Object.entries(all)) await writeFile(join(folder, name), schemaText(schema));
  return done(
    Object.keys(all)
      .map((name) => `schemas/${name}`)
      .join('\n'),
  );
}
