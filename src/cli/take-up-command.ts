import { writeFile } from 'node:fs/promises';

import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import { takeUpCsv, takeUpOf } from '#region';
import type { TakenUp, TakeUp } from '#region';

import type { Options } from './arguments.ts';
import { money } from './cliffs-text.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

const placesShown = 20;

/** `okno take-up --population FOLDER`: entitled by screening against received, by service and municipality. */
export async function takeUpCommand(
  catalogue: Catalogue,
  folder: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const { lang, json, pairs, received, out } = options;
  const day = options.asOf ?? catalogue.population.day ?? today;
  const seed = Number(options.seed ?? '1');
  const files = { folder, ...(pairs === undefined ? {} : { pairs }), ...(received === undefined ? {} : { received }) };
  const found = await takeUpOf(catalogue, day, files, Number.isInteger(seed) ? seed : 1);
  if ('problem' in found) return refused([found.problem], lang, json);
  if (out !== undefined) await writeFile(out, takeUpCsv(catalogue, found, lang));
  return done(json ? asJson(found) : takeUpText(catalogue, found, lang));
}

const words = {
  title: { ru: 'Куда помощь не доходит, на {day}', en: 'Where help does not arrive, as of {day}' },
  synthetic: {
    ru: 'Регион синтетический: этих людей не существует.',
    en: 'The region is synthetic: these people do not exist.',
  },
  drawn: {
    ru: 'Кто получает, не известно: разыграно по предполагаемым долям.',
    en: 'Who receives is not known: it was drawn by assumed shares.',
  },
  heads: {
    ru: ['имеют право', 'получают', 'доля', 'не доходит ₽ в год'],
    en: ['entitled', 'reached', 'share', 'missed RUB a year'],
  },
  services: { ru: 'Услуги', en: 'Services' },
  places: { ru: 'Наибольшие разрывы', en: 'The largest gaps' },
  notRecorded: { ru: 'О получении ничего не сказано', en: 'Nothing is told of who receives' },
} as const;

function takeUpText(catalogue: Catalogue, found: TakeUp, language: Language): string {
  const number = (value: number): string => money(value, language);
  const row = (label: string, { entitled, reached, missedPerYear }: TakenUp): string => {
    const share = entitled === 0 ? '—' : `${Math.round((100 * reached) / entitled)} %`;
    return `  ${label.slice(0, 58).padEnd(58)}${[number(entitled), number(reached), share, number(missedPerYear)].map((cell) => cell.padStart(20)).join('')}`;
  };
  const name = (service: string): string => catalogue.services.get(service)?.name[language] ?? service;
  const heads = words.heads[language].map((head) => head.padStart(20)).join('');
  return [
    words.title[language].replace('{day}', found.day),
    ...(found.isSynthetic ? [words.synthetic[language]] : []),
    ...(found.isDrawn ? [words.drawn[language]] : []),
    '',
    words.services[language].padEnd(60) + heads,
    ...found.services.map((one) => row(name(one.service), one)),
    '',
    words.places[language].padEnd(60) + heads,
    ...found.places
      .slice(0, placesShown)
      .map((one) =>
        row(`${catalogue.territories.get(one.territory)?.name[language] ?? one.territory}: ${name(one.service)}`, one),
      ),
    ...(found.notRecorded.length === 0
      ? []
      : ['', `${words.notRecorded[language]}: ${found.notRecorded.map(name).join('; ')}`]),
  ].join('\n');
}
