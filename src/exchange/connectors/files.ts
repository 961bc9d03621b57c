import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Catalogue, Fact } from '#catalogue';
import type { FactAnswer } from '#protocol';

import type { Question } from '#exchange/model.ts';

import type { Came, Connector } from './connector.ts';
import { readCsv, writeCsv } from './csv.ts';

const questionColumns = [
  'id',
  'snils',
  'surname',
  'givenName',
  'patronymic',
  'birthDate',
  'fact',
  'ground',
  'purpose',
  'asOf',
];

/**
 * For the agency that has nothing: questions are files in `questions/`, one row for each fact; somebody there fills in
 * `value` and puts the file into `answers/`. What was read goes to `taken/`, what cannot be read to `unread/`.
 */
export function createFiles(folder: string, { facts }: Pick<Catalogue, 'facts'>): Connector {
  const at = (place: 'questions' | 'answers' | 'taken' | 'unread', file: string): string => join(folder, place, file);

  return {
    write: (question) => ({ text: tableOf(question), signature: '' }),
    send: async ({ id }, { text }) => {
      try {
        for (const place of ['questions', 'answers', 'taken', 'unread'] as const)
          await mkdir(join(folder, place), { recursive: true });
        // In one piece: whoever looks into the folder sees a whole file or none.
        await writeFile(at('questions', `.${id}`), text);
        await rename(at('questions', `.${id}`), at('questions', `${id}.csv`));
        // Nobody is asked after: the answer comes by itself, or the term ends.
        return { kind: 'queued', queuedAs: id, checkAfterSeconds: 7 * 86_400 };
      } catch (error) {
        return { kind: 'failed', fault: `folder: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    collect: async () => {
      const files = await filesIn(join(folder, 'answers'));
      return await Promise.all(
        files.map(async (file): Promise<Came> => {
          const text = await readFile(at('answers', file), 'utf8');
          const id = file.replace(/\.csv$/u, '');
          const told = answersIn(text, id, facts);
          const move = async (): Promise<void> =>
            await rename(at('answers', file), at(told === undefined ? 'unread' : 'taken', file));
          return told === undefined
            ? { inquiry: id, reply: { kind: 'failed', fault: `${file} is not a table of answers` }, done: move }
            : { inquiry: id, reply: { kind: 'answered', facts: told, message: { text, signature: '' } }, done: move };
        }),
      );
    },
  };
}

function tableOf({ id, subject, facts, ground, reason, asOf }: Question): string {
  const { snils = '', surname = '', givenName = '', patronymic = '', birthDate = '' } = subject;
  const rows = facts.map((fact) =>
    [
      id,
      snils,
      surname,
      givenName,
      patronymic,
      birthDate,
      fact,
      `${ground.kind}: ${ground.basis}`,
      reason,
      asOf,
      '',
      '',
    ].map(asText),
  );
  return writeCsv([[...questionColumns, 'value', 'heldSince'], ...rows]);
}

/** What a spreadsheet would take for a formula is told to be text: a name is whatever somebody has typed. */
function asText(cell: string): string {
  return /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found.flatMap((one) => (one.isFile() && one.name.endsWith('.csv') ? [one.name] : [])).toSorted();
  } catch (error) {
    // Nothing was asked yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Undefined when it is no table of answers to this question. */
function answersIn(text: string, id: string, facts: Catalogue['facts']): readonly FactAnswer[] | undefined {
  const [header = [], ...rows] = readCsv(text);
  const column = (name: string): number => header.indexOf(name);
  const [of, fact, value, since] = [column('id'), column('fact'), column('value'), column('heldSince')];
  if (
    text.includes('\u0000') ||
    of < 0 ||
    fact < 0 ||
    value < 0 ||
    rows.length === 0 ||
    rows.some((row) => row[of] !== id)
  )
    return undefined;
  return rows.map((row): FactAnswer => {
    const name = row[fact] ?? '';
    const heldSince = row[since] ?? '';
    const about = { fact: name, ...(/^\d{4}-\d{2}-\d{2}$/u.test(heldSince) ? { heldSince } : {}) };
    const written = (row[value] ?? '').trim();
    if (written === '') return { ...about, notFound: true };
    if (/^(нет сведений|none)$/iu.test(written)) return { ...about, none: true };
    return { ...about, value: valueOf(facts.get(name), written) };
  });
}

/** A cell is text; what it is follows from the fact. What does not fit stays text and is found unusable. */
function valueOf(fact: Fact | undefined, written: string): boolean | number | string | string[] {
  switch (fact?.type) {
    case 'boolean':
      if (/^(да|yes|true|1)$/iu.test(written)) return true;
      return /^(нет|no|false|0)$/iu.test(written) ? false : written;
    case 'number':
    case 'money': {
      const number = Number(written.replaceAll(/\s/gu, '').replace(',', '.'));
      return Number.isNaN(number) ? written : number;
    }
    case 'choices':
      return written.split(/\s*,\s*/u);
    default:
      return written;
  }
}
