import { enableCompileCache, flushCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';

/** Which module a thread runs, and where compiled modules are kept: what the process has compiled need not be compiled again. */
export type Started = { readonly module: string; readonly compiled: string | undefined };

const { module, compiled } = workerData as Started;
if (compiled !== undefined) enableCompileCache(compiled);
await import(module);
flushCompileCache();
