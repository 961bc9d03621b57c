import { readTold } from '#assessment';
import type { FactKey, FactValue, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { nearest, readDay } from '#language';
import type { Problem } from '#language';
import type { Happened, Route } from '#planner';

/** What happened to a route since it was planned, with the day on which the rest is planned again. */
export type Events = {
  readonly asOf: string;
  readonly happened: readonly Happened[];
  /** Facts told anew; they stand over what follows from the steps that are done. */
  readonly facts: readonly (FactKey & { readonly value: FactValue })[];
};

export type ReadEvents = { readonly events: Events } | { readonly problems: readonly Problem[] };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Events as a file or a request tells them, checked against the route they are about: `asOf`, and `happened`, a list of
 * `{refused: service, subject}`, `{delayed: step, until}`, `{missed: step}`, `{done: step}`, `{lost: paper, subject}` and
 * `{told: {person: {fact: value}}}`. `situation` is the situation as it was told, which new facts are checked with.
 */
export function readEvents(
  catalogue: Catalogue,
  input: unknown,
  { situation, told, route }: { readonly situation: unknown; readonly told: ToldSituation; readonly route: Route },
): ReadEvents {
  const problems: Problem[] = [];
  const problem = (path: string, code: string, ru: string, en: string, remedy?: Problem['remedy']): undefined => {
    problems.push({ code, message: { ru, en }, place: { path }, ...(remedy === undefined ? {} : { remedy }) });
    return undefined;
  };
  if (!isFields(input) || !Array.isArray(input['happened']) || input['happened'].length > mostEvents) {
    problem(
      '',
      'not-events',
      'нужны поля asOf и happened (список).',
      'the fields asOf and happened (a list) are needed.',
      {
        ru: `Пример: examples/events/. Событий — не больше ${mostEvents}.`,
        en: `For an example see examples/events/. At most ${mostEvents} events.`,
      },
    );
    return { problems };
  }
  const asOf = String(input['asOf']);
  if (readDay(asOf) === undefined || asOf < told.asOf)
    problem(
      '/asOf',
      'impossible-date',
      `«${asOf}» — не день после ${told.asOf}, когда маршрут составлен.`,
      `"${asOf}" is no day after ${told.asOf}, when the route was planned.`,
      { ru: 'Дата пишется как 2026-03-17.', en: 'A date is written 2026-03-17.' },
    );
  const facts: Events['facts'][number][] = [];
  const happened = input['happened'].flatMap((one: unknown, index): readonly Happened[] => {
    const event = eventOf(one, `/happened/${index}`);
    return event === undefined ? [] : [event];
  });
  return problems.length > 0 ? { problems } : { events: { asOf, happened, facts } };

  function eventOf(one: unknown, path: string): Happened | undefined {
    const event: Fields = isFields(one) ? one : {};
    const kind = kinds.find((name) => name in event);
    const extra = Object.keys(event).find((name) => name !== kind && name !== 'subject' && name !== 'until');
    if (kind === undefined || extra !== undefined)
      return problem(
        path,
        'unknown-event',
        `что случилось, не понято${extra === undefined ? '' : `: ${extra}`}.`,
        `it is not clear what happened${extra === undefined ? '' : `: ${extra}`}.`,
        { ru: `Бывает: ${kinds.join(', ')}.`, en: `It may be: ${kinds.join(', ')}.` },
      );
    if (kind === 'told') return toldOf(event['told'], `${path}/told`);
    const name = String(event[kind]);
    if (kind === 'refused' || kind === 'lost') {
      const known = kind === 'refused' ? catalogue.services : catalogue.evidence;
      const [ru, en] = kind === 'refused' ? ['Услуги', 'service'] : ['Документа', 'paper'];
      if (!known.has(name)) return unknown(`${path}/${kind}`, ru, en, name, [...known.keys()]);
      const subject = subjectOf(event['subject'], path);
      if (subject === undefined) return undefined;
      return kind === 'refused' ? { kind, service: name, subject } : { kind, evidence: name, subject };
    }
    const step = route.steps.find(({ id }) => id === name);
    if (step === undefined)
      return unknown(
        `${path}/${kind}`,
        'Шага',
        'step',
        name,
        route.steps.map(({ id }) => id),
      );
    if (kind !== 'delayed') return { kind, step: name };
    const until = String(event['until']);
    if (readDay(until) !== undefined && until >= asOf) return { kind, step: name, until };
    return problem(
      `${path}/until`,
      'impossible-date',
      `«${until}» — не день с ${asOf} и позже.`,
      `"${until}" is no day from ${asOf} on.`,
      { ru: 'Дата пишется как 2026-03-22.', en: 'A date is written 2026-03-22.' },
    );
  }

  function unknown(path: string, ru: string, en: string, name: string, known: readonly string[]): undefined {
    const near = nearest(name, known);
    return problem(
      path,
      'unknown-name',
      `${ru} «${name}» нет.`,
      `There is no ${en} "${name}".`,
      near === undefined
        ? { ru: 'Имена показывает okno solve --json.', en: 'okno solve --json shows the names.' }
        : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
    );
  }

  function subjectOf(given: unknown, path: string): string | undefined {
    const subject = given === undefined ? told.applicant : typeof given === 'string' ? given : '';
    const known = ['household', ...told.people.map(({ id }) => id)];
    return known.includes(subject) ? subject : unknown(`${path}/subject`, 'Человека', 'person', subject, known);
  }

  /** New facts are held to the same rules as those told first. */
  function toldOf(given: unknown, path: string): Happened | undefined {
    if (!isFields(given) || !isFields(situation) || !Array.isArray(situation['people']))
      return problem(path, 'not-facts', 'нужны сведения по людям.', 'facts by person are needed.');
    const unknownPerson = Object.keys(given).find((id) => subjectOf(id, path) === undefined);
    if (unknownPerson !== undefined) return undefined;
    const of = (id: unknown): Fields => {
      const own = given[String(id)];
      return isFields(own) ? own : {};
    };
    const people = situation['people'].map((person: Fields) => ({ ...person, ...of(person['id']) }));
    const read = readTold(catalogue, { ...situation, ...of('household'), people, asOf }, { asOf });
    if ('problems' in read) {
      problems.push(...read.problems.map((one) => ({ ...one, place: { path } })));
      return undefined;
    }
    const keys = Object.entries(given).flatMap(([subject, own]) =>
      Object.keys(isFields(own) ? own : {}).map((fact) => ({ fact, subject })),
    );
    for (const { fact, subject } of keys) {
      const own =
        subject === 'household' ? read.told.household : read.told.people.find(({ id }) => id === subject)?.facts;
      const value = own?.[fact];
      if (value !== undefined) facts.push({ fact, subject, value });
    }
    return { kind: 'told', facts: keys };
  }
}

const mostEvents = 50;

const kinds = ['refused', 'delayed', 'missed', 'done', 'lost', 'told'] as const;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
