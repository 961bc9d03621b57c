/** Pages for people and the HTTP API for machines, over one catalogue and one store of told situations. */
export { createApp } from './app.ts';
export type { AppOptions } from './app.ts';
export type { Log } from './house.ts';
export { serveApp } from './serve.ts';
export { errorWithoutData } from './error-without-data.ts';
export { pathIn } from './paths.ts';
