// The pages over the real packs and a database that is gone with the process, for tests.
import { randomBytes } from 'node:crypto';

import { openDatabase } from '#database';
import { createToldSituations } from '#desk';
import { createApp, serveApp } from '#web';

import { realCatalogue, root } from './catalogue.ts';

export type WebHouse = {
  readonly app: ReturnType<typeof createApp>;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Starts Okno on a free port; it is noon in Tomsk on the day of the flagship, and stays so. */
export async function openWebHouse(port = 0): Promise<WebHouse> {
  const opened = await openDatabase({});
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  const { database } = opened;
  const now = (): Date => new Date('2026-03-02T12:00:00+07:00');
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const log = { info: () => undefined, error: (details: object, message: string) => console.error(message, details) };
  const app = createApp({
    catalogue: await realCatalogue(),
    situations: createToldSituations(database, { now, random }),
    now,
    random,
    log,
    schemaFolder: `${root}/schemas`,
  });
  const server = await serveApp(app, { port, host: '127.0.0.1' });
  return {
    app,
    url: server.url,
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

/** Somebody with a browser that keeps cookies and follows where forms lead; without script. */
export type Visitor = {
  readonly get: (path: string) => Promise<Visited>;
  /** Sends a form as its page would: hidden fields come from the page visited last. */
  readonly send: (
    path: string,
    fields: readonly (readonly [string, string])[],
    headers?: Record<string, string>,
  ) => Promise<Visited>;
  readonly cookie: () => string | undefined;
};

export type Visited = {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly page: string;
};

const origin = 'http://okno.test';

export function visitor(app: WebHouse['app']): Visitor {
  let cookie: string | undefined;
  let page = '';
  const ask = async (path: string, init: RequestInit): Promise<Visited> => {
    const headers = new Headers({ host: 'okno.test', ...(cookie === undefined ? {} : { cookie: `okno=${cookie}` }) });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    const response = await app.request(`${origin}${path}`, { ...init, headers, redirect: 'manual' });
    const set = /^okno=([^;]*)/u.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (set !== undefined) cookie = set === '' ? undefined : set;
    const to = response.headers.get('location');
    if (to?.startsWith('/') === true) return ask(to.replace(/#.*$/u, ''), { method: 'GET' });
    page = await response.text();
    return { status: response.status, path, headers: response.headers, page };
  };
  return {
    cookie: () => cookie,
    get: (path) => ask(path, { method: 'GET' }),
    send: (path, fields, headers = { origin }) => {
      const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
      for (const [, name, value] of page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/gu)) {
        if (!body.has(name ?? '')) body.set(name ?? '', value ?? '');
      }
      return ask(path, { method: 'POST', body, headers });
    },
  };
}

/** What a page says, without its markup and the citations of law, which are Russian on every page. */
export function saidOn(page: string): string {
  return page
    .replaceAll(/<(?:script|style|svg)\b[\s\S]*?<\/(?:script|style|svg)>/gu, ' ')
    .replaceAll(/<span class="okno-article" lang="ru">[^<]*<\/span>/gu, ' ')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/&[a-z]+;|&#\d+;/gu, ' ')
    .replaceAll(/\s+/gu, ' ');
}

/** Labels that only a screen reader says. */
export function labelsOn(page: string): readonly string[] {
  return [...page.matchAll(/(?:aria-label|title|alt|placeholder|data-i18n\.[\w-]+)="([^"]*)"/gu)].map(
    ([, label]) => label ?? '',
  );
}
