// How services bear on each other, and what more earnings take away: said on the result page and in the terminal alike.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { helpCurve, nearestCliffs } from '#assessment';
import { cliffsText as cliffsInTerminal } from '#cli/cliffs-text.ts';
import { interplayText } from '#cli/interplay-text.ts';
import { earningsPage } from '#web/pages/earnings.ts';
import type { Open } from '#web/pages/open.ts';
import { resultPage } from '#web/pages/result.ts';
import type { Screen } from '#web/parts/layout.ts';

import { realCatalogue } from './catalogue.ts';
import { openStory } from './open-route.ts';
import { saidOn } from './web-house.ts';

const catalogue = await realCatalogue();
const anna = openStory('02-anna', catalogue);
const screen = (language: 'ru' | 'en'): Screen => ({
  language,
  path: '/situation/result',
  assets: { style: '', script: '', icon: '' },
  open: true,
});
const result = (open: Open, language: 'ru' | 'en' = 'ru'): string => String(resultPage(screen(language), open));
const earnings = (open: Open): string => saidOn(String(earningsPage(screen('ru'), open)));
const terminal = (open: Open, language: 'ru' | 'en' = 'ru'): string =>
  interplayText(catalogue, open.told, open.assessment.interplay, language)
    .filter((section) => section !== '')
    .join('\n\n');

describe('a choice between two benefits', () => {
  it('is told to Anna with both sums and the law, and not made for her', () => {
    const [, section = ''] = /aria-labelledby="choices">([\s\S]*?)<\/section>/u.exec(result(anna)) ?? [];
    for (const said of [section, terminal(anna)].map((text) => text.replaceAll(/\s|&nbsp;/gu, ' '))) {
      assert.ok(said.includes('110 964,24'), said);
      assert.ok(said.includes('81-ФЗ, ст. 13–15'), said);
    }
    assert.match(terminal(anna), /решаете вы/u);
  });

  it('is the same in English, without a word of Russian but the articles and names', () => {
    const said = terminal(anna, 'en');
    assert.match(said, /WHAT TO CHOOSE \(you decide\)/u);
    assert.match(said, /110,964\.24 RUB in 12 months/u);
    assert.match(result(anna, 'en'), /aria-labelledby="choices"/u);
  });

  it('is not told to whom no service bars another', () => {
    const alone: Open = {
      ...anna,
      assessment: {
        ...anna.assessment,
        interplay: { exclusions: [], choices: [], incomes: [], order: [], unlockLosses: [] },
      },
    };
    assert.equal(terminal(alone), '');
    assert.doesNotMatch(result(alone), /id="choices"/u);
  });
});

describe('an order that the law wants', () => {
  it('stands in the terminal and on the page: the court before the bailiffs', () => {
    assert.match(terminal(anna), /ЧТО СНАЧАЛА\n.*— раньше, чем .*\n.*229-ФЗ/u);
    assert.ok(result(anna).includes('229-ФЗ от 02.10.2007, ст. 12, 30'));
  });
});

describe('what becomes of help when more is earned', () => {
  it('is counted on a page of its own only: the result links to it', () => {
    assert.match(result(anna), /href="\/situation\/earnings"/u);
    assert.match(result(anna, 'en'), /href="\/en\/situation\/earnings"/u);
  });

  it('is told alike on the page and in the terminal', () => {
    const curve = helpCurve(catalogue, anna.told);
    assert.ok(curve !== undefined);
    const { up } = nearestCliffs(curve);
    assert.ok(up !== undefined);
    const whole = Math.round(up.earned).toLocaleString('ru-RU').replaceAll(/\s/gu, ' ');
    assert.ok(earnings(anna).replaceAll(/\s/gu, ' ').includes(whole), earnings(anna));
    const said = cliffsInTerminal(catalogue, anna.told, curve, 'ru').replaceAll(/[^\S\n]/gu, ' ');
    assert.ok(said.includes(`(${up.earned.toLocaleString('ru-RU').replaceAll(/\s/gu, ' ')} ₽)`), said);
    for (const { service } of up.changes) assert.ok(said.includes(catalogue.services.get(service)!.name.ru));
  });

  it('cannot be told while it is not known what is earned now', () => {
    const open = openStory('01-anna', catalogue);
    assert.match(earnings(open), /сколько семья зарабатывает сейчас/u);
    assert.match(cliffsInTerminal(catalogue, open.told, undefined, 'ru'), /не известен/u);
  });
});
