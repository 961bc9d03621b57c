import { parseArgs } from 'node:util';

import type { Language, Problem } from '#language';

export type Options = {
  readonly json: boolean;
  readonly lang: Language;
  readonly asOf?: string;
  /** An earlier day: what is answered differently since. */
  readonly since?: string;
  /** A file of events: the rest of the route planned again after them. */
  readonly after?: string;
  /** The route as a complex request of a one-stop centre. */
  readonly request: boolean;
  /** The route drawn against time. */
  readonly chart: boolean;
  readonly explain: boolean;
  readonly watch: boolean;
  /** Tell where more income brings less. */
  readonly cliffs: boolean;
  readonly runs?: string;
  /** File for the picture of a bench. */
  readonly plot?: string;
  /** File for the picture of help against earnings. */
  readonly svg?: string;
  /** File for the route as BPMN 2.0. */
  readonly bpmn?: string;
  readonly minutes?: string;
  readonly port?: string;
  readonly data?: string;
  readonly database?: string;
  readonly host?: string;
  /** Fictional residents are kept at the start; not on a real site. */
  readonly samples: boolean;
  /** The sample agencies are started with the pages. */
  readonly agencies: boolean;
  readonly behindProxy: boolean;
  readonly packs: readonly string[];
  /** Where a publication is written. */
  readonly out?: string;
  /** The folder of official shapes and schemas. */
  readonly against?: string;
  /** The folder of a pack that an import writes. */
  readonly into?: string;
  /** The address under which published things are named. */
  readonly base?: string;
  readonly publisher?: string;
  /** ОКТМО code of imported places whose own territory is not told. */
  readonly territory?: string;
  /** A file that tells which need a foreign term means. */
  readonly needs?: string;
  /** How many people a synthetic region has, the seed of its chance, and the share of values that are forgotten. */
  readonly people?: string;
  readonly seed?: string;
  readonly unknown?: string;
  /** How many entries a journal has. */
  readonly rows?: string;
  /** A file that changes the law, and the folder of the population it is tried on. */
  readonly change?: string;
  readonly population?: string;
  /** Tables of who has a right to what, and of who receives it. */
  readonly pairs?: string;
  readonly received?: string;
  /** Tables of people: who has died, who has agreed to be offered services. */
  readonly died?: string;
  readonly consents?: string;
  /** The version of DMN that an export is written in. */
  readonly dmn?: string;
  /** What names of a model mean: `name=fact`. */
  readonly map?: readonly string[];
  /** The table of households of a population. */
  readonly households?: string;
  /** Ids of services, with commas between. */
  readonly services?: string;
  /** Screen only what may be answered differently since this day. */
  readonly changedSince?: string;
  /** The pairs of that day, to be brought up to date. */
  readonly before?: string;
  /** What a region is screened by. */
  readonly engine?: string;
  /** Tell also of those who may have a right to a service. */
  readonly withUnknown: boolean;
};

export type Arguments = { readonly words: readonly string[]; readonly options: Options };

/** Options of `pack publish`, `pack check-published`, and of what is imported and exported. */
const publication = {
  out: { type: 'string' },
  against: { type: 'string' },
  into: { type: 'string' },
  base: { type: 'string' },
  publisher: { type: 'string' },
  territory: { type: 'string' },
  needs: { type: 'string' },
  dmn: { type: 'string' },
} as const;

/** Options of what is done with a whole region. */
const region = {
  people: { type: 'string' },
  seed: { type: 'string' },
  unknown: { type: 'string' },
  rows: { type: 'string' },
  change: { type: 'string' },
  population: { type: 'string' },
  pairs: { type: 'string' },
  received: { type: 'string' },
  died: { type: 'string' },
  consents: { type: 'string' },
} as const;

/** Options of `solve` beyond the answer itself. */
const routeFiles = { after: { type: 'string' } } as const;

/** Options of `screen`. */
const screening = {
  households: { type: 'string' },
  services: { type: 'string' },
  engine: { type: 'string' },
  before: { type: 'string' },
} as const;

const texts = { ...publication, ...region, ...routeFiles, ...screening };

/** Words and options of a command line, or the problem with the option that is not known. */
export function readArguments(argv: readonly string[]): Arguments | { readonly problem: Problem } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        cliffs: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'ru' },
        'as-of': { type: 'string' },
        since: { type: 'string' },
        runs: { type: 'string' },
        plot: { type: 'string' },
        svg: { type: 'string' },
        bpmn: { type: 'string' },
        minutes: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        database: { type: 'string' },
        host: { type: 'string' },
        'no-samples': { type: 'boolean', default: false },
        'no-agencies': { type: 'boolean', default: false },
        'behind-proxy': { type: 'boolean', default: false },
        pack: { type: 'string', multiple: true },
        request: { type: 'boolean', default: false },
        chart: { type: 'boolean', default: false },
        map: { type: 'string', multiple: true },
        ...publication,
        ...region,
        ...routeFiles,
        ...screening,
        'with-unknown': { type: 'boolean', default: false },
        'changed-since': { type: 'string' },
      },
    });
    if (values.lang !== 'ru' && values.lang !== 'en') return { problem: wrong(`--lang ${values.lang}`) };
    return {
      words: positionals,
      options: {
        json: values.json,
        explain: values.explain,
        watch: values.watch,
        cliffs: values.cliffs,
        request: values.request,
        chart: values.chart,
        lang: values.lang,
        withUnknown: values['with-unknown'],
        samples: !values['no-samples'],
        agencies: !values['no-agencies'] && !values['no-samples'],
        behindProxy: values['behind-proxy'],
        packs: values.pack ?? ['packs/ru', 'packs/ru-tom'],
        ...Object.fromEntries(
          (Object.keys(texts) as (keyof typeof texts)[]).flatMap((name) =>
            values[name] === undefined ? [] : [[name, values[name]]],
          ),
        ),
        ...(values.map === undefined ? {} : { map: values.map }),
        ...(values['as-of'] === undefined ? {} : { asOf: values['as-of'] }),
        ...(values.since === undefined ? {} : { since: values.since }),
        ...(values['changed-since'] === undefined ? {} : { changedSince: values['changed-since'] }),
        ...(values.minutes === undefined ? {} : { minutes: values.minutes }),
        ...(values.runs === undefined ? {} : { runs: values.runs }),
        ...(values.plot === undefined ? {} : { plot: values.plot }),
        ...(values.svg === undefined ? {} : { svg: values.svg }),
        ...(values.bpmn === undefined ? {} : { bpmn: values.bpmn }),
        ...(values.port === undefined ? {} : { port: values.port }),
        ...(values.host === undefined ? {} : { host: values.host }),
        ...(values.data === undefined ? {} : { data: values.data }),
        ...(values.database === undefined ? {} : { database: values.database }),
      },
    };
  } catch (error) {
    if (error instanceof TypeError) return { problem: wrong(error.message) };
    throw error;
  }
}

function wrong(what: string): Problem {
  return {
    code: 'wrong-option',
    message: { ru: `параметр не понят: ${what}.`, en: `option not understood: ${what}.` },
    remedy: { ru: 'Все команды показывает «npm run okno -- help».', en: 'All commands: "npm run okno -- help".' },
  };
}
