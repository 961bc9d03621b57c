import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite'))), '..');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  readonly version: string;
};

/** An empty database as `initdb` leaves it, kept beside the packages: to make one takes five seconds of a processor. */
const kept = join(packageFolder, `../../.cache/okno/pglite-${version}-empty.tar`);

/** An empty PGlite in memory, gone when the process ends. */
export async function openInMemory(file = kept): Promise<PGlite> {
  const empty = readIfThere(file);
  if (empty !== undefined) {
    try {
      return await PGlite.create({ loadDataDir: new Blob([empty]) });
    } catch {
      // Cut short by a full disk, or of another build: made anew below.
      rmSync(file, { force: true });
    }
  }
  const made = await PGlite.create();
  await keep(made, file);
  return made;
}

async function keep(made: PGlite, file: string): Promise<void> {
  const dump = new Uint8Array(await (await made.dumpDataDir('none')).arrayBuffer());
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, dump);
    // Whoever reads at this moment reads a whole file.
    renameSync(part, file);
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
