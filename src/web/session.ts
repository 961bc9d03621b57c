import { createHash } from 'node:crypto';

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

import { readTold } from '#assessment';
import { solve } from '#desk';
import type { Language } from '#language';

import type { Form } from './form.ts';
import { versionIn } from './form.ts';
import type { House } from './house.ts';
import { today } from './house.ts';
import type { Open } from './pages/open.ts';
import type { Screen } from './parts/layout.ts';
import { withoutLanguage } from './paths.ts';
import type { StoredSituation } from './stored.ts';
import { storedSituation } from './stored.ts';

type KeptSituation = Extract<Awaited<ReturnType<House['situations']['read']>>, { readonly told: unknown }>;

/** The situation open on this device, by the code in its cookie. */
export type Session = { readonly code: string; readonly version: number; readonly stored: StoredSituation };

const cookieName = 'okno';
const cookieSeconds = 24 * 60 * 60;

export function remember(c: Context, code: string): void {
  const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';
  setCookie(c, cookieName, code, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: cookieSeconds, secure });
}

export function forgetDevice(c: Context): void {
  deleteCookie(c, cookieName, { path: '/' });
}

export function screenOf(c: Context, house: House, language: Language): Screen {
  const url = new URL(c.req.url);
  return {
    language,
    // After a form that did not fit the address is the form's own: its page is asked for with GET.
    path: withoutLanguage(url.pathname).path + (c.req.method === 'GET' ? url.search : ''),
    open: getCookie(c, cookieName) !== undefined,
    assets: {
      style: house.assets.address('okno.css'),
      script: house.assets.address('okno.js'),
      icon: house.assets.address('icon.svg'),
    },
  };
}

/** What is kept under a code; wrong codes are counted wherever they come from, so that none is found by trying. */
export async function readKept(
  c: Context,
  house: House,
  code: string,
): Promise<KeptSituation | { readonly refused: 'codeTooOften' | 'codeUnlike' | 'codeWrong' }> {
  const address = house.addressOf(c);
  if (house.tries.isSpent(address, code)) return { refused: 'codeTooOften' };
  const found = await house.situations.read(code);
  if (!('problem' in found)) {
    house.tries.opened(address, code);
    return found;
  }
  // What cannot be a code finds nothing: it is a slip of the hand and no try.
  if (found.problem.code === 'code-unreadable') return { refused: 'codeUnlike' };
  house.tries.missed(address, code);
  return { refused: 'codeWrong' };
}

/** The situation of the device; without one, why there is none. */
export async function sessionOf(
  c: Context,
  house: House,
): Promise<Session | { readonly none: 'noSituation' | 'tooOften' }> {
  const code = getCookie(c, cookieName);
  if (code === undefined) return { none: 'noSituation' };
  const found = await readKept(c, house, code);
  if ('refused' in found) return { none: found.refused === 'codeTooOften' ? 'tooOften' : 'noSituation' };
  const stored = storedSituation.safeParse(found.told);
  if (!stored.success) {
    house.log.error({ issues: stored.error.issues.length }, 'a kept situation is not readable any more');
    return { none: 'noSituation' };
  }
  return { code, version: found.version, stored: stored.data };
}

/**
 * Keeps the situation over the version the form was made from. The key is the form itself: sent twice (a double click,
 * a reload) it is one command. `undefined` when somebody else kept it meanwhile.
 */
export async function keep(
  house: House,
  code: string,
  stored: StoredSituation,
  form: Form,
): Promise<{ readonly version: number } | undefined> {
  const key = createHash('sha256').update(form.text).digest('hex');
  const saved = await house.situations.save(code, stored, versionIn(form), key);
  return 'problem' in saved ? undefined : saved;
}

/** What follows from the situation today; `undefined` while the place is not told, without which no law is chosen. */
export function openOf(house: House, session: Session): Open | undefined {
  const { catalogue } = house;
  const { stored, code, version } = session;
  const day = today(house);
  if (stored.input.territory === undefined) return undefined;
  const read = readTold(catalogue, stored.input, { asOf: day });
  if ('problems' in read) {
    house.log.error(
      { problems: read.problems.map(({ code: problem, place }) => ({ problem, place })) },
      'a kept situation no longer fits the packs',
    );
    return undefined;
  }
  return {
    catalogue,
    stored,
    code,
    version,
    today: day,
    told: read.told,
    ...solve(catalogue, read.told, { skip: [...stored.skipped, ...stored.declined] }),
  };
}
