import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite'))), '..');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const keptBesidePackages = join(packageFolder, '../../.cache/okno');

/**
 * A PGlite in memory, gone when the process ends, with the tables that `prepare` makes. To make one from nothing takes
 * five seconds of a processor, so the first one is kept, by `name`, for all that come after; another name replaces it.
 */
export async function openInMemory(
  name: string,
  prepare: (pglite: PGlite) => Promise<void>,
  folder = keptBesidePackages,
): Promise<PGlite> {
  const digest = createHash('sha256').update(`${version}\n${name}`).digest('hex').slice(0, 16);
  const file = join(folder, `memory-${digest}.tar`);
  const kept = readIfThere(file);
  if (kept !== undefined) {
    try {
      return await PGlite.create({ loadDataDir: new Blob([kept]) });
    } catch {
      // Cut short by a full disk: made anew below.
      rmSync(file, { force: true });
    }
  }
  const made = await PGlite.create();
  await prepare(made);
  await keep(made, file);
  return made;
}

async function keep(made: PGlite, file: string): Promise<void> {
  const dump = new Uint8Array(await (await made.dumpDataDir('none')).arrayBuffer());
  const folder = dirname(file);
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(part, dump);
    // Whoever reads at this moment reads a whole file.
    renameSync(part, file);
    for (const older of globSync('memory-*.tar', { cwd: folder }))
      if (older !== basename(file)) rmSync(join(folder, older), { force: true });
  } catch (error) {
    // Where the packages may not be written to, each start makes its own.
    if (!isOfDisk(error)) throw error;
    if (existsSync(part)) rmSync(part);
  }
}

function readIfThere(file: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    if (isOfDisk(error)) return undefined;
    throw error;
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
