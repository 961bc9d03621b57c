// The composition root of one sample agency, a process of its own: `node src/agency.ts zags --folder .okno/agencies`.
import { randomInt, randomUUID } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
enableCompileCache(join(root, '.okno', 'compiled'));
const { agencyKind, runAgency } = await import('#agencies');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: join(root, '.okno', 'agencies') },
    examples: { type: 'string', default: join(root, 'examples') },
    port: { type: 'string' },
    okno: { type: 'string' },
    seed: { type: 'string' },
    'fault-share': { type: 'string', default: '0' },
    /** Milliseconds by which its clock is ahead: that of whoever started it. */
    ahead: { type: 'string', default: '0' },
  },
});
const kind = agencyKind(positionals[0] ?? '');
if (kind === undefined) throw new Error(`there is no sample agency "${positionals[0] ?? ''}"`);

const agency = await runAgency(kind, {
  folder: values.folder,
  keysFolder: join(values.folder, 'keys'),
  examplesFolder: values.examples,
  port: Number(values.port ?? kind.port),
  ...(values.okno === undefined ? {} : { okno: values.okno }),
  seed: Number(values.seed ?? randomInt(2 ** 31)),
  faults: { on: [], share: Number(values['fault-share']) },
  now: () => new Date(Date.now() + Number(values.ahead)),
  newId: randomUUID,
});
process.stdout.write(`${agency.url}\n`);

// Whoever started it holds its input open: when he is gone, however he went, the agency goes too.
const stop = Promise.withResolvers<void>();
process.stdin.on('close', stop.resolve).on('error', stop.resolve).resume();
process.once('SIGTERM', stop.resolve);
process.once('SIGINT', stop.resolve);
await stop.promise;
await agency.close();
process.exit();
