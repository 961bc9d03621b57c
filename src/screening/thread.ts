import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * What a thread does first. It is plain JavaScript, because TypeScript would be taken apart in each thread before the thread
 * knows where compiled modules are kept: what the process has compiled need not be compiled again.
 */
const first = `
  const { enableCompileCache, flushCompileCache } = require('node:module');
  const { parentPort, workerData } = require('node:worker_threads');
  if (workerData.compiled !== undefined) enableCompileCache(workerData.compiled);
  import(workerData.module).then(({ begin }) => {
    flushCompileCache();
    parentPort.once('message', (given) => begin(given, parentPort));
  });
`;

/** A thread that loads a module (by its address); its `begin` gets the first message and the port to who has sent it. */
export function startThread(module: URL): Worker {
  const cache = getCompileCacheDir();
  const compiled = cache === undefined ? undefined : dirname(cache);
  return new Worker(first, { eval: true, workerData: { module: module.href, compiled } });
}
