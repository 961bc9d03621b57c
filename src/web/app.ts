import { readdirSync, readFileSync } from 'node:fs';

import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';

import type { Glasses, Look, OnBehalf, ReadOfficers, Restricted, Sessions, SignIn } from '#access';
import type { Cases, Contacts } from '#cases';
import { timeZoneOf } from '#catalogue';
import type { Catalogue } from '#catalogue';
import type { Copies } from '#copies';
import type { ToldSituations } from '#desk';
import type { Offers } from '#offers';
import { exampleBase } from '#publication';
import type { Region } from '#region';

import { addCaseApi } from './api/serve-operations.ts';
import { readAssets } from './assets.ts';
import type { House, Log, OpenExchange } from './house.ts';
import type { ProblemKind } from './pages/problem.ts';
import { isOwnOrigin } from './own-origin.ts';
import { Line, LongWork } from './long-work.ts';
import { withoutLanguage } from './paths.ts';
import { addApi, apiProblems, refuse } from './routes/api.ts';
import { addBoard } from './routes/board.ts';
import { addCaseActions } from './routes/case-do.ts';
import { addCase } from './routes/case.ts';
import { addCaseFacts } from './routes/case-facts.ts';
import { addHeld } from './routes/held.ts';
import { addTimers } from './routes/timers.ts';
import { addRepresentatives } from './routes/representatives.ts';
import { addRestricted } from './routes/restricted.ts';
import { addCalls } from './routes/calls.ts';
import { addConfirm } from './routes/confirm.ts';
import { addEmergency } from './routes/emergency.ts';
import { addHelpers } from './routes/helpers.ts';
import { addExchange } from './routes/exchange.ts';
import { addExchangeWork } from './routes/exchange-work.ts';
import { addDisputes } from './routes/disputes.ts';
import { addKeep } from './routes/keep.ts';
import { addCopies } from './routes/copies.ts';
import { addCopyCheck } from './routes/copy-check.ts';
import { addConsents } from './routes/consents.ts';
import { addHoldings } from './routes/holdings.ts';
import { addNotices } from './routes/notices.ts';
import { addMetrics } from './routes/metrics.ts';
import { addMy } from './routes/my.ts';
import { addOpenCase } from './routes/open-case.ts';
import { paced } from './routes/paced.ts';
import { addPacks } from './routes/packs.ts';
import { addPublished } from './routes/published.ts';
import { addPerson } from './routes/person.ts';
import { addQuestion } from './routes/question.ts';
import { addQuestionGroup } from './routes/question-group.ts';
import { addResult } from './routes/result.ts';
import { addSeveral } from './routes/several.ts';
import { addSignIn, addSignedIn } from './routes/sign-in.ts';
import { addStart } from './routes/start.ts';
import { showProblem } from './routes/walk.ts';
import { screenOf } from './session.ts';
import { addOffers } from './routes/offers.ts';
import { addTakeUp } from './routes/take-up.ts';
import { addWhatIf } from './routes/what-if.ts';
import { addWork } from './routes/work.ts';
import { countTries, keepPace, networkOf } from './tries.ts';

export type AppOptions = {
  readonly catalogue: Catalogue;
  readonly situations: ToldSituations;
  readonly cases: Cases;
  readonly contacts: Contacts;
  /** Shows every letter to residents to everybody: only where all people are fictional. */
  readonly showsOutbox?: boolean;
  readonly look: Look;
  readonly sessions: Sessions;
  /** Inquiries to other agencies; left out where they are not set up. */
  readonly exchange?: OpenExchange;
  /** Whom residents have named to act for them. */
  readonly onBehalf: OnBehalf;
  readonly officers: ReadOfficers;
  readonly times: House['times'];
  readonly restricted: Restricted;
  readonly glasses: Glasses;
  /** Asked when somebody signs in for the first time: loading the protocol takes time. */
  readonly signIn: () => Promise<SignIn>;
  readonly now: () => Date;
  /** So many unpredictable bytes: every form carries a key of its own, so that a double click is one command. */
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** IANA zone of the centre; its day is today's. */
  readonly timeZone?: string;
  /** The address of who asks stands in `x-forwarded-for`: only behind a proxy of ours that sets it. */
  readonly behindProxy?: boolean;
  /** The address under which published things are named; a domain reserved for examples when left out. */
  readonly base?: string;
  readonly copies: Copies;
  readonly offers: Offers;
  /** The people who are screened, and on whom a changed law is tried; whoever gives it closes it. */
  readonly region: Region;
  /** Whether the database answers; left out, it is taken to. */
  readonly isReady?: () => Promise<boolean>;
  readonly metricsToken?: string;
  /** Folder of the published JSON Schemas. */
  readonly schemaFolder?: string;
};

