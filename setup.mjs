// Installs what is missing before a command runs. Plain JavaScript, because it runs on whatever Node the host has;
// the command after it then finds the pinned Node in node_modules/.bin.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stampFile = join(root, 'node_modules', '.okno-setup');
const pinnedNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const lockFolder = join(root, '.okno', 'installing');

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');
if (!isInstalled()) alone(install);

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && existsSync(pinnedNode);
}

// Two commands started at once must not install into the same folder: the second waits for the first.
function alone(work) {
  mkdirSync(join(root, '.okno'), { recursive: true });
  for (let isTold = false; ; isTold = true) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs > 300_000)
        rmSync(lockFolder, { recursive: true, force: true });
      if (!isTold) console.error('Okno: another command is installing the packages; waiting for it…');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
  process.on('exit', () => rmSync(lockFolder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  if (!isInstalled()) work();
}

// Everything is told on the error stream: the output may be JSON that another program reads.
function install() {
  const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  console.error(
    installed === ''
      ? 'Okno: installing its packages (npm ci), about half a minute…'
      : 'Okno: the list of packages has changed, installing them again (npm ci)…',
  );
  // npm ci empties node_modules: where it is a link to another checkout's, that one must stay whole.
  const modules = join(root, 'node_modules');
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() === true) unlinkSync(modules);
  // npm ci removes node_modules, and with it the pinned Node that may be running this file, so npm gets the host's own.
  const { npm_execpath: npm, npm_node_execpath: hostNode } = process.env;
  const stdio = ['ignore', process.stderr.fd, process.stderr.fd];
  const options = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  const run =
    npm && hostNode && /\.c?js$/.test(npm)
      ? spawnSync(hostNode, [npm, ...options], { cwd: root, stdio })
      : spawnSync('npm', options, { cwd: root, stdio, shell: process.platform === 'win32' });
  if (run.error) stop(`Okno could not start npm: ${run.error.message}. Install Node.js 20 or newer with npm.`);
  if (run.status !== 0) {
    stop(
      `Okno could not install its packages: npm ci ended with code ${run.status ?? run.signal}. What npm said is above; ` +
        'most often the package registry cannot be reached or the disk is full. Put that right and repeat the command.',
    );
  }
  if (!existsSync(pinnedNode)) {
    stop(
      'Okno runs on the Node.js that its package list pins, and npm did not install it. ' +
        'Allow install scripts (npm config set ignore-scripts false) and repeat the command.',
    );
  }
  writeFileSync(stampFile, wanted);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
