// The composition root: gives every room its surroundings, has no logic of its own.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

import type { Outcome } from '#cli';

const root = join(import.meta.dirname, '..');

// What Node has made of our files is kept between starts, so it has to be switched on before they are read.
enableCompileCache(join(root, '.okno', 'compiled'));
const { runCommand } = await import('#cli');

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
  agencies: async (args) => (await import('./sample-agencies.ts')).serveAgencies(args, root, now),
});
print(outcome);