const mostBytes = 128 * 1024;
/** Of people who are not signed in, from one address in a quarter of an hour: a whole centre may sit behind it. */
const situationsAtOnce = 120;
const formsAtOnce = 1200;

function worksIn(log: Log): House['works'] {
  const line = new Line();
  const failed = (error: unknown): void => log.error({ error }, 'long work failed');
  return {
    whatIf: new LongWork(line, failed),
    takeUp: new LongWork(line, failed),
    batch: new LongWork(line, failed),
  };
}

/** The pages in both languages and the API, ready to be served. */
export function createApp(options: AppOptions): Hono {
  const house: House = {
    catalogue: options.catalogue,
    situations: options.situations,
    cases: options.cases,
    contacts: options.contacts,
    showsOutbox: options.showsOutbox === true,
    look: options.look,
    sessions: options.sessions,
    ...(options.exchange === undefined ? {} : { exchange: options.exchange }),
    onBehalf: options.onBehalf,
    officers: options.officers,
    times: options.times,
    restricted: options.restricted,
    glasses: options.glasses,
    signIn: options.signIn,
    now: options.now,
    random: options.random,
    log: options.log,
    timeZone: options.timeZone ?? timeZoneOf(options.catalogue),
    assets: readAssets(),
    tries: countTries(options.now),
    signInTries: countTries(options.now),
    addressOf: addressFrom(options.behindProxy === true),
    originOf: originFrom(options.behindProxy === true),
    behindProxy: options.behindProxy === true,
    isReady: options.isReady ?? (() => Promise.resolve(true)),
    ...(options.metricsToken === undefined ? {} : { metricsToken: options.metricsToken }),
    base: options.base ?? exampleBase,
    copies: options.copies,
    copyTries: countTries(options.now),
    newSituations: keepPace(options.now, situationsAtOnce),
    openForms: keepPace(options.now, formsAtOnce),
    offers: options.offers,
    region: options.region,
    works: worksIn(options.log),
    schemas: readSchemas(options.schemaFolder),
  };
  const app = new Hono();
  app.use(guards());
  app.use(compress());
  app.use(
    bodyLimit({
      maxSize: mostBytes,
      onError: (c) => (isForMachines(c) ? refuse(c, 413, [apiProblems.tooLarge]) : problem(house, c, 'tooLarge', 413)),
    }),
  );
  app.use(exceptForMachines(csrf({ origin: isOwnOrigin })));
  app.use(noStore);
  app.use(plainAddress);
  app.use(exceptForMachines(paced(house)));
  addAssets(app, house);
  addApi(app, house);
  addExchange(app, house);
  addCaseApi(app, house);
  addMetrics(app, house);
  addPublished(app, house);
  addSignedIn({ app, house });
  for (const language of ['ru', 'en'] as const) {
    const pages = new Hono();
    const walk = { app: pages, house, language };
    addStart(walk);
    addConfirm(walk);
    addPerson(walk);
    addQuestion(walk);
    addQuestionGroup(walk);
    addConsents(walk);
    addResult(walk);
    addKeep(walk);
    // Before the services, whose address would take it.
    addWhatIf(walk);
    addTakeUp(walk);
    addOffers(walk);
    addPacks(walk);
    addSignIn(walk);
    addMy(walk);
    addHelpers(walk);
    addCalls(walk);
    addWork(walk);
    addSeveral(walk);
    addBoard(walk);
    addExchangeWork(walk);
    addTimers(walk);
    addDisputes(walk);
    addHoldings(walk);
    addNotices(walk);
    addCopies(walk);
    addCopyCheck(walk);
    addOpenCase(walk);
    addEmergency(walk);
    addCase(walk);
    addHeld(walk);
    addRestricted(walk);
    addRepresentatives(walk);
    addCaseFacts(walk);
    addCaseActions(walk);
    app.route(language === 'ru' ? '/' : '/en', pages);
  }
  app.get('/en/', (c) => c.redirect(`/en${new URL(c.req.url).search}`, 301));
  app.notFound((c) => (isForMachines(c) ? refuse(c, 404, [apiProblems.notFound]) : problem(house, c, 'notFound', 404)));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) {
      if (isForMachines(c)) return refuse(c, 400, [apiProblems.unreadable]);
      return error.status === 403 ? problem(house, c, 'otherOrigin', 403) : problem(house, c, 'badRequest', 400);
    }
    // The address may hold a person's words or code: only the path is logged, and never the form.
    house.log.error({ err: error, method: c.req.method, path: c.req.path }, 'a page failed');
    return isForMachines(c) ? refuse(c, 500, [apiProblems.defect]) : problem(house, c, 'defect', 500);
  });
  return app;
}

