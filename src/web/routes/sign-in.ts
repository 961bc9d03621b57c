import type { Realm } from '#access';
import { signInFailedPage, signInPage } from '#web/pages/sign-in.ts';
import { pathIn, withoutLanguage } from '#web/paths.ts';
import { screenOf } from '#web/session.ts';
import {
  beginSession,
  comeBackAddress,
  endSession,
  homeOf,
  keepSigningIn,
  ownPage,
  signedIn,
  takeSigningIn,
} from '#web/signed-in.ts';

import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const realms: readonly Realm[] = ['residents', 'officers'];

/** The way in through OpenID Connect, and the way out. */
export function addSignIn(walk: Walk): void {
  const { app, house, language } = walk;

  app.get('/sign-in', async (c) => {
    const who = await signedIn(c, house);
    const to = ownPage(c.req.query('to'));
    if (who !== undefined) return to === undefined ? go(c, walk, homeOf(who)) : c.redirect(to, 303);
    return show(c, signInPage(screenOf(c, house, language), (await house.signIn()).realms, to));
  });

  // A link and no form: where a form leads to is held to our own site.
  app.get('/sign-in/:realm', async (c) => {
    const realm = realms.find((one) => one === c.req.param('realm'));
    if (realm === undefined) return c.notFound();
    const begun = await (await house.signIn()).begin(realm, comeBackAddress(c, house));
    if ('problem' in begun) return show(c, signInFailedPage(screenOf(c, house, language), begun.problem), 503);
    // Where nothing else was asked for, the first page follows from who it turns out to be.
    const to = ownPage(c.req.query('to')) ?? pathIn(language, '/sign-in');
    keepSigningIn(c, house, { begun: begun.begun, to });
    return c.redirect(begun.address, 303);
  });

  app.post('/sign-out', async (c) => {
    await endSession(c, house);
    return go(c, walk, '/');
  });
}

/** The provider knows one address to come back to; the page that follows is in the language the sign-in began in. */
export function addSignedIn({ app, house }: Pick<Walk, 'app' | 'house'>): void {
  app.get('/signed-in', async (c) => {
    const kept = takeSigningIn(c);
    const to = ownPage(kept?.to) ?? '/';
    const screen = { ...screenOf(c, house, withoutLanguage(to).language), path: '/sign-in' };
    const address = house.addressOf(c);
    const state = c.req.query('state') ?? '';
    if (house.signInTries.isSpent(address, state)) return show(c, signInFailedPage(screen, 'signInTooOften'), 429);
    if (kept === undefined) return show(c, signInFailedPage(screen, 'signInLost'), 400);
    const back = new URL(comeBackAddress(c, house));
    back.search = new URL(c.req.url).search;
    const finished = await (await house.signIn()).finish(back, kept.begun);
    if ('problem' in finished) {
      house.signInTries.missed(address, state);
      const isDown = finished.problem.code === 'provider-unreachable';
      return show(c, signInFailedPage(screen, finished.problem), isDown ? 503 : 403);
    }
    const { who, names } = finished;
    // From now on registers may be asked about her: it is known who she is.
    if (who.actor.kind === 'person' && names !== undefined) await house.exchange?.knowAs(who.actor.person, names);
    await beginSession(c, house, finished);
    return c.redirect(to, 303);
  });
}
