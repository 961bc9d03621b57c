import { gzipSync } from 'node:zlib';

import type { Context, Hono } from 'hono';

import type { Language } from '#language';
import type { House } from '#web/house.ts';
import type { ProblemKind } from '#web/pages/problem.ts';
import { problemPage } from '#web/pages/problem.ts';
import type { Html } from '#web/parts/html.ts';
import type { Screen } from '#web/parts/layout.ts';
import { pathIn } from '#web/paths.ts';
import type { Session } from '#web/session.ts';
import { screenOf, sessionOf } from '#web/session.ts';

/** What the routes of one language share. */
export type Walk = { readonly app: Hono; readonly house: House; readonly language: Language };

export type Visit = { readonly c: Context; readonly screen: Screen; readonly session: Session };

type Answer = Response | Promise<Response>;

/** A page of an open situation; without one it says what to do instead. */
export function withSession(walk: Walk, answer: (visit: Visit) => Answer): (c: Context) => Promise<Response> {
  return async (c) => {
    const screen = screenOf(c, walk.house, walk.language);
    const session = await sessionOf(c, walk.house);
    if (!('none' in session)) return answer({ c, screen, session });
    return showProblem(c, { ...screen, open: false }, session.none, session.none === 'tooOften' ? 429 : 404);
  };
}

export function show(
  c: Context,
  page: Html,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503 = 200,
): Response {
  const text = String(page);
  const takesZipped = text.length > shortPage && c.req.header('accept-encoding')?.includes('gzip') === true;
  if (!takesZipped) return c.html(text, status);
  return c.body(gzipSync(text, { level: 3 }), status, {
    'content-type': 'text/html; charset=UTF-8',
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
  });
}

/** In characters. Through streams, as other answers go, a long page would take as long to zip as to write. */
const shortPage = 1000;

export function showProblem(
  c: Context,
  screen: Screen,
  kind: ProblemKind,
  status: 400 | 403 | 404 | 413 | 429 | 500,
): Response {
  return show(c, problemPage(screen, kind), status);
}

/** To a page of the same language, with GET. */
export function go(c: Context, walk: Pick<Walk, 'language'>, path: string): Response {
  return c.redirect(pathIn(walk.language, path), 303);
}
