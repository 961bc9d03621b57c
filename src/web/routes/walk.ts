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
  return c.html(String(page), status);
}

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