/** Nothing of another site is loaded, nothing is framed, no script or style is inside a page. */
function guards(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // With `no-referrer` a browser sends `Origin: null` with a form, and the check of origin could not know its own pages.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
  });
}

/**
 * A form of another site cannot send `application/json` without asking us first, and the API takes nothing else; where it
 * takes the cookie of a browser for a command, it looks at the origin itself.
 */
function exceptForMachines(guard: MiddlewareHandler): MiddlewareHandler {
  return (c, next) => (isForMachines(c) ? next() : guard(c, next));
}

/** A page about a person stays in no cache: the next one at this computer must not find it with "back". */
const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
};

/** U+0000 stands in no address of ours, and no database can look for it. */
const plainAddress: MiddlewareHandler = async (c, next) => (c.req.url.includes('%00') ? c.notFound() : await next());

function addAssets(app: Hono, house: House): void {
  app.get('/assets/:digest/:name', (c) => {
    const asset = house.assets.find(c.req.param('name'));
    if (asset === undefined) return c.notFound();
    const isNewest = c.req.param('digest') === house.assets.digest;
    c.header('content-type', asset.type);
    c.header('cache-control', isNewest ? 'public, max-age=31536000, immutable' : 'no-cache');
    const takesZipped = asset.zipped !== undefined && c.req.header('accept-encoding')?.includes('gzip') === true;
    if (asset.zipped !== undefined) c.header('vary', 'accept-encoding');
    if (!takesZipped) return c.body(asset.body);
    c.header('content-encoding', 'gzip');
    return c.body(asset.zipped);
  });
  app.get('/favicon.ico', (c) => c.redirect(house.assets.address('icon.svg'), 302));
}

function isForMachines(c: Context): boolean {
  return /^\/(?:api|r1|listClients|catalogue|published|schemas|health|metrics|openapi\.json)(?:\/|$)/u.test(c.req.path);
}

function problem(house: House, c: Context, kind: ProblemKind, status: 400 | 403 | 404 | 413 | 500): Response {
  const { language, path } = withoutLanguage(c.req.path);
  const screen = screenOf(c, house, language);
  return showProblem(
    c,
    c.req.method === 'GET' ? screen : { ...screen, path: path.startsWith('/situation') ? '/situation/result' : '/' },
    kind,
    status,
  );
}

function addressFrom(behindProxy: boolean): (c: Context) => string {
  return (c) => {
    if (behindProxy) return networkOf(c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown');
    try {
      return networkOf(getConnInfo(c).remote.address ?? 'unknown');
    } catch {
      // Asked without a connection (a test): everybody is the same.
      return 'unknown';
    }
  };
}

function originFrom(behindProxy: boolean): (c: Context) => string {
  return (c) => {
    const { protocol, host } = new URL(c.req.url);
    const forwarded = behindProxy ? c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() : undefined;
    return `${forwarded ?? protocol.replace(':', '')}://${c.req.header('host') ?? host}`;
  };
}

function readSchemas(folder: string | undefined): ReadonlyMap<string, string> {
  if (folder === undefined) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(files.map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
}
