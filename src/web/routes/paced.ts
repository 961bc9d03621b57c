import type { MiddlewareHandler } from 'hono';

import { fieldsSent } from '#web/form.ts';
import type { House } from '#web/house.ts';
import { tooManyPage } from '#web/pages/too-many.ts';
import { withoutLanguage } from '#web/paths.ts';
import { screenOf } from '#web/session.ts';
import { signedIn } from '#web/signed-in.ts';

import { show } from './walk.ts';

/**
 * What people send who are not signed in, and each form of theirs is a row, comes at a pace: one address cannot fill the
 * database. What it sends too much of is given back, to be sent again.
 */
export function paced(house: House): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'POST' || (await signedIn(c, house)) !== undefined) return await next();
    const { language, path } = withoutLanguage(c.req.path);
    const pace = path === '/situations' ? house.newSituations : house.openForms;
    const tooMany = pace.step(house.addressOf(c));
    if (tooMany === undefined) return await next();
    c.header('retry-after', String(tooMany.wait));
    const held = { action: c.req.path, fields: await fieldsSent(c), ...tooMany };
    return show(c, tooManyPage({ ...screenOf(c, house, language), path: '/' }, held), 429);
  };
}
