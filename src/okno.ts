// The composition root: gives every room its surroundings, has no logic of its own.
import { join } from 'node:path';

import { runCommand } from '#cli';

const root = join(import.meta.dirname, '..');

const now = (): Date => new Date();

const outcome = await runCommand(process.argv.slice(2), {
  root,
  entry: import.meta.filename,
  now,
  serve: async (catalogue, args) => (await import('./serve.ts')).serve(catalogue, args, root, now),
});
if (outcome.out !== undefined) process.stdout.write(`${outcome.out}\n`);
if (outcome.error !== undefined) process.stderr.write(`${outcome.error}\n`);
process.exitCode = outcome.exitCode;
