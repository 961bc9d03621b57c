import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';

import { createSessions } from '#access';
import type { SignedIn } from '#access';
import type { Day } from '#catalogue';
import type { Database } from '#database';

/** Where the data of an `okno serve` are: in PostgreSQL or in a folder. */
export type Where = { readonly engine: Database['engine']; readonly url?: string; readonly folder?: string };

export type ServedOkno = { readonly child: ChildProcess; readonly url: string };

/** An `okno serve` in a process of its own, on a free port, whose clock goes on from that day. */
export async function serveOkno(where: Where, day: Day, entry: string): Promise<ServedOkno> {
  const place = where.url === undefined ? ['--data', where.folder ?? ''] : ['--database', where.url];
  const child = spawn(process.execPath, [entry, 'serve', '--no-samples', '--port', '0', '--as-of', day, ...place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(part);
    const url = /http:\/\/[\w.:]+/u.exec(said)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`The server did not start. ${said}`);
}

/** An officer who leads, of some agency. */
export function officerOf(agency: string): SignedIn {
  return {
    actor: { kind: 'officer', officer: 'lead', agency },
    name: 'Lead',
    roles: ['caseworker', 'lead'],
    actsFor: [],
  };
}

/** Somebody signed in on a day, as a cookie of the browser. */
export async function signInOn(database: Database, day: Day, who: SignedIn): Promise<string> {
  const sessions = createSessions(database, { now: () => new Date(`${day}T06:00:00Z`), random: randomBytes });
  return `okno-session=${(await sessions.begin(who)).token}`;
}
