import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import { needIds, readSource } from '#catalogue';
import type { Catalogue, NeedId } from '#catalogue';
import type { Problem } from '#language';
import { importedFiles, packOfDirectory, readDirectory } from '#publication';
import type { LeftOut } from '#publication';

import type { Options } from './arguments.ts';
import { packIdOf, writeImport } from './imported-folder.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno pack import-hsds <path> --into FOLDER`: places of a foreign directory as a pack of their own. */
export async function packImportHsds(
  catalogue: Catalogue,
  path: string,
  into: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const refuse = (...problems: readonly Problem[]): Outcome => refused(problems, options.lang, options.json);
  const { territory } = options;
  if (territory !== undefined && !/^\d{2,11}$/u.test(territory)) return refuse(badTerritory(territory));
  const needs = options.needs === undefined ? { needs: undefined } : await readNeeds(options.needs);
  if ('problems' in needs) return refuse(...needs.problems);
  const read = await readDirectory(path);
  if ('problems' in read) return refuse(...read.problems);
  const pack = packIdOf(basename(resolve(into)), 'hsds');
  const imported = packOfDirectory(read.rows, {
    pack,
    catalogue,
    ...(territory === undefined ? {} : { territory }),
    ...(needs.needs === undefined ? {} : { needs: needs.needs }),
  });
  if (imported.offices.length === 0) return refuse(nothingTaken(path, imported.leftOut));
  const files = importedFiles(imported, { pack, from: basename(resolve(path)), day: options.asOf ?? today });
  const unwritten = await writeImport(into, files);
  if (unwritten !== undefined) return refuse(unwritten);
  const { agencies, offices, leftOut } = imported;
  const offers = offices.flatMap((office) => office.offers ?? []).length;
  if (options.json)
    return done(asJson({ into, pack, agencies: agencies.length, offices: offices.length, offers, leftOut }));
  const lines = {
    ru: [
      `Записано в ${into}: мест ${offices.length}, услуг в них ${offers}, организаций ${agencies.length}.`,
      'Кому помогают, там сказано словами и не вычисляется: ответ — «не известно, спросите там».',
      ...(leftOut.length === 0 ? [] : [`Не взято или изменено (${leftOut.length}; всё — в import-report.json):`]),
    ],
    en: [
      `Written to ${into}: ${offices.length} places, ${offers} services in them, ${agencies.length} organisations.`,
      'Who may have help is told there in words and is not computed: the answer is "not known, ask them".',
      ...(leftOut.length === 0 ? [] : [`Left out or changed (${leftOut.length}; all of it in import-report.json):`]),
    ],
  };
  return done(
    [...lines[options.lang], ...leftOut.slice(0, mostShown).map((one) => leftOutText(one, options))].join('\n'),
  );
}

const mostShown = 20;

function leftOutText({ what, id, name, count, reason }: LeftOut, { lang }: Options): string {
  const times = count === undefined ? '' : ` ×${count}`;
  return `  – ${[what, name ?? id].filter((part) => part !== undefined).join(' ')}${times}: ${reason[lang]}`;
}

/** `term: need` lines: which need a foreign term (its code, name or URI) means. */
async function readNeeds(
  file: string,
): Promise<{ readonly needs: ReadonlyMap<string, NeedId> } | { readonly problems: readonly Problem[] }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { problems: [badNeeds(file, error instanceof Error ? error.message : String(error))] };
  }
  const { value, faults } = readSource(file, text);
  const [fault] = faults;
  if (fault !== undefined)
    return { problems: [{ ...badNeeds(file, fault.message.en), message: fault.message, place: fault.place }] };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [badNeeds(file, 'term: need')] };
  const needs = new Map<string, NeedId>();
  for (const [term, told] of Object.entries(value)) {
    const need = needIds.find((one) => one === told);
    if (need === undefined) return { problems: [badNeeds(file, `${term}: ${String(told)}`)] };
    needs.set(term.trim().toLowerCase(), need);
  }
  return { needs };
}

function badNeeds(file: string, reason: string): Problem {
  return {
    code: 'bad-needs',
    message: { ru: `файл потребностей не понят: ${reason}`, en: `the file of needs is not understood: ${reason}` },
    remedy: {
      ru: `Пишите строками «термин: потребность»; потребности: ${needIds.join(', ')}.`,
      en: `Write lines "term: need"; needs are ${needIds.join(', ')}.`,
    },
    place: { file },
  };
}

function badTerritory(code: string): Problem {
  return {
    code: 'bad-territory',
    message: { ru: `«${code}» — не код ОКТМО.`, en: `"${code}" is not an ОКТМО code.` },
    remedy: { ru: 'Напишите, например, --territory 69701000.', en: 'Write, for instance, --territory 69701000.' },
  };
}

function nothingTaken(path: string, leftOut: readonly LeftOut[]): Problem {
  const [first] = leftOut;
  return {
    code: 'nothing-taken',
    message: {
      ru: `ни одно место не взято (${leftOut.length} причин${first === undefined ? '' : `; первая: ${first.reason.ru}`}).`,
      en: `no place was taken (${leftOut.length} reasons${first === undefined ? '' : `; the first: ${first.reason.en}`}).`,
    },
    remedy: {
      ru: 'Чаще всего не понятна территория: добавьте --territory КОД.',
      en: 'Most often the territory is not told: add --territory CODE.',
    },
    place: { file: path },
  };
}
