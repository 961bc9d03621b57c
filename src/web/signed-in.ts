import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';

import { may } from '#access';
import type { Begun, SignedIn, Vouched } from '#access';

import { packed, unpacked } from './form.ts';
import type { House } from './house.ts';

const sessionCookie = 'okno-session';
const begunCookie = 'okno-signing-in';
const begunSeconds = 10 * 60;
const begunPath = '/signed-in';
const listCookie = 'okno-list';

/** What the browser keeps while the person is at the provider, and the page to show afterwards. */
export type SigningIn = { readonly begun: Begun; readonly to: string };

const signingIn = z.object({
  begun: z.object({
    realm: z.enum(['residents', 'officers']),
    state: z.string(),
    nonce: z.string(),
    verifier: z.string(),
  }),
  to: z.string(),
});

/** Who is signed in at this browser. */
export async function signedIn(c: Context, house: House): Promise<SignedIn | undefined> {
  const token = getCookie(c, sessionCookie);
  const who = token === undefined ? undefined : await house.sessions.read(token);
  // Asked anew each time: a helper whom the person has let go is one no more.
  return who === undefined ? undefined : await house.onBehalf.withOthers(who);
}

/** A new token at each sign-in: one that somebody put into the browser before is worth nothing. */
export async function beginSession(c: Context, house: House, { who, vouching }: Vouched): Promise<void> {
  await endSession(c, house);
  const { token } = await house.sessions.begin(who, vouching);
  setCookie(c, sessionCookie, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(c, house) });
}

export async function endSession(c: Context, house: House): Promise<void> {
  const token = getCookie(c, sessionCookie);
  if (token === undefined) return;
  await house.sessions.end(token);
  deleteCookie(c, sessionCookie, { path: '/' });
  deleteCookie(c, listCookie, { path: '/' });
}

/** Which list, with which filters and from where on, an officer looked at last: the way back from a case leads there. */
export function keepList(c: Context, house: House, path: string): void {
  const value = Buffer.from(path).toString('base64url');
  setCookie(c, listCookie, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(c, house) });
}

export function listKept(c: Context): string | undefined {
  const path = ownPage(Buffer.from(getCookie(c, listCookie) ?? '', 'base64url').toString());
  return path !== undefined && /^\/(?:work|pool|board|calls)(?:\?|$)/u.test(path) ? path : undefined;
}

export function keepSigningIn(c: Context, house: House, kept: SigningIn): void {
  setCookie(c, begunCookie, packed(kept), {
    httpOnly: true,
    sameSite: 'Lax',
    path: begunPath,
    maxAge: begunSeconds,
    secure: isSecure(c, house),
  });
}

/** Taken once: an answer of the provider that comes twice finds nothing. */
export function takeSigningIn(c: Context): SigningIn | undefined {
  const value = getCookie(c, begunCookie);
  if (value === undefined) return undefined;
  deleteCookie(c, begunCookie, { path: begunPath });
  return signingIn.safeParse(unpacked(value)).data;
}

/** Where the provider sends the browser back to. */
export function comeBackAddress(c: Context, house: House): string {
  return `${house.originOf(c)}${begunPath}`;
}

/** A page of ours: an address of another site, however it is written, is none. */
export function ownPage(to: string | undefined): string | undefined {
  return to !== undefined && to.length <= 1000 && /^\/(?![/\\])[\w\-./?=&%:]*$/u.test(to) ? to : undefined;
}

/** The first page of whoever is signed in; who has no list of her own begins with the agreements. */
export function homeOf(who: SignedIn): '/my' | '/work' | '/board' | '/review' | '/offers' | '/agreements' {
  if (who.actor.kind === 'person') return '/my';
  if (may(who, 'worklist.see').allowed) return '/work';
  if (may(who, 'board.see').allowed) return '/board';
  if (may(who, 'glass.review').allowed) return '/review';
  return may(who, 'offers.review').allowed ? '/offers' : '/agreements';
}

function isSecure(c: Context, house: House): boolean {
  return house.originOf(c).startsWith('https:');
}
