import { createHash } from 'node:crypto';

import type { HeardPerson } from '#assessment';
import { hear } from '#assessment';
import type { House } from '#web/house.ts';
import type { StartForm } from '#web/pages/start.ts';
import { startPage } from '#web/pages/start.ts';
import { placesPage } from '#web/pages/places.ts';
import { forgetDevice, remember, screenOf } from '#web/session.ts';
import type { StoredPerson, StoredSituation } from '#web/stored.ts';
import { nothingTold } from '#web/stored.ts';
import { endSession } from '#web/signed-in.ts';
import { examplesOf, say } from '#web/words.ts';

import { withHeard } from './confirm.ts';
import { readForm } from '#web/form.ts';
import type { Walk } from './walk.ts';
import { go, show, showProblem } from './walk.ts';

const wordsAtMost = 3000;

/** A page of the whole world's, before which anybody may stand: the weather is looked at by everyone. */
const neutralPage = 'https://ya.ru/';

export function addStart(walk: Walk): void {
  const { app, house, language } = walk;
  const blank = (): StartForm => blankStart(house);

  app.get('/', (c) => {
    const example = examplesOf(language)[Number(c.req.query('example')) - 1] ?? '';
    return show(c, startPage(screenOf(c, house, language), house.catalogue, { ...blank(), words: example }));
  });

  app.get('/places', (c) => show(c, placesPage(screenOf(c, house, language), house.catalogue)));

  app.post('/situations', async (c) => {
    const form = await readForm(c);
    const words = form.one('words').trim();
    const problem = words === '' ? 'wordsEmpty' : words.length > wordsAtMost ? 'wordsTooLong' : undefined;
    if (problem !== undefined) {
      const problems = [{ field: 'words', text: say(language, problem) }];
      const screen = { ...screenOf(c, house, language), path: '/' };
      return show(c, startPage(screen, house.catalogue, { ...blank(), words, problems }), 422);
    }
    const opened = await house.situations.open(toldIn(walk, words), formKey(form.one('key'), words, house));
    if ('problem' in opened) return showProblem(c, screenOf(c, house, language), 'badRequest', 400);
    remember(c, opened.code);
    house.tries.opened(house.addressOf(c), opened.code);
    return go(c, walk, '/situation/confirm');
  });

  // A link, so that it works without script; the cookie goes, so that "back" in the browser shows nothing.
  app.get('/leave', async (c) => {
    forgetDevice(c);
    await endSession(c, house);
    return c.redirect(neutralPage, 303);
  });
}

/**
 * The key is that of the form with the words: gone back to and told otherwise, it is another situation. A form that came without its
 * key (a program, an old page) is a command of its own.
 */
function formKey(key: string, words: string, house: House): string {
  const isKey = /^[\da-f]{32}$/u.test(key);
  return isKey ? createHash('sha256').update(`${key}\n${words}`).digest('hex') : blankStart(house).key;
}

export function blankStart(house: House): StartForm {
  return { words: '', code: '', problems: [], key: Buffer.from(house.random(16)).toString('hex') };
}

/** The situation as the words tell it, before anybody confirmed it. */
export function toldIn({ house }: Pick<Walk, 'house'>, words: string): StoredSituation {
  const { catalogue } = house;
  const heard = hear(words, catalogue.words, { situations: catalogue.situations });
  const people: readonly StoredPerson[] = [
    { id: 'applicant' },
    ...heard.people.map(({ id, relation }: HeardPerson): StoredPerson => ({ id, relation })),
  ];
  const facts = heard.facts.filter(({ fact }) => catalogue.facts.has(fact)) as StoredSituation['heard']['facts'];
  return withHeard({
    ...nothingTold,
    input: { says: words, applicant: 'applicant', people },
    heard: { facts, needs: heard.needs },
  });
}
