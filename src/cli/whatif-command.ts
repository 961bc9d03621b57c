import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

import { readChange } from '#catalogue';
import type { Catalogue, LawChange } from '#catalogue';
import type { Language, Problem } from '#language';
import { effectGroups, effectOf, groupPicture, groupTitle, namedEffects, openPopulation } from '#region';
import type { Effect, PopulationFolder, WhatIf } from '#region';

import type { Options } from './arguments.ts';
import { money } from './cliffs-text.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { progressBar } from './progress-bar.ts';

/** `okno whatif --change FILE --population FOLDER`: who gains by a changed law, who loses, how many, how much a year. */
export async function whatIfCommand(
  catalogue: Catalogue,
  file: string,
  folder: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const { lang, json } = options;
  const day = options.asOf ?? catalogue.population.day ?? today;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return refused([noFile(file)], lang, json);
  }
  const read = await readChange(catalogue, day, file, text);
  if ('problems' in read) return refused(read.problems, lang, json);
  const opened = await openPopulation(catalogue, folder);
  if ('problem' in opened) return refused([opened.problem], lang, json);
  const found = await count(read.change, day, opened);
  opened.close();
  if ('problems' in found) return refused(found.problems, lang, json);
  if (options.svg !== undefined) await writeFile(options.svg, groupPicture(catalogue, found, 'kinds', lang));
  if (json) return done(asJson(found));
  return done(whatIfText(catalogue, found, lang));
}

/** The whole of the population, screened under both laws. */
async function count(
  change: LawChange,
  day: string,
  population: PopulationFolder,
): Promise<WhatIf | { readonly problems: readonly Problem[] }> {
  const bar = progressBar(2 * population.people);
  const found = await effectOf(change, { population, day, threads: availableParallelism(), progress: bar.to });
  bar.end();
  return found;
}

const words = {
  synthetic: {
    ru: 'Синтетический регион: этих людей не существует.',
    en: 'A synthetic region: these people do not exist.',
  },
  of: {
    ru: 'Людей {people}, семей {households}, на {day}.',
    en: 'People {people}, households {households}, as of {day}.',
  },
  sum: {
    ru: 'Теряют {lose} семей ({lost} ₽ в год), получают больше {gain} ({gained} ₽ в год), не известно про {open}.',
    en: '{lose} households lose ({lost} RUB a year), {gain} gain ({gained} RUB a year), not known of {open}.',
  },
  services: { ru: 'УСЛУГИ: было → стало, человек; ₽ в год', en: 'SERVICES: before → after, people; RUB a year' },
  none: { ru: 'Ничьих ответов перемена не меняет.', en: 'The change alters nobody’s answers.' },
  heads: { ru: ['семей', 'теряют', 'получают', '₽ в год'], en: ['households', 'lose', 'gain', 'RUB a year'] },
} as const;

function whatIfText(catalogue: Catalogue, found: WhatIf, language: Language): string {
  const number = (value: number): string => money(value, language);
  const fill = (word: 'of' | 'sum', values: Readonly<Record<string, string>>): string =>
    words[word][language].replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
  const { all, services } = found;
  const row = ({ label, households, lose, gain, gained, lost }: Effect & { readonly label: string }): string =>
    `  ${label.padEnd(38)} ${[households, lose, gain, gained - lost].map((value) => number(value).padStart(14)).join('')}`;
  return [
    found.name[language],
    ...found.lines.map((line) => `  ${line[language]}`),
    fill('of', { people: number(found.people), households: number(all.households), day: found.day }),
    ...(found.isSynthetic ? [words.synthetic[language]] : []),
    '',
    fill('sum', {
      lose: number(all.lose),
      lost: number(all.lost),
      gain: number(all.gain),
      gained: number(all.gained),
      open: number(all.open),
    }),
    '',
    services.length === 0 ? words.none[language] : words.services[language],
    ...services.map(({ service, before, after }) => {
      const name = catalogue.services.get(service)?.name[language] ?? service;
      return `  ${name}: ${number(before.yes)} → ${number(after.yes)}; ${number(before.perYear)} → ${number(after.perYear)}`;
    }),
    ...effectGroups.flatMap((group) => [
      '',
      `${groupTitle(group, language).padEnd(40)} ${words.heads[language].map((head) => head.padStart(14)).join('')}`,
      ...namedEffects(catalogue, found, group, language).map(row),
    ]),
  ].join('\n');
}

function noFile(file: string): Problem {
  return {
    code: 'no-file',
    message: { ru: `файл не читается: ${file}.`, en: `the file cannot be read: ${file}.` },
    remedy: {
      ru: 'Образец: examples/changes/minimum-earnings-4-to-8.yaml.',
      en: 'An example: examples/changes/minimum-earnings-4-to-8.yaml.',
    },
  };
}
