import type { Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';

import { editionOf, irisUnder, publishedFiles, serviceDocument } from '#publication';
import type { Edition, PublishedFile } from '#publication';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';

import { apiProblems, refuse } from './api.ts';

const types: Readonly<Record<string, string>> = {
  jsonld: 'application/ld+json',
  json: 'application/json; charset=utf-8',
  ttl: 'text/turtle; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The catalogue for other systems, as it holds today: every file of `okno pack publish`, and `/catalogue` by what is asked for. */
export function addPublished(app: Hono, house: House): void {
  const files = publishedToday(house);

  app.get('/catalogue', async (c) => {
    const wanted = accepts(c, {
      header: 'Accept',
      supports: ['application/ld+json', 'text/turtle'],
      default: 'application/ld+json',
    });
    c.header('vary', 'accept', { append: true });
    return give(c, house, await files(), wanted === 'text/turtle' ? 'catalogue.ttl' : 'catalogue.jsonld');
  });

  app.get('/published/*', async (c) => give(c, house, await files(), c.req.path.slice('/published/'.length)));
}

/** Whether the caller would rather have the data of a page than the page. */
export function wantsData(c: Context): boolean {
  const wanted = accepts(c, { header: 'Accept', supports: ['text/html', 'application/ld+json'], default: 'text/html' });
  return wanted === 'application/ld+json';
}

/** One service with all it refers to. */
export function giveService(c: Context, house: House, service: string): Response {
  const document = serviceDocument(editionToday(house), service);
  if (document === undefined) return refuse(c, 404, [apiProblems.notFound]);
  openToAll(c, house);
  return c.body(JSON.stringify(document), 200, { 'content-type': 'application/ld+json' });
}

function give(c: Context, house: House, files: readonly PublishedFile[], path: string): Response {
  const file = files.find((one) => one.path === path);
  if (file === undefined) return refuse(c, 404, [apiProblems.notFound]);
  openToAll(c, house);
  return c.body(file.text, 200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/plain' });
}

/** No person's data is in it: pages of other sites may read it, and caches may keep it. */
function openToAll(c: Context, house: House): void {
  c.header('access-control-allow-origin', '*');
  c.header('cache-control', 'public, max-age=3600');
  c.header('etag', `"${house.catalogue.digest.slice(0, 16)}-${today(house)}"`);
}

function editionToday(house: House): Edition {
  return editionOf(house.catalogue, irisUnder(house.base), today(house));
}

/** Made once a day, when somebody first asks: it takes about a second. */
function publishedToday(house: House): () => Promise<readonly PublishedFile[]> {
  let made: { readonly day: string; readonly files: Promise<readonly PublishedFile[]> } | undefined;
  return () => {
    const day = today(house);
    if (made?.day !== day) made = { day, files: publishedFiles(editionToday(house), 'ru').then(({ files }) => files) };
    return made.files;
  };
}
