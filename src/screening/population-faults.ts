import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { nearest } from '#language';
import type { Problem } from '#language';

import { factColumns, limitsOf, noneSuffix, typeNames } from './contract.ts';
import { rowsOf } from './rows-of.ts';
import { named, quoted } from './sql/text.ts';

export type PopulationProblem = Problem;

type Code = keyof typeof texts;

type About = { readonly file: string; readonly column: string; readonly row: string; readonly more: string };

const contract = {
  ru: 'Какой должна быть таблица, сказано в docs/screening.md.',
  en: 'What the table has to be is written in docs/screening.md.',
};

const texts = {
  'population-unreadable': {
    ru: ({ more }: About) => `файл не читается: ${more}`,
    en: ({ more }: About) => `the file cannot be read: ${more}`,
    remedy: {
      ru: 'Нужен файл Parquet или CSV с заголовком.',
      en: 'A Parquet file or a CSV file with a header is needed.',
    },
  },
  'population-empty': {
    ru: () => 'в таблице нет ни одного человека.',
    en: () => 'there is nobody in the table.',
    remedy: contract,
  },
  'population-column-missing': {
    ru: ({ column }: About) => `нет столбца «${column}».`,
    en: ({ column }: About) => `there is no column "${column}".`,
    remedy: contract,
  },
  'population-column-type': {
    ru: ({ column, more }: About) => `столбец «${column}» не того типа: ${more}.`,
    en: ({ column, more }: About) => `the column "${column}" is of another type: ${more}.`,
    remedy: contract,
  },
  'population-household-missing': {
    ru: ({ row }: About) => `строка ${row}: нет номера семьи.`,
    en: ({ row }: About) => `row ${row}: the household has no number.`,
    remedy: {
      ru: 'Дайте каждому человеку номер его семьи в столбце household.',
      en: 'Give each person the number of the household in the column household.',
    },
  },
  'population-order': {
    ru: ({ row }: About) => `строка ${row}: семьи стоят не по порядку номеров или одна семья стоит в двух местах.`,
    en: ({ row }: About) =>
      `row ${row}: households do not stand in the order of their numbers, or one stands in two places.`,
    remedy: { ru: 'Отсортируйте обе таблицы по столбцу household.', en: 'Sort both tables by the column household.' },
  },
  'population-applicant': {
    ru: ({ row, more }: About) => `строка ${row}, семья ${more}: заявитель должен быть ровно один.`,
    en: ({ row, more }: About) => `row ${row}, household ${more}: there has to be exactly one applicant.`,
    remedy: {
      ru: 'Поставьте applicant TRUE у одного человека каждой семьи, у остальных FALSE.',
      en: 'Set applicant to TRUE for one person of each household, and to FALSE for the others.',
    },
  },
  'population-households-differ': {
    ru: ({ more }: About) => `семья ${more} есть только в одной из двух таблиц.`,
    en: ({ more }: About) => `household ${more} stands in one of the two tables only.`,
    remedy: {
      ru: 'Каждая семья из people должна стоять в households один раз, и никакая другая.',
      en: 'Each household of people has to stand in households once, and no other.',
    },
  },
  'population-territory': {
    ru: ({ row, more }: About) => `строка ${row}: территории «${more}» нет в пакетах.`,
    en: ({ row, more }: About) => `row ${row}: the territory "${more}" is not in the packs.`,
    remedy: {
      ru: 'Коды территорий — в packs/*/territories.yaml.',
      en: 'Codes of territories are in packs/*/territories.yaml.',
    },
  },
  'population-value': {
    ru: ({ row, column, more }: About) => `строка ${row}, столбец «${column}»: «${more}» не подходит.`,
    en: ({ row, column, more }: About) => `row ${row}, column "${column}": "${more}" does not fit.`,
    remedy: contract,
  },
  'changed-column-missing': {
    ru: ({ column }: About) => `нет столбца «${column}»: не сказано, у кого что изменилось.`,
    en: ({ column }: About) => `there is no column "${column}": it is not told of whom something has changed.`,
    remedy: {
      ru: 'Добавьте в обе таблицы столбец changed: день, когда строка изменилась последний раз. Или проверьте всех, без --changed-since.',
      en: 'Add a column changed to both tables: the day on which a row was changed last. Or screen everybody, without --changed-since.',
    },
  },
  'changed-needs-files': {
    ru: () => '--changed-since читает файлы, а не таблицы базы.',
    en: () => '--changed-since reads files, not tables of a database.',
    remedy: {
      ru: 'Дайте обе таблицы файлами Parquet или CSV.',
      en: 'Give both tables as Parquet or CSV files.',
    },
  },
  'changed-since-later': {
    ru: ({ more }: About) => `«${more}» после --changed-since — не день или позже дня, на который считаем.`,
    en: ({ more }: About) => `"${more}" after --changed-since is no day, or later than the day that is asked.`,
    remedy: { ru: 'Дайте более ранний день или другой --as-of.', en: 'Give an earlier day, or another --as-of.' },
  },
} as const;

/** A population that cannot be answered, with the place and the remedy. */
export function populationProblem(
  code: Code,
  file: string,
  column = '',
  row?: number,
  more = '',
  remedy?: Problem['remedy'],
): PopulationProblem {
  const { ru, en, remedy: usual } = texts[code];
  const about = { file, column, row: String(row ?? ''), more };
  return {
    code,
    message: { ru: `${file}: ${ru(about)}`, en: `${file}: ${en(about)}` },
    remedy: remedy ?? usual,
  };
}

/** Thrown while a block is read; told as a problem once the place is found. */
export class PopulationFault extends Error {
  readonly problem: PopulationProblem;

