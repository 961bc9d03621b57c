import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/** Which module a thread runs, and where compiled modules are kept: what the process has compiled need not be compiled again. */
export type Started = { readonly module: string; readonly compiled: string | undefined };

/** What such a module gives: it begins with what the thread is told first. */
export type Begins<Given> = { readonly begin: (given: Given, port: MessagePort) => void };

const { module, compiled } = workerData as Started;
if (compiled !== undefined) enableCompileCache(compiled);
const { begin } = (await import(module)) as Begins<unknown>;
flushCompileCache();
parentPort?.once('message', (given: unknown) => begin(given, parentPort!));
