import { readForm } from '#web/form.ts';
import { copyCheckPage, copyCheckedPage } from '#web/pages/copy-check.ts';
import { screenOf } from '#web/session.ts';
import { say } from '#web/words.ts';

import { plainCode } from './keep.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

/**
 * Whoever was handed a certified copy checks it by its code, without signing in. The code goes in the body and never into an
 * address, which is kept in histories and logs; the same answer follows a code that nobody has and one that cannot be.
 */
export function addCopyCheck({ app, house, language }: Walk): void {
  app.get('/copy', (c) => show(c, copyCheckPage(screenOf(c, house, language), '')));

  app.post('/copy', async (c) => {
    const screen = { ...screenOf(c, house, language), path: '/copy' };
    const typed = (await readForm(c)).one('code').slice(0, 60);
    const code = plainCode(typed);
    const address = house.addressOf(c);
    if (house.copyTries.isSpent(address, code))
      return show(c, copyCheckPage(screen, typed, say(language, 'copyCodeTooOften')), 429);
    const checked = await house.copies.check(code);
    if (checked === undefined) {
      house.copyTries.missed(address, code);
      return show(c, copyCheckPage(screen, typed, say(language, 'copyCodeUnknown')), 422);
    }
    house.copyTries.opened(address, code);
    return show(c, copyCheckedPage(screen, house, checked));
  });
}
