import type { Context } from 'hono';

import type { SignedIn } from '#access';
import type { House } from '#web/house.ts';
import { isOwnOrigin } from '#web/own-origin.ts';
import { refuse } from '#web/routes/api.ts';
import { signedIn } from '#web/signed-in.ts';

import { otherOrigin, tooManyTokens } from './problems.ts';

/**
 * Who asks: a program by its access token, or a browser by the cookie of its session. A command that comes with a cookie has
 * to come from a page of ours: a cookie goes along whoever made the browser send it.
 */
export async function callerOf(
  c: Context,
  house: House,
): Promise<{ readonly who: SignedIn | undefined } | { readonly refused: Response }> {
  const [, token] = /^Bearer +([\w.~+/=-]{1,4000})$/iu.exec(c.req.header('authorization') ?? '') ?? [];
  if (token !== undefined) return await holderOf(c, house, token);
  const who = await signedIn(c, house);
  if (who !== undefined && c.req.method !== 'GET' && !isOwnOrigin(c.req.header('origin') ?? '', c))
    return { refused: refuse(c, 403, [otherOrigin]) };
  return { who };
}

async function holderOf(
  c: Context,
  house: House,
  token: string,
): Promise<{ readonly who: SignedIn } | { readonly refused: Response }> {
  const address = house.addressOf(c);
  if (house.signInTries.isSpent(address, token)) {
    c.header('retry-after', '900');
    return { refused: refuse(c, 429, [tooManyTokens]) };
  }
  const found = await (await house.signIn()).bearer(token);
  if ('who' in found) return { who: await house.onBehalf.withOthers(found.who) };
  if (found.problem.code === 'provider-unreachable') return { refused: refuse(c, 503, [found.problem]) };
  house.signInTries.missed(address, token);
  c.header('www-authenticate', 'Bearer error="invalid_token"');
  return { refused: refuse(c, 401, [found.problem]) };
}