  constructor(problem: PopulationProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Whether the columns are there and of the types of the contract. */
export function checkColumns(
  catalogue: Catalogue,
  of: EntityKind,
  file: string,
  columns: Readonly<Record<string, string>>,
): PopulationProblem[] {
  const wanted =
    of === 'person'
      ? ([
          ['household', /INT/u, 'BIGINT'],
          ['person', /./u, 'VARCHAR'],
          ['applicant', /^BOOLEAN$/u, 'BOOLEAN'],
        ] as const)
      : ([
          ['household', /INT/u, 'BIGINT'],
          ['territory', /^VARCHAR$|^ENUM/u, 'VARCHAR'],
        ] as const);
  const own = wanted.flatMap(([name, type, typeName]) => {
    const found = columns[name];
    if (found === undefined) return [populationProblem('population-column-missing', file, name)];
    return type.test(found) ? [] : [wrongType(file, name, found, typeName)];
  });
  const ofFacts = factColumns(catalogue, of).flatMap(({ fact, types }) => {
    const found = columns[fact.id];
    const none = columns[`${fact.id}${noneSuffix}`];
    return [
      ...(found === undefined || types.test(found) ? [] : [wrongType(file, fact.id, found, typeNames[fact.type])]),
      ...(none === undefined || none === 'BOOLEAN'
        ? []
        : [wrongType(file, `${fact.id}${noneSuffix}`, none, 'BOOLEAN')]),
    ];
  });
  return [...own, ...ofFacts];
}

function wrongType(file: string, column: string, found: string, wanted: string): PopulationProblem {
  return populationProblem('population-column-type', file, column, undefined, `${found} (${wanted})`);
}

/** The first value of each column that does not fit its fact, as far as one look over the file tells. */
export async function firstFaults(
  duck: Parameters<typeof rowsOf>[0],
  catalogue: Catalogue,
  of: EntityKind,
  file: string,
  source: string,
  columns: Readonly<Record<string, string>>,
): Promise<PopulationProblem[]> {
  const isCsv = source.startsWith('read_csv');
  const checked = factColumns(catalogue, of)
    .filter(({ fact }) => fact.id in columns)
    .map(({ fact }) => ({ fact, name: fact.id, bad: misfit(fact, columns[fact.id]!, isCsv) }))
    .filter((one): one is { fact: Fact; name: string; bad: string } => one.bad !== undefined);
  const own = isCsv
    ? [
        { fact: undefined, name: 'household', bad: notA('household', 'BIGINT') },
        ...(of === 'person' ? [{ fact: undefined, name: 'applicant', bad: notA('applicant', 'BOOLEAN') }] : []),
      ].filter(({ name }) => name in columns)
    : [];
  const all = [...own, ...checked];
  if (all.length === 0) return [];
  const [first] = await rowsOf(
    duck,
    `SELECT ${all.map(({ bad }, index) => `min({'place': place, 'value': ${named(all[index]!.name)}::VARCHAR}) FILTER (WHERE ${bad}) AS f${index}`).join(', ')}
     FROM (SELECT *, (row_number() OVER ())::DOUBLE AS place FROM ${source})`,
  );
  return all.flatMap(({ fact, name }, index) => {
    const found = first?.[`f${index}`] as { readonly place: number; readonly value: string } | null | undefined;
    if (found === null || found === undefined) return [];
    return [populationProblem('population-value', file, name, found.place, found.value, remedyFor(fact, found.value))];
  });
}

function notA(name: string, type: string): string {
  return `${named(name)} IS NOT NULL AND TRY_CAST(${named(name)} AS ${type}) IS NULL`;
}

/** When a value of the column does not fit the fact, as SQL; undefined when any does. */
function misfit(fact: Fact, type: string, isCsv: boolean): string | undefined {
  const column = named(fact.id);
  const choices = `[${fact.choices.map(({ value }) => quoted(value)).join(', ')}]`;
  switch (fact.type) {
    case 'boolean':
      return isCsv ? notA(fact.id, 'BOOLEAN') : undefined;
    case 'number':
    case 'money': {
      const { min, max } = limitsOf(fact);
      const number = `TRY_CAST(${column} AS DOUBLE)`;
      return `${column} IS NOT NULL AND coalesce(${number} < ${min} OR ${number} > ${max} OR NOT isfinite(${number}), TRUE)`;
    }
    case 'date':
      return type === 'DATE'
        ? undefined
        : `${column} IS NOT NULL AND (NOT regexp_matches(${column}, '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$') OR TRY_CAST(rpad(${column}, 10, '-01') AS DATE) IS NULL)`;
    case 'choice':
      return `NOT list_contains(${choices}, ${column}::VARCHAR)`;
    case 'choices': {
      const items = isCsv || !type.endsWith('[]') ? `string_split(${column}::VARCHAR, '|')` : `${column}::VARCHAR[]`;
      return `len(list_filter(${items}, lambda one: one <> '' AND NOT list_contains(${choices}, one))) > 0`;
    }
    case 'text':
      return undefined;
  }
}

function remedyFor(fact: Fact | undefined, value: string): Problem['remedy'] {
  if (fact === undefined) return contract;
  const choices = fact.choices.map((choice) => choice.value);
  if (choices.length > 0) {
    const near = nearest(value, choices);
    return {
      ru: `${near === undefined ? '' : `Возможно, «${near}»? `}Варианты: ${choices.join(', ')}. Не известно — пусто.`,
      en: `${near === undefined ? '' : `Did you mean "${near}"? `}Choices: ${choices.join(', ')}. Not known: leave it empty.`,
    };
  }
  if (fact.type === 'number' || fact.type === 'money') {
    const { min, max } = limitsOf(fact);
    return {
      ru: `Нужно число от ${min} до ${max}. Не известно — пусто.`,
      en: `A number from ${min} to ${max} is needed. Not known: leave it empty.`,
    };
  }
  return contract;
}
