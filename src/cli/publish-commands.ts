import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { readDay } from '#language';
import type { Problem } from '#language';
import { checkPublished, editionOf, exampleBase, irisUnder, publishedFiles, readBase } from '#publication';
import type { PublishedChecked } from '#publication';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno pack publish --out FOLDER`: the catalogue as it holds on a day, in the vocabularies other systems read. */
export async function packPublish(
  catalogue: Catalogue,
  out: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const asOf = options.asOf ?? today;
  if (readDay(asOf) === undefined) return refused([badDay(asOf)], options.lang, options.json);
  const base = readBase(options.base ?? exampleBase);
  if ('problem' in base) return refused([base.problem], options.lang, options.json);
  const edition = editionOf(catalogue, irisUnder(base.base), asOf, options.publisher);
  const { files, manifest } = await publishedFiles(edition, options.lang);
  try {
    // Tables that are empty now must not stay from an earlier publication.
    await rm(join(out, 'hsds', 'csv'), { recursive: true, force: true });
    for (const { path, text } of files) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), text);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refused([notWritten(out, error.message)], options.lang, options.json);
  }
  if (options.json) return done(asJson({ out, files: files.map(({ path }) => path), ...manifest }));
  const { counts, notInForce, restrictedAddresses } = manifest;
  const lines = {
    ru: [
      `Опубликовано в ${out}, как действует на ${asOf}: услуг ${counts.services}, условий ${counts.criteria}, ведомств ${counts.organisations}, ситуаций ${counts.situations}, мест ${counts.places}.`,
      ...(notInForce.length === 0 ? [] : [`Не действуют на эту дату: ${notInForce.join(', ')}.`]),
      ...(restrictedAddresses === 0 ? [] : [`Мест, чей адрес не публикуется: ${restrictedAddresses}.`]),
      ...(base.base === exampleBase ? [`Имена начинаются с ${exampleBase}; свой адрес задаёт --base.`] : []),
    ],
    en: [
      `Published in ${out} as it holds on ${asOf}: ${counts.services} services, ${counts.criteria} criteria, ${counts.organisations} organisations, ${counts.situations} situations, ${counts.places} places.`,
      ...(notInForce.length === 0 ? [] : [`Not in force on that day: ${notInForce.join(', ')}.`]),
      ...(restrictedAddresses === 0 ? [] : [`Places whose address is not published: ${restrictedAddresses}.`]),
      ...(base.base === exampleBase ? [`Names begin with ${exampleBase}; --base gives your own address.`] : []),
    ],
  };
  return done(lines[options.lang].join('\n'));
}

/** `okno pack check-published FOLDER --against STANDARDS`: exit code 1 when anything is violated or missing. */
export async function packCheckPublished(folder: string, against: string, options: Options): Promise<Outcome> {
  const checked = await checkPublished(folder, against);
  if ('problems' in checked) return refused(checked.problems, options.lang, options.json);
  const exitCode = checked.violations > 0 ? 1 : 0;
  return { out: options.json ? asJson(checked) : checkedText(checked, options), exitCode };
}

function checkedText({ findings, counted, shapes, schemas, violations }: PublishedChecked, { lang }: Options): string {
  const lines = findings.map(
    ({ file, node, path, message, remedy }) =>
      `✗ ${[file, node, path].filter((part) => part !== undefined && part !== '').join(' ')}\n    ${message[lang]}\n    ${remedy[lang]}`,
  );
  for (const one of shapes)
    lines.push(
      lang === 'ru'
        ? `${one.file}: форм ${one.shapes}, из них было что проверять у ${one.withFocus}; узлов ${one.focusNodes}, нарушений ${one.violations}`
        : `${one.file}: ${one.shapes} shapes, ${one.withFocus} of them with something to hold; ${one.focusNodes} nodes, ${one.violations} violations`,
    );
  for (const one of schemas)
    lines.push(
      lang === 'ru'
        ? `${one.file}: записей ${one.documents}, нарушений ${one.violations}`
        : `${one.file}: ${one.documents} documents, ${one.violations} violations`,
    );
  lines.push(
    lang === 'ru'
      ? `Троек ${counted.triples}, услуг ${counted.services}, условий ${counted.criteria}, ведомств ${counted.organisations}, ситуаций ${counted.situations}, мест ${counted.places}. Нарушений ${violations}.`
      : `${counted.triples} triples, ${counted.services} services, ${counted.criteria} criteria, ${counted.organisations} organisations, ${counted.situations} situations, ${counted.places} places. ${violations} violations.`,
  );
  return lines.join('\n');
}

function badDay(day: string): Problem {
  return {
    code: 'bad-day',
    message: { ru: `«${day}» — не дата.`, en: `"${day}" is not a day.` },
    remedy: { ru: 'Напишите, например, --as-of 2026-03-02.', en: 'Write, for instance, --as-of 2026-03-02.' },
  };
}

function notWritten(out: string, reason: string): Problem {
  return {
    code: 'not-written',
    message: { ru: `не записывается: ${reason}`, en: `cannot be written: ${reason}` },
    remedy: { ru: 'Укажите в --out папку, в которую можно писать.', en: 'Give --out a folder that can be written.' },
    place: { file: out },
  };
}
