import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { readPacks } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { packText, readModel, reportText, rulesOfModel } from '#dmn';
import type { ImportedModel, ImportedRule, NotImported, PackText } from '#dmn';
import type { Problem, Text } from '#language';

import type { Options } from './arguments.ts';
import { importReport, packIdOf, writeImport } from './imported-folder.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** Longest file that is read, in bytes. */
const longest = 20_000_000;

/**
 * `okno pack import-dmn <file> --into FOLDER`: the decisions of a model as a pack that `pack check` finds in order. Nothing is
 * left out in silence: what cannot be taken is listed with its reason, input that no pack declares with the lines to declare it.
 */
export async function packImportDmn(
  catalogue: Catalogue,
  file: string,
  into: string,
  root: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const refuse = (...problems: readonly Problem[]): Outcome => refused(problems, options.lang, options.json);
  const map = readMap(options.map ?? []);
  if ('problem' in map) return refuse(map.problem);
  const text = await textOfFile(file);
  if ('problem' in text) return refuse(text.problem);
  const read = readModel(text.text);
  if ('wrong' in read) return refuse(notDmn(file, read.wrong, { line: read.line, column: read.column }));
  const size = read.model.decisions.length + read.model.knowledge.length;
  if (size > mostElements) return refuse(notDmn(file, `${size} > ${mostElements} decisions`));
  const imported = rulesOfModel(read.model, catalogue, map.map);
  const about = {
    pack: packIdOf(basename(resolve(into)), 'dmn'),
    title: basename(file),
    buildsOn: catalogue.packs.map(({ id }) => id),
    day: options.asOf ?? today,
  };
  const packs = options.packs.map((pack) => resolve(root, pack));
  const sound = await soundRules(imported, (rules) => packText(rules, about), packs);
  if ('problems' in sound) return refuse(...sound.problems);
  const { rules, leftOut, remarks } = sound;
  if (rules.length === 0) return refuse(nothingTaken(file, imported, leftOut));
  const whole: ImportedModel = { ...imported, rules, remarks };
  const report = { path: importReport, text: reportText(basename(file), whole, leftOut) };
  const unwritten = await writeImport(into, [...packText(rules, about).files, report]);
  if (unwritten !== undefined) return refuse(unwritten);
  if (options.json) return done(asJson({ into, ...whole, leftOut }));
  return done(told(into, whole, leftOut, options));
}

/** Most decisions and functions of a model. */
const mostElements = 2000;

/**
 * The rules that `pack check` has nothing against. One with a problem is taken out with the problem as its reason, and then
 * those that name it; a table with gaps has null there, as DMN says.
 */
async function soundRules(
  { rules: all, leftOut: before, remarks: said }: ImportedModel,
  write: (rules: readonly ImportedRule[]) => PackText,
  packs: readonly string[],
): Promise<
  | {
      readonly rules: readonly ImportedRule[];
      readonly leftOut: readonly NotImported[];
      readonly remarks: ImportedModel['remarks'];
    }
  | { readonly problems: readonly Problem[] }
