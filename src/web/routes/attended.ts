import type { Context } from 'hono';

import { may } from '#access';
import type { Operation, SignedIn } from '#access';
import { readForm } from '#web/form.ts';
import { deniedPage, sessionOverPage } from '#web/pages/sign-in.ts';
import type { Screen } from '#web/parts/layout.ts';
import { screenOf } from '#web/session.ts';
import { signedIn } from '#web/signed-in.ts';
import { pathIn } from '#web/paths.ts';

import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** A page asked for by somebody who is signed in. */
export type Attended = { readonly c: Context; readonly screen: Screen; readonly who: SignedIn };

type Answer = Response | Promise<Response>;

/** A page for whoever is signed in; anybody else is led to the way in, and finds what was typed. */
export function withWho(walk: Walk, answer: (attended: Attended) => Answer): (c: Context) => Promise<Response> {
  return async (c) => {
    const who = await signedIn(c, walk.house);
    const screen = screenOf(c, walk.house, walk.language);
    if (who !== undefined) return await answer({ c, screen: { ...screen, who }, who });
    if (c.req.method !== 'GET') return show(c, sessionOverPage(screen, (await readForm(c)).written), 401);
    return go(c, walk, `/sign-in?to=${encodeURIComponent(pathIn(walk.language, screen.path))}`);
  };
}

/** A page that needs a right which does not depend on a case. */
export function withRight(
  walk: Walk,
  operation: Operation,
  answer: (attended: Attended) => Answer,
): (c: Context) => Promise<Response> {
  return withWho(walk, (attended) =>
    may(attended.who, operation).allowed ? answer(attended) : deny(attended, 'deniedRole'),
  );
}

export function deny({ c, screen, who }: Attended, why: 'deniedLead' | 'deniedRole'): Response {
  return show(c, deniedPage(screen, why, who), 403);
}
