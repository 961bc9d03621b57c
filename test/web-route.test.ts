// What the route says on the page, on paper and in a calendar: nothing doubtful as certain, nothing to the wrong eyes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Catalogue, ServiceVersion } from '#catalogue';
import type { Open } from '#web/pages/open.ts';
import { resultPage } from '#web/pages/result.ts';
import { routeCalendar } from '#web/parts/route-calendar.ts';
import { routeList, visitsText } from '#web/parts/route-list.ts';
import { routePicture } from '#web/parts/route-picture.ts';
import { routeSheet } from '#web/parts/route-sheet.ts';

import { realCatalogue, stories } from './catalogue.ts';
import { openStory, openTold } from './open-route.ts';
import { saidOn } from './web-house.ts';

const catalogue = await realCatalogue();

const opened = (story: string, packs: Catalogue = catalogue): Open => openStory(story, packs);
const openOf = (input: object): Open => openTold(input, catalogue);

/** The packs with every version of one service changed. */
function withService(id: string, change: Partial<ServiceVersion>): Catalogue {
  const service = catalogue.services.get(id);
  if (service === undefined) throw new Error(`there is no service ${id}`);
  const versions = service.versions.map((version) => ({ ...version, ...change }));
  return { ...catalogue, services: new Map([...catalogue.services, [id, { ...service, versions }]]) };
}

const plain = (text: unknown): string => saidOn(String(text)).replaceAll('\u00a0', ' ');
const unfolded = (calendar: string): string => calendar.replaceAll(/\r\n[ \t]/gu, '');
const eventsOf = (open: Open): readonly string[] =>
  unfolded(routeCalendar('ru', open).text).split('BEGIN:VEVENT').slice(1);

describe('the calendar', () => {
  it('says which steps are not certain, and why', () => {
    const open = opened('anna-young-mother');
    const doubtful = eventsOf(open).filter((event) => /SUMMARY:.*\(\?\)/u.test(event));
    const unsure = open.route.steps.filter((step) => !step.sure);
    assert.ok(unsure.length > 0 && doubtful.length > 0);
    for (const event of doubtful) assert.match(event, /DESCRIPTION:Если подтвердится право/u);
    for (const event of eventsOf(open)) {
      const step = open.route.steps.find(({ id }) => event.includes(`:${id}@okno`));
      assert.equal(/SUMMARY:.*\(\?\)/u.test(event), step?.sure === false, event);
    }
  });

  it('says which days are to be checked', () => {
    const events = eventsOf(opened('denis-lost-job'));
    const waiting = events.find((event) => event.includes('unemployment-benefit') && event.includes(':waiting@'));
    assert.match(waiting ?? '', /DESCRIPTION:Дата требует проверки/u);
  });

  it('tells whoever takes the phone of a woman in danger nothing but days and one-stop centres', () => {
    const anna = stories(catalogue).find(({ file }) => file.includes('anna-young-mother'))?.input ?? {};
    const open = openOf({ ...anna, dangerFromPerson: true });
    const { name, text } = routeCalendar('ru', open);
    const said = unfolded(text);
    assert.doesNotMatch(name, /okno|route/u);
    assert.match(said, /SUMMARY:Дело в МФЦ\r/u);
    assert.ok(open.route.steps.some(({ agency, urgency }) => agency === 'mvd' && urgency !== 'tonight'));
    for (const service of catalogue.services.values()) {
      assert.ok(!said.includes(service.name.ru), service.id);
      assert.ok(!said.includes(service.id), service.id);
    }
    for (const { name: paper } of catalogue.evidence.values()) assert.ok(!said.includes(paper.ru), paper.ru);
    for (const agency of catalogue.agencies.values())
      if (agency.id !== 'mfc') assert.ok(!said.includes(agency.shortName.ru), agency.id);
    assert.doesNotMatch(said, /DESCRIPTION|Анна|Митя|\b1(?:0[1-4]|12|22)\b/u);
    for (const [, place = ''] of said.matchAll(/LOCATION:(.*)/gu)) assert.match(place, /МФЦ/u);
    const days = open.route.steps
      .filter(({ urgency }) => urgency !== 'tonight')
      .map(({ end }) => end.replaceAll('-', ''));
    for (const [, day = ''] of said.matchAll(/DTSTART[^:]*:(\d{8})/gu)) assert.ok(days.includes(day), day);
  });

  it('is as silent when safety is asked for in words', () => {
    const input = {
      territory: '69701000',
      applicant: 'a',
      people: [{ id: 'a', ageYears: 30, citizenship: 'russian', hasPassport: false }],
    };
    assert.match(unfolded(routeCalendar('en', openOf(input)).text), /passport/iu);
    const feared = unfolded(routeCalendar('en', openOf({ ...input, seeks: ['safety'] })).text);
    assert.doesNotMatch(feared, /passport|police/iu);
    assert.match(feared, /SUMMARY:An errand/u);
  });
});

