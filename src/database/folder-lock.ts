import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds a folder: the process, and when it began, because process numbers are used again. */
type Holder = { readonly pid: number; readonly began: string };

export type FolderLock = { readonly release: () => void };

/** PGlite is one process's alone: a second one on the same folder would destroy the data. Gives the holder when taken. */
export function lockFolder(folder: string): FolderLock | { readonly heldBy: number } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, began: beganOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  // The lock appears whole, by a link: a file that is created and then written can be read empty in between.
  writeFileSync(draft, mine);
  try {
    for (;;) {
      if (appears(draft, file)) return { release: () => rmSync(file, { force: true }) };
      const written = readIfThere(file);
      if (written === undefined) continue;
      const holder = parseHolder(written);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder.pid };
      removeStale(file, written);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function appears(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two processes may find the same stale lock: the later must not remove the fresh lock of the earlier. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readIfThere(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    if (!isCode(error, 'EPERM')) return false;
  }
  return beganOf(pid) === began;
}

/**
 * When a process began, as Linux counts it since which boot; elsewhere nothing is known and the number alone decides. One that is
 * dead and whose parent has not taken note of it yet (a zombie, in a container whose first process takes note of none) holds nothing.
 */
function beganOf(pid: number): string {
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim();
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (boot === undefined || stat === undefined) return '';
  // The program's name, in brackets, may hold blanks; its state is the first field after it, the start time the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : `${boot} ${fields[19] ?? ''}`;
}

function parseHolder(written: string): Holder | undefined {
  try {
    const { pid, began } = JSON.parse(written) as Partial<Holder>;
    return Number.isInteger(pid) && typeof began === 'string' ? { pid: pid as number, began } : undefined;
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
