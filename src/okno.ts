// The composition root: gives every room its surroundings, has no logic of its own.
import { join } from 'node:path';

import { runCommand } from '#cli';
import type { Outcome } from '#cli';

const root = join(import.meta.dirname, '..');

const now = (): Date => new Date();

const print = ({ out, error, exitCode }: Outcome): void => {
  if (out !== undefined) process.stdout.write(`${out}\n`);
  if (error !== undefined) process.stderr.write(`${error}\n`);
  process.exitCode = exitCode;
};

const outcome = await runCommand(process.argv.slice(2), {
  root,
  entry: import.meta.filename,
  now,
  print,
  serve: async (catalogue, args) => (await import('./serve.ts')).serve(catalogue, args, root, now),
});
print(outcome);
