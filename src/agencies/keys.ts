import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createSigner, es256, makeMemberKey, writeSubsystemId } from '#protocol';
import type { MemberKey, PublicKey, Signer, SubsystemId } from '#protocol';

type Pair = { readonly record: MemberKey; readonly privateKey: PublicKey };
type OwnKeys = { readonly valid: Pair; readonly expired: Pair };

const day = 86_400_000;
const directoryFile = 'directory.json';

/**
 * The keys of a sample exchange in a folder: a directory that everybody reads, and a file for each member that only the member
 * reads. Made when they are missing or soon over. A real member makes its own and hands in only the public one.
 */
export function readyKeys(folder: string, members: readonly SubsystemId[], now: Date): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readDirectory(folder);
  const soon = new Date(now.getTime() + 30 * day).toISOString();
  const records = members.flatMap((member): readonly MemberKey[] => {
    const name = writeSubsystemId(member);
    const isReady = known.some(({ member: of, validUntil }) => of === name && validUntil > soon);
    if (isReady && existsSync(fileOf(folder, member))) return [];
    const pair = (from: number, until: number): Pair =>
      makeMemberKey(es256, member, {
        from: new Date(now.getTime() + from * day),
        until: new Date(now.getTime() + until * day),
      });
    const own: OwnKeys = { valid: pair(-1, 365), expired: pair(-400, -30) };
    write(fileOf(folder, member), own);
    return [own.valid.record, own.expired.record];
  });
  if (records.length > 0) write(join(folder, directoryFile), [...known, ...records]);
}

/** Every key that was ever given out: what was signed years ago is checked with the key of its day. */
export function readDirectory(folder: string): readonly MemberKey[] {
  const file = join(folder, directoryFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly MemberKey[]) : [];
}

/** Signs as a member; `expired` with a key whose time is over. */
export function readSigners(
  folder: string,
  member: SubsystemId,
): { readonly signer: Signer; readonly expired: Signer } {
  const own = JSON.parse(readFileSync(fileOf(folder, member), 'utf8')) as OwnKeys;
  const signerOf = ({ record, privateKey }: Pair): Signer => createSigner(es256, record.keyId, privateKey);
  return { signer: signerOf(own.valid), expired: signerOf(own.expired) };
}

function fileOf(folder: string, { member, subsystem = '' }: SubsystemId): string {
  return join(folder, `${member}-${subsystem}.private.json`);
}

/** In one piece: a process that is killed here leaves the old file. */
function write(file: string, content: object): void {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
