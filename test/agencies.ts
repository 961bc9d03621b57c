// Sample agencies inside the process of a test: real servers, at the time the test sets.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { agencyKind, readyKeys, runAgency } from '#agencies';
import { oknoOf, registryOf } from '#protocol';

import { root } from './catalogue.ts';

export type InsideAgencies = {
  readonly folder: string;
  readonly urls: ReadonlyMap<string, string>;
  /** Takes an agency off the net; `start` brings it back to where it was. */
  readonly down: (agency: string) => Promise<void>;
  readonly up: (agency: string) => Promise<void>;
  /** Where Okno listens, known only when it is up: from then on the agencies tell it of changes. */
  readonly tellTo: (okno: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function agenciesInside(ids: readonly string[], now: () => Date, okno?: string): Promise<InsideAgencies> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-agencies-'));
  const keysFolder = join(folder, 'keys');
  const portal = { ...oknoOf('mfc'), subsystem: 'portal' };
  readyKeys(keysFolder, [...ids.map((id) => registryOf(id)), oknoOf('mfc'), portal], now());
  const urls = new Map<string, string>();
  const running = new Map<string, () => Promise<void>>();
  let home = okno;
  const up = async (id: string): Promise<void> => {
    const { url, close } = await runAgency(agencyKind(id)!, {
      folder,
      keysFolder,
      examplesFolder: join(root, 'examples'),
      port: Number(new URL(urls.get(id) ?? 'http://agency:0').port),
      ...(home === undefined ? {} : { okno: home }),
      seed: 1,
      now,
      newId: randomUUID,
    });
    urls.set(id, url);
    running.set(id, close);
  };
  const down = async (id: string): Promise<void> => {
    await running.get(id)?.();
    running.delete(id);
  };
  await Promise.all(ids.map(up));
  return {
    folder,
    urls,
    up,
    down,
    tellTo: async (address) => {
      home = address;
      for (const id of ids) {
        await down(id);
        await up(id);
      }
    },
    stop: async () => {
      for (const id of running.keys()) await down(id);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