describe('a day that rests on an unsure term', () => {
  it('is marked on the page where the answer is told', () => {
    const open = opened('denis-lost-job');
    assert.match(plain(routeList('ru', open)), /Ответ будет к [^.]*\. требует проверки/u);
    assert.match(plain(visitsText('ru', opened('nikolay'))), /закончится к .* требует проверки/u);
    assert.match(plain(routeSheet('ru', open)), /до ≈ \d+ марта/u);
    assert.match(plain(routeSheet('ru', open)), /≈ — требует проверки/u);
  });

  it('marks the days of all that comes after it, on the page, on paper and in the picture', () => {
    const term = { days: 5, unit: 'working', certainty: 'unsure' } as const;
    const unsure = opened('nikolay', withService('passport', { term }));
    assert.match(plain(routeList('ru', unsure)), /марта, \p{L}+ требует проверки/u);
    assert.match(plain(routeSheet('ru', unsure)), /≈ \d+ марта, /u);
    assert.match(String(routePicture('ru', unsure)), /≈/u);
  });

  it('is marked on the card of what one has a right to', () => {
    const screen = {
      language: 'ru',
      path: '/situation/result',
      open: true,
      assets: { style: '', script: '', icon: '' },
    } as const;
    const id = 'unemployment-benefit';
    const page = (certainty: 'source' | 'unsure'): string =>
      plain(
        resultPage(
          screen,
          opened('denis-lost-job', withService(id, { term: { days: 11, unit: 'calendar', certainty } })),
        ),
      );
    assert.match(page('unsure'), /Ответ за 11 дней\s+требует проверки/u);
    assert.doesNotMatch(page('source'), /Ответ за 11 дней\s+требует проверки/u);
  });
});

describe('what a step costs', () => {
  it('stands at the step and on the paper, with its doubt, and once', () => {
    const open = opened('nikolay');
    const said = plain(routeList('ru', open));
    assert.equal(said.match(/Пошлина 1 500 ₽ требует проверки/gu)?.length, 1);
    assert.match(plain(routeSheet('ru', open)), /пошлина ≈ 1 500 ₽/u);
    const sure = opened('nikolay', withService('passport', { feeRoubles: { value: 1500, certainty: 'source' } }));
    assert.doesNotMatch(plain(routeList('ru', sure)), /Пошлина 1 500 ₽ требует/u);
    assert.match(plain(routeSheet('en', sure)), /fee ₽1,500/u);
  });

  it('is not told where it is nothing', () => {
    const free = opened('nikolay', withService('passport', { feeRoubles: { value: 0, certainty: 'unsure' } }));
    assert.doesNotMatch(`${plain(routeList('ru', free))} ${plain(routeSheet('ru', free))}`, /пошлина/iu);
  });
});

it('nobody is told how to come for what is done without them', () => {
  const open = opened('anna-young-mother');
  const automatic = open.route.steps.filter(({ action }) => action === 'automatic');
  assert.ok(automatic.length > 0);
  for (const language of ['ru', 'en'] as const) {
    const said = `${plain(routeList(language, open))} ${plain(routeSheet(language, open))}`;
    for (const { service } of automatic) {
      const howTo = plain(catalogue.services.get(service)?.howTo[language]);
      assert.ok(!said.includes(howTo), service);
    }
  }
});

it('a paper that is handed over at a place is not brought there', () => {
  let seen = 0;
  for (const { input } of stories(catalogue)) {
    const open = openOf(input);
    const rows = [...String(routeSheet('ru', open)).matchAll(/<tr>\s*<td>\d+<\/td>[\s\S]*?<\/tr>/gu)].map(([row]) =>
      plain(row),
    );
    for (const row of rows.filter((one) => one.includes('Заберите: Паспорт'))) {
      seen += 1;
      assert.doesNotMatch(row.replace('Заберите: Паспорт гражданина России', ''), /Паспорт гражданина России/u);
    }
    for (const [page] of String(routeList('ru', open)).matchAll(
      /<li class="okno-stop[ "][\s\S]*?<\/li>\s*(?=<li class="okno-stop|<\/ol>)/gu,
    ))
      if (page.includes('Заберите: Паспорт')) assert.doesNotMatch(page, /for="paper-\d+-passport-[^"]*"/u);
  }
  assert.ok(seen > 0);
});

describe('when nothing else is certain', () => {
  const screen = {
    language: 'ru',
    path: '/situation/result',
    open: true,
    assets: { style: '', script: '', icon: '' },
  } as const;
  const yesSection = (open: Open): string =>
    plain(/aria-labelledby="yes">[\s\S]*?<\/section>/u.exec(String(resultPage(screen, open)))?.[0]);
  const open = opened('anna-young-mother');
  const tonight = new Set(
    open.route.steps.filter(({ urgency }) => urgency === 'tonight').map(({ service }) => service),
  );
  const only = (answer: 'yes' | 'unknown' | 'no', isAsked: boolean): Open => ({
    ...open,
    assessment: {
      ...open.assessment,
      nextQuestion: isAsked ? open.assessment.nextQuestion : null,
      entitlements: open.assessment.entitlements
        .filter((one) => tonight.has(one.service) === (answer === 'yes') || one.answer === 'no')
        .map((one) => ({
          ...one,
          answer: tonight.has(one.service) && answer === 'yes' ? one.answer : answer === 'yes' ? 'no' : answer,
        })),
    },
  });

  it('nobody is sent to questions that are not there, nor told "nothing" under the help of tonight', () => {
    assert.match(yesSection(only('yes', true)), /Срочная помощь указана выше\. Ответьте на вопросы/u);
    assert.match(yesSection(only('yes', false)), /Срочная помощь указана выше\. Больше ничего из того, что мы знаем/u);
    assert.match(yesSection(only('unknown', true)), /Ответьте на вопросы/u);
    assert.match(yesSection(only('unknown', false)), /вопросов у нас больше нет/u);
    assert.match(yesSection(only('no', false)), /ничего из того, что мы знаем, не положено/u);
  });
});
