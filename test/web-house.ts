// The pages over the real packs and a database that is gone with the process, for tests.
import { randomBytes } from 'node:crypto';

import {
  createGlasses,
  createLook,
  createOfficers,
  createOnBehalf,
  createRestricted,
  createSessions,
  createSignIn,
  setUpSignIn,
} from '#access';
import type { Glasses, OnBehalf, SamplePerson, Sessions, SignedIn } from '#access';
import { createCases, createContacts, createMeasuredTimes } from '#cases';
import type { Cases } from '#cases';
import { dayIn, timeZoneOf } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { openDatabase } from '#database';
import type { Database } from '#database';
import { createToldSituations } from '#desk';
import type { ToldSituations } from '#desk';
import { createCopies } from '#copies';
import { createOffers } from '#offers';
import { sampleRegion } from '#region';
import { createApp, serveApp } from '#web';
import type { AppOptions } from '#web';

import { realCatalogue, root } from './catalogue.ts';

const peopleOfRegion = 2000;

export type WebHouse = {
  readonly app: ReturnType<typeof createApp>;
  readonly url: string;
  readonly database: Database;
  readonly situations: ToldSituations;
  readonly cases: Cases;
  readonly sessions: Sessions;
  readonly onBehalf: OnBehalf;
  readonly glasses: Glasses;
  /** Lets the clock of the house stand at another moment. */
  readonly moveTo: (moment: string) => void;
  readonly close: () => Promise<void>;
};

/** Starts Okno on a free port; it is noon in Tomsk on the day of the flagship, and stays so. */
export async function openWebHouse(
  port = 0,
  people: readonly SamplePerson[] = [],
  exchangeOn?: (database: Database, cases: Cases) => Promise<NonNullable<AppOptions['exchange']>>,
  packs?: Catalogue,
): Promise<WebHouse> {
  const opened = await openDatabase({});
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  const { database } = opened;
  let clock = new Date('2026-03-02T12:00:00+07:00');
  const now = (): Date => clock;
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const log = { info: () => undefined, error: (details: object, message: string) => console.error(message, details) };
  const catalogue = packs ?? (await realCatalogue());
  const situations = createToldSituations(database, { now, random });
  let home = '';
  const signingIn = setUpSignIn({}, people, () => home, random);
  const casework = {
    ...caseworkOn(database, catalogue, now, random),
    sessions: createSessions(database, {
      now,
      random,
      vouchAgain: async (vouching) => await (await signingIn.signIn()).again(vouching),
    }),
  };
  const region = sampleRegion(catalogue, peopleOfRegion);
  const app = createApp({
    catalogue,
    ...casework,
    ...(exchangeOn === undefined ? {} : { exchange: await exchangeOn(database, casework.cases) }),
    signIn: signingIn.signIn,
    situations,
    now,
    random,
    log,
    schemaFolder: `${root}/schemas`,
    showsOutbox: people.length > 0,
    region,
  });
  const server = await serveApp(app, { port, host: '127.0.0.1' });
  home = server.url;
  return {
    app,
    url: server.url,
    database,
    situations,
    cases: casework.cases,
    sessions: casework.sessions,
    onBehalf: casework.onBehalf,
    glasses: casework.glasses,
    moveTo: (moment) => (clock = new Date(moment)),
    close: async () => {
      await server.close();
      await signingIn.close();
      await region.close();
      await database.close();
    },
  };
}

/** Joint cases over a database, for pages that are tested. */
export function caseworkOn(
  database: Database,
  catalogue: Catalogue,
  now: () => Date,
  random: (bytes: number) => Uint8Array,
): Pick<
  AppOptions,
  | 'cases'
  | 'contacts'
  | 'copies'
  | 'offers'
  | 'look'
  | 'sessions'
  | 'onBehalf'
  | 'officers'
  | 'times'
  | 'restricted'
  | 'glasses'
  | 'signIn'
> {
  const today = (): string => dayIn(timeZoneOf(catalogue), now());
  return {
    copies: createCopies(database, { now, today, random }),
    offers: createOffers(database, { catalogue, now, random }),
    cases: createCases(database, { catalogue, now, today, random }),
    contacts: createContacts(database, now),
    look: createLook(database, now),
    sessions: createSessions(database, { now, random }),
    onBehalf: createOnBehalf(database, { now, today }),
    officers: createOfficers(database),
    times: createMeasuredTimes(database, { today, timeZone: timeZoneOf(catalogue) }).read,
    restricted: createRestricted(database, now),
    glasses: createGlasses(database, now),
    signIn: () => createSignIn([]),
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
  /** The token of the session, of whoever is signed in. */
  readonly session: () => string | undefined;
  readonly hold: (cookie: string, value: string) => void;
};

export type Visited = {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly page: string;
};

const origin = 'http://okno.test';

export function visitor(app: WebHouse['app']): Visitor {
  const cookies = new Map<string, string>();
  let page = '';
  const ask = async (path: string, init: RequestInit): Promise<Visited> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers({ host: 'okno.test', ...(cookie === '' ? {} : { cookie }) });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    const response = await app.request(`${origin}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to?.startsWith('/') === true) return ask(to.replace(/#.*$/u, ''), { method: 'GET' });
    page = await response.text();
    return { status: response.status, path, headers: response.headers, page };
  };
  return {
    cookie: () => cookies.get('okno'),
    session: () => cookies.get('okno-session'),
    hold: (name, value) => cookies.set(name, value),
    get: (path) => ask(path, { method: 'GET' }),
    send: (path, fields, headers = { origin }) => {
      const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
      for (const [, name, value] of page.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/gu)) {
        if (!body.has(name ?? '')) body.set(name ?? '', value ?? '');
      }
      return ask(path, { method: 'POST', body, headers });
    },
  };
}

/** Somebody who is signed in already. */
export async function signedInVisitor({ app, sessions }: WebHouse, who: SignedIn): Promise<Visitor> {
  const someone = visitor(app);
  someone.hold('okno-session', (await sessions.begin(who)).token);
  return someone;
}

/** A page that long work is behind, once the work is done. */
export async function seenWhenDone(at: Visitor, path: string): ReturnType<Visitor['get']> {
  for (;;) {
    const visited = await at.get(path);
    if (!visited.page.includes('<progress')) return visited;
  }
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
