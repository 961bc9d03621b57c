import type { Catalogue } from '#catalogue';
import type { Problem } from '#language';
import { marginsOf, writePopulation } from '#region';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { progressBar } from './progress-bar.ts';

const mostPeople = 200_000_000;

/** `okno population --people N --seed N --out FOLDER`: a synthetic region by the margins of the packs, as Parquet. */
export async function populationCommand(catalogue: Catalogue, out: string, options: Options): Promise<Outcome> {
  const people = wholeNumber(options.people ?? '1050000');
  const seed = wholeNumber(options.seed ?? '1');
  const unknown = Number(options.unknown ?? '0');
  if (people === undefined || people < 1 || people > mostPeople) return wrong('people', options);
  if (seed === undefined) return wrong('seed', options);
  if (!(unknown >= 0 && unknown < 1)) return wrong('unknown', options);
  const read = marginsOf(catalogue);
  if ('problem' in read) return refused([read.problem], options.lang, options.json);
  const bar = progressBar(people);
  const written = await writePopulation(catalogue, read.margins, { people, seed, unknown }, out, bar.to);
  bar.end();
  if (options.json) return done(asJson(written));
  const { households, day, files } = written;
  return done(
    options.lang === 'ru'
      ? `Синтетический регион на ${day}: людей ${written.people}, семей ${households}, зерно ${seed}. Этих людей не существует.\n${files.join('\n')}`
      : `A synthetic region as of ${day}: people ${written.people}, families ${households}, seed ${seed}. These people do not exist.\n${files.join('\n')}`,
  );
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}

function wrong(option: string, { lang, json }: Options): Outcome {
  const problem: Problem = {
    code: 'wrong-option',
    message: { ru: `параметр --${option} не понят.`, en: `option not understood: --${option}.` },
    remedy: {
      ru: 'Нужны целые --people (до 200 миллионов) и --seed, доля --unknown от 0 до 1: --people 1050000 --seed 7 --unknown 0.05',
      en: 'Whole --people (up to 200 million) and --seed, a share --unknown from 0 to 1: --people 1050000 --seed 7 --unknown 0.05',
    },
  };
  return refused([problem], lang, json);
}
