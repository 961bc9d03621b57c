import { availableParallelism } from 'node:os';

import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import { screenByDuckDb, screenByPlanes, screenByPostgres, screenChanged } from '#screening';
import type { Screened, ScreenedChanged, ScreenEngine, ScreenRequest } from '#screening';

import type { Options } from './arguments.ts';
import { noSuchService } from './no-such-service.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** What a region may be screened by; `postgres` needs an address. */
const engines: Readonly<Record<string, (database: string) => ScreenEngine>> = {
  planes: () => screenByPlanes,
  duckdb: () => screenByDuckDb,
  postgres: screenByPostgres,
};

/** `okno screen`: who of a whole region has a right to what, into a table of pairs. */
export async function screenCommand(
  catalogue: Catalogue,
  people: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const services = options.services?.split(',').map((id) => id.trim());
  const strange = services?.filter((id) => !catalogue.services.has(id)) ?? [];
  if (strange.length > 0)
    return refused(
      strange.map((id) => noSuchService(catalogue, id)),
      options.lang,
      options.json,
    );
  const engine = engines[options.engine ?? 'planes'];
  if (engine === undefined) return refused([noSuchEngine(options.engine ?? '')], options.lang, options.json);
  if (options.engine === 'postgres' && options.database === undefined)
    return refused([noAddress], options.lang, options.json);
  const { households = '', out = '' } = options;
  const bar = progressBar(process.stderr.isTTY && !options.json);
  const request: ScreenRequest = {
    catalogue,
    files: { people, households },
    out,
    asOf: options.asOf ?? today,
    ...(services === undefined ? {} : { services }),
    withUnknown: options.withUnknown,
    threads: availableParallelism(),
    progress: bar.show,
  };
  const screen = engine(options.database ?? '');
  const { changedSince: since, before } = options;
  const result =
    since === undefined
      ? await screen(request)
      : await screenChanged(screen, { ...request, since, ...(before === undefined ? {} : { before }) });
  bar.end();
  if ('problems' in result) return refused(result.problems, options.lang, options.json);
  return done(options.json ? asJson({ ...result, out }) : screenedText(catalogue, result, out, options.lang));
}

function noSuchEngine(name: string): Parameters<typeof refused>[0][number] {
  const all = Object.keys(engines).join(', ');
  return {
    code: 'no-such-engine',
    message: { ru: `способа «${name}» нет.`, en: `there is no engine "${name}".` },
    remedy: { ru: `Есть: ${all}.`, en: `There are: ${all}.` },
  };
}

const noAddress: Parameters<typeof refused>[0][number] = {
  code: 'no-database-address',
  message: { ru: 'не сказано, в каком PostgreSQL считать.', en: 'it is not said in which PostgreSQL to count.' },
  remedy: {
    ru: 'Дайте адрес: --database postgres://имя:пароль@сервер/база.',
    en: 'Give the address: --database postgres://name:password@server/database.',
  },
};

/** One line of the terminal that tells how far it has come; nothing where nobody watches. */
function progressBar(isWatched: boolean): {
  readonly show: (done: number, all: number) => void;
  readonly end: () => void;
} {
  const width = 40;
  return {
    show: (count, all) => {
      if (!isWatched) return;
      const full = Math.round((width * count) / all);
      process.stderr.write(
        `\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round((100 * count) / all)} %  ${count} / ${all}`,
      );
    },
    end: () => {
      if (isWatched) process.stderr.write('\n');
    },
  };
}

function screenedText(
  catalogue: Catalogue,
  result: Screened | ScreenedChanged,
  out: string,
  language: Language,
): string {
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB');
  const rows = result.counts
    .toSorted((a, b) => b.yes - a.yes || a.service.localeCompare(b.service))
    .map(({ service, yes, unknown }) =>
      [
        number.format(yes).padStart(12),
        (unknown === undefined ? '—' : number.format(unknown)).padStart(12),
        `  ${service}  ${catalogue.services.get(service)?.name[language] ?? ''}`,
      ].join(''),
    );
  const [people, households, pairs] = [result.people, result.households, result.pairs].map((one) => number.format(one));
  const before = number.format(result.resumed);
  return language === 'ru'
    ? [
        `Людей ${people}, семей ${households}, пар «кому — услуга» ${pairs}: ${out}`,
        ...('forEverybody' in result
          ? [
              `У всех проверено услуг: ${number.format(result.forEverybody.length)}; остальные — у семей, где что-то изменилось: ${number.format(result.changedHouseholds)}.`,
            ]
          : []),
        ...(result.resumed > 0 ? [`Продолжено: ${before} человек было проверено раньше.`] : []),
        '',
        `${'положено'.padStart(12)}${'не известно'.padStart(12)}  услуга`,
        ...rows,
      ].join('\n')
    : [
        `${people} people, ${households} households, ${pairs} pairs of somebody and a service: ${out}`,
        ...('forEverybody' in result
          ? [
              `${number.format(result.forEverybody.length)} services were answered for everybody, the others for the ${number.format(result.changedHouseholds)} households of which something has changed.`,
            ]
          : []),
        ...(result.resumed > 0 ? [`Went on: ${before} people had been answered before.`] : []),
        '',
        `${'entitled'.padStart(12)}${'not known'.padStart(12)}  service`,
        ...rows,
      ].join('\n');
}
