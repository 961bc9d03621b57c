import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

import type { Problem } from '#language';
import { readCsv } from '#publication/hsds/csv.ts';
import { csvNames, tableNames } from '#publication/hsds/tables.ts';
import type { TableName } from '#publication/hsds/tables.ts';

import { flatten, isForeign, kindOf } from './flatten.ts';
import type { DocumentKind } from './flatten.ts';
import { ForeignRows } from './foreign-rows.ts';

const mostBytes = 64 * 1024 * 1024;
const mostDocuments = 100_000;

/** Reads a foreign HSDS directory: a JSON file, or a folder of JSON files and CSV tables. */
export async function readDirectory(
  path: string,
): Promise<{ readonly rows: ForeignRows } | { readonly problems: readonly Problem[] }> {
  let files: string[];
  try {
    files = await filesAt(path);
  } catch (error) {
    return { problems: [unreadable(path, error)] };
  }
  const rows = new ForeignRows();
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const { size } = await stat(file);
      if (size > mostBytes) {
        problems.push(tooLarge(file, size));
        continue;
      }
      const text = await readFile(file, 'utf8');
      const problem = extname(file) === '.csv' ? readTable(rows, file, text) : readDocuments(rows, file, text);
      if (problem !== undefined) problems.push(problem);
    } catch (error) {
      problems.push(unreadable(file, error));
    }
  }
  if (problems.length > 0) return { problems };
  if (rows.of('service').length + rows.of('location').length === 0) return { problems: [nothingThere(path)] };
  return { rows };
}

/** Descriptions of the package itself hold no places. */
const notDocuments = new Set(['datapackage.json', 'manifest.json', 'package.json']);

async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => /\.(?:json|csv)$/u.test(name) && !notDocuments.has(basename(name)))
    .toSorted()
    .map((name) => join(path, name));
}

/** A list, a page of an HSDS API (`contents`), or one document. */
function readDocuments(rows: ForeignRows, file: string, text: string): Problem | undefined {
  const json: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
  const list = Array.isArray(json)
    ? (json as unknown[])
    : isForeign(json) && Array.isArray(json['contents'])
      ? (json['contents'] as unknown[])
      : [json];
  if (list.length > mostDocuments) return tooMany(file, list.length);
  for (const document of list) {
    const kind = isForeign(document) ? (kindByName(file) ?? kindOf(document)) : undefined;
    if (kind === undefined || !isForeign(document))
      rows.leave({
        what: basename(file),
        reason: { ru: 'это не запись HSDS', en: 'this is no HSDS document' },
      });
    else flatten(rows, kind, document);
  }
  return undefined;
}

function kindByName(file: string): DocumentKind | undefined {
  const name = basename(file, '.json');
  const kinds = ['service_at_location', 'service', 'organization', 'location'] as const;
  return kinds.find((kind) => name === kind || name === `${kind}s`);
}

function readTable(rows: ForeignRows, file: string, text: string): Problem | undefined {
  const table = tableByName(basename(file));
  if (table === undefined) {
    rows.leave({ what: basename(file), reason: { ru: 'эта таблица не читается', en: 'this table is not read' } });
    return undefined;
  }
  const read = readCsv(text);
  if (read.rows.length > mostDocuments) return tooMany(file, read.rows.length);
  for (const [index, cells] of read.rows.entries()) {
    if (cells.length !== read.columns.length)
      rows.leave({
        what: `${basename(file)}:${index + 2}`,
        reason: { ru: 'в строке другое число ячеек', en: 'the row has another number of cells' },
      });
    else rows.add(table, Object.fromEntries(read.columns.map((column, at) => [column.trim(), unquoted(cells[at])])));
  }
  return undefined;
}

/** The apostrophe that keeps a spreadsheet from counting is not part of the text. */
function unquoted(cell: string | undefined): string {
  return (cell ?? '').replace(/^'(?=[=+@\-\t\r])/u, '');
}

function tableByName(name: string): TableName | undefined {
  return tableNames.find((table) => name === csvNames[table] || name === `${table}.csv` || name === `${table}s.csv`);
}

function unreadable(file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'unreadable-directory',
    message: { ru: `не читается: ${reason}`, en: `cannot be read: ${reason}` },
    remedy: {
      ru: 'Нужен файл JSON или папка с JSON или CSV в формате HSDS 3.',
      en: 'A JSON file is needed, or a folder with JSON or CSV of HSDS 3.',
    },
    place: { file },
  };
}

function tooLarge(file: string, size: number): Problem {
  const megabytes = Math.ceil(size / 1024 / 1024);
  return {
    code: 'too-large',
    message: {
      ru: `файл слишком велик: ${megabytes} МБ, читается до ${mostBytes / 1024 / 1024} МБ.`,
      en: `the file is too large: ${megabytes} MB, up to ${mostBytes / 1024 / 1024} MB are read.`,
    },
    remedy: splitIt,
    place: { file },
  };
}

function tooMany(file: string, count: number): Problem {
  return {
    code: 'too-many',
    message: {
      ru: `записей ${count}, читается до ${mostDocuments}.`,
      en: `${count} records, up to ${mostDocuments} are read.`,
    },
    remedy: splitIt,
    place: { file },
  };
}

const splitIt = { ru: 'Разделите справочник на части.', en: 'Split the directory into parts.' };

function nothingThere(path: string): Problem {
  return {
    code: 'empty-directory',
    message: { ru: 'в справочнике нет ни услуг, ни мест.', en: 'the directory has neither services nor places.' },
    remedy: {
      ru: 'Укажите файл или папку с записями HSDS 3 (service, organization, location).',
      en: 'Give a file or a folder with documents of HSDS 3 (service, organization, location).',
    },
    place: { file: path },
  };
}
