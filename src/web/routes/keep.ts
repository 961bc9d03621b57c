import { forgetPage, gonePage, savePage } from '#web/pages/save.ts';
import { startPage } from '#web/pages/start.ts';
import { forgetDevice, readKept, remember, screenOf } from '#web/session.ts';
import { say } from '#web/words.ts';

import { readForm } from '#web/form.ts';
import { blankStart } from './start.ts';
import type { Walk } from './walk.ts';
import { go, show, showProblem, withSession } from './walk.ts';

/** Keeping a situation, coming back to it, and leaving no trace of it. */
export function addKeep(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/situation/save',
    withSession(walk, ({ c, screen, session }) => show(c, savePage(screen, session.code))),
  );
  app.get(
    '/situation/forget',
    withSession(walk, ({ c, screen, session }) => show(c, forgetPage(screen, session.code))),
  );

  app.post(
    '/situation/forget',
    withSession(walk, async ({ c, screen, session }) => {
      const wish = (await readForm(c)).one('do');
      if (wish !== 'erase' && wish !== 'leave') return showProblem(c, screen, 'badRequest', 400);
      if (wish === 'erase') await house.situations.forget(session.code);
      forgetDevice(c);
      return show(c, gonePage({ ...screen, path: '/' }, wish === 'erase'));
    }),
  );

  app.get('/resume', (c) => go(c, walk, '/#resume'));

  app.post('/resume', async (c) => {
    const typed = (await readForm(c)).one('code').slice(0, 60);
    const screen = { ...screenOf(c, house, language), path: '/' };
    const refuse = (word: 'codeWrong' | 'codeUnlike' | 'codeTooOften', status: 422 | 429): Response =>
      show(
        c,
        startPage(screen, house.catalogue, {
          ...blankStart(house),
          code: typed,
          problems: [{ field: 'code', text: say(language, word) }],
        }),
        status,
      );
    const code = plainCode(typed);
    const found = await readKept(c, house, code);
    if ('refused' in found) return refuse(found.refused, found.refused === 'codeTooOften' ? 429 : 422);
    remember(c, code);
    return go(c, walk, '/situation/result');
  });
}

/** A code as it is kept, however it was copied: without spaces and dashes, in capitals. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/[^\p{L}\p{N}]/gu, '').toLocaleUpperCase();
}