> {
  const folder = await mkdtemp(join(tmpdir(), 'okno-dmn-'));
  try {
    let rules = all;
    const leftOut = [...before];
    const remarks = [...said];
    while (rules.length > 0) {
      const written = write(rules);
      for (const { path, text } of written.files) await writeFile(join(folder, path), text);
      const read = await readPacks([...packs, folder]);
      if ('catalogue' in read) break;
      const faulty = new Map<ImportedRule, Problem>();
      for (const problem of read.problems) {
        const isOurs = problem.place?.file?.includes(basename(folder)) === true;
        const rule = isOurs ? written.ruleOn(problem.place?.line ?? 0) : undefined;
        if (rule === undefined) return { problems: read.problems };
        if (!faulty.has(rule) || faulty.get(rule)?.code === 'table-gap') faulty.set(rule, problem);
      }
      rules = rules.flatMap((rule) => {
        const problem = faulty.get(rule);
        if (problem === undefined) return [rule];
        const closed = problem.code === 'table-gap' ? withoutGaps(rule) : undefined;
        if (closed === undefined) {
          leftOut.push({ element: 'decision', name: rule.from, reason: reasonOf(rule, problem) });
          return [];
        }
        remarks.push({
          rule: rule.id,
          text: {
            ru: `${rule.id}: ${problem.message.ru}; там пусто (null)`,
            en: `${rule.id}: ${problem.message.en}; it is null there`,
          },
        });
        return [closed];
      });
    }
    return { rules, leftOut, remarks: remarks.filter(({ rule }) => rules.some(({ id }) => id === rule)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reasonOf({ id }: ImportedRule, { message, remedy }: Problem): Text {
  const said = (lang: 'ru' | 'en'): string => [`${id}: ${message[lang]}`, remedy?.[lang]].filter(Boolean).join('. ');
  return { ru: said('ru'), en: said('en') };
}

function withoutGaps(rule: ImportedRule): ImportedRule | undefined {
  if (typeof rule.way === 'string' || rule.way.table.default !== undefined) return undefined;
  const { outputs } = rule.way.table;
  const nothing = outputs === undefined || outputs.length === 1 ? 'null' : outputs.map(() => 'null');
  return { ...rule, way: { table: { ...rule.way.table, default: nothing } } };
}

function told(into: string, model: ImportedModel, leftOut: readonly NotImported[], { lang }: Options): string {
  const { rules, undeclared, remarks } = model;
  const words = {
    ru: {
      written: `Записано в ${into}: правил ${rules.length}. Проверка: npm run okno -- pack check --pack … --pack ${into}`,
      undeclared: `Ни один пакет не объявляет (${undeclared.length}):`,
      near: 'возможно,',
      declare: 'объявите в facts.yaml:',
      leftOut: `Не взято (${leftOut.length}; всё — в ${importReport}):`,
      remarks: `Взгляните (${remarks.length}):`,
    },
    en: {
      written: `Written to ${into}: ${rules.length} rules. Check: npm run okno -- pack check --pack … --pack ${into}`,
      undeclared: `No pack declares (${undeclared.length}):`,
      near: 'did you mean',
      declare: 'declare it in facts.yaml:',
      leftOut: `Not taken (${leftOut.length}; all of it in ${importReport}):`,
      remarks: `Have a look (${remarks.length}):`,
    },
  }[lang];
  return [
    words.written,
    ...rules.map(({ id, from }) => `  + ${id} ← ${from}`),
    ...(undeclared.length === 0 ? [] : [words.undeclared]),
    ...undeclared.flatMap(({ name, near, lines }) => [
      `  ? ${name}${near === undefined ? '' : `: ${words.near} --map "${name}=${near}"?`} ${words.declare}`,
      lines,
    ]),
    ...(leftOut.length === 0 ? [] : [words.leftOut]),
    ...leftOut.map(({ element, name, reason }) => `  – ${element} ${name}: ${reason[lang]}`),
    ...(remarks.length === 0 ? [] : [words.remarks]),
    ...remarks.map(({ text }) => `  ! ${text[lang]}`),
  ].join('\n');
}

/** `name=fact`: what a name of the model means. */
function readMap(
  given: readonly string[],
): { readonly map: ReadonlyMap<string, string> } | { readonly problem: Problem } {
  const map = new Map<string, string>();
  for (const pair of given) {
    const at = pair.indexOf('=');
    const [name, fact] = [pair.slice(0, Math.max(0, at)).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || name === '' || fact === '')
      return {
        problem: {
          code: 'wrong-option',
          message: { ru: `--map «${pair}» не понят.`, en: `--map "${pair}" is not understood.` },
          remedy: { ru: 'Напишите --map "Имя в модели=сведение".', en: 'Write --map "Name in the model=fact".' },
        },
      };
    map.set(name, fact);
  }
  return { map };
}

async function textOfFile(file: string): Promise<{ readonly text: string } | { readonly problem: Problem }> {
  try {
    const { size } = await stat(file);
    if (size > longest) return { problem: notDmn(file, `${size} > ${longest} bytes`) };
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return {
      problem: {
        code: 'no-such-file',
        message: {
          ru: `файл ${file} не читается: ${error.message}.`,
          en: `the file ${file} cannot be read: ${error.message}.`,
        },
      },
    };
  }
}

function notDmn(file: string, reason: string, at: { readonly line?: number; readonly column?: number } = {}): Problem {
  return {
    code: 'not-dmn',
    message: { ru: `это не модель DMN: ${reason}`, en: `this is no DMN model: ${reason}` },
    remedy: {
      ru: 'Откройте файл в редакторе DMN и сохраните снова.',
      en: 'Open the file in a DMN editor and save it again.',
    },
    place: { file, ...at },
  };
}

function nothingTaken(file: string, { undeclared }: ImportedModel, leftOut: readonly NotImported[]): Problem {
  const reasons = (lang: 'ru' | 'en'): string =>
    leftOut.map(({ element, name, reason }) => `\n  – ${element} ${name}: ${reason[lang]}`).join('');
  const lines = undeclared
    .map(({ name, near, lines: yaml }) => `\n  # ${name}${near === undefined ? '' : ` = ${near}?`}\n${yaml}`)
    .join('');
  return {
    code: 'nothing-taken',
    message: {
      ru: `ни одно решение не взято.${reasons('ru')}`,
      en: `no decision was taken.${reasons('en')}`,
    },
    ...(undeclared.length === 0
      ? {}
      : {
          remedy: {
            ru: `Укажите --map "имя=сведение" или объявите в facts.yaml:${lines}`,
            en: `Give --map "name=fact", or declare in facts.yaml:${lines}`,
          },
        }),
    place: { file },
  };
}
