import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { territoryContains } from '#catalogue';
import { daysOf, nearest, readDay } from '#language';
import type { Problem, Text } from '#language';

import type { FactValue, PersonFacts, ToldSituation } from './model.ts';
import { readAppliedFor, readConsents } from './read-consents.ts';

export type ReadTold = { readonly told: ToldSituation } | { readonly problems: readonly Problem[] };

/** Most people of one household and longest free text that are read. */
export const mostPeople = 50;
export const longestSaying = 20_000;

const givenKeys = ['asOf', 'territory', 'says', 'applicant', 'people', 'consents', 'appliedFor'];

/**
 * Checks a situation as it came (JSON or YAML) against the declared facts. Gives it typed, or every problem with the
 * path to the place (JSON pointer) and what to do: an undeclared fact, a wrong type, an impossible date. `asOf` of
 * `defaults` stands in when none is told; no module reads the clock.
 */
export function readTold(catalogue: Catalogue, input: unknown, defaults: { readonly asOf: string }): ReadTold {
  return new Reading(catalogue).situation(input, defaults.asOf);
}

/** Checks one fact as somebody else told it: a register, a form. Gives its value, or what is wrong with it. */
export function readFact(
  catalogue: Catalogue,
  fact: Fact,
  value: unknown,
  asOf: string,
): { readonly value: FactValue } | { readonly problems: readonly Problem[] } {
  return new Reading(catalogue).alone(fact, value, asOf);
}

class Reading {
  readonly #catalogue: Catalogue;
  readonly #problems: Problem[] = [];

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  problem(path: string, code: string, ru: string, en: string, remedy?: Text): void {
    this.#problems.push({ code, message: { ru, en }, place: { path }, ...(remedy === undefined ? {} : { remedy }) });
  }

  situation(input: unknown, asOfDefault: string): ReadTold {
    if (!isRecord(input)) {
      this.problem(
        '',
        'not-a-situation',
        'ситуация должна быть набором полей',
        'a situation has to be a set of fields',
        {
          ru: 'Нужны поля territory, applicant и people; пример лежит в examples/.',
          en: 'It needs territory, applicant and people; see examples/.',
        },
      );
      return { problems: this.#problems };
    }
    const asOf = this.day('/asOf', input['asOf'] ?? asOfDefault) ?? asOfDefault;
    const territory = this.territory(input['territory']);
    const says = this.says(input['says']);
    const people = this.people(input['people'], asOf);
    const applicant = this.applicant(input['applicant'], people);
    const household = this.facts('household', input, givenKeys, '', asOf);
    const agreed = readConsents(this.#catalogue, input['consents'], people, (...problem) => this.problem(...problem));
    const asked = readAppliedFor(this.#catalogue, input['appliedFor'], (...problem) => this.problem(...problem));
    if (this.#problems.length > 0) return { problems: this.#problems };
    return {
      told: {
        asOf,
        territory,
        ...(says === undefined ? {} : { says }),
        applicant,
        people,
        household,
        ...(agreed.length === 0 ? {} : { consents: agreed }),
        ...(asked.length === 0 ? {} : { appliedFor: asked }),
      },
    };
  }

  alone(
    fact: Fact,
    value: unknown,
    asOf: string,
  ): { readonly value: FactValue } | { readonly problems: readonly Problem[] } {
    const read = this.value(`/${fact.id}`, fact, value, asOf);
    return read === undefined || this.#problems.length > 0 ? { problems: this.#problems } : { value: read };
  }

  day(path: string, value: unknown): string | undefined {
    const day = typeof value === 'string' ? readDay(value) : undefined;
    if (day === undefined) {
      this.problem(path, 'impossible-date', `«${shown(value)}» — не дата`, `"${shown(value)}" is not a date`, {
        ru: 'Дата пишется как 2026-03-02 и должна быть в календаре; известен только месяц или год — 2026-03 или 2026.',
        en: 'A date is written 2026-03-02 and has to exist; when only the month or the year is known, 2026-03 or 2026.',
      });
    }
    return day;
  }

  /** A day, or only its month or year: `2019-05`, `2019`, which YAML reads as a number. */
  dayOrPart(path: string, value: unknown): string | undefined {
    const text = typeof value === 'number' ? String(value).padStart(4, '0') : value;
    const isPart = typeof text === 'string' && daysOf(text) !== undefined;
    return isPart ? text : this.day(path, value);
  }

  territory(value: unknown): string {
    const code = typeof value === 'number' ? String(value) : value;
    const codes = [...this.#catalogue.territories.keys()];
    if (
      typeof code === 'string' &&
      /^\d{8}(\d{3})?$/u.test(code) &&
      (codes.length === 0 || codes.some((known) => territoryContains(known, code)))
    )
      return code;
    this.problem(
      '/territory',
      'unknown-territory',
      `территории «${shown(value)}» нет в пакетах`,
      `the territory "${shown(value)}" is not in the packs`,
      {
        ru: 'Нужен код ОКТМО муниципалитета, например "69701000" — город Томск.',
        en: 'It takes the ОКТМО code of a municipality, such as "69701000" for the city of Tomsk.',
      },
    );
    return '';
  }

  says(value: unknown): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.length <= longestSaying) return value;
    this.problem(
      '/says',
      'wrong-type',
      `рассказ — это текст до ${longestSaying} знаков`,
      `the telling is a text of up to ${longestSaying} characters`,
    );
    return undefined;
  }

  people(value: unknown, asOf: string): PersonFacts[] {
    if (!Array.isArray(value) || value.length === 0 || value.length > mostPeople) {
      this.problem(
        '/people',
        'no-people',
        `people — список людей, от одного до ${mostPeople}`,
        `people is a list of one to ${mostPeople} people`,
        {
          ru: 'Опишите хотя бы заявителя: «people: [{ id: anna }]».',
          en: 'Give at least the applicant: "people: [{ id: anna }]".',
        },
      );
      return [];
    }
    const people: PersonFacts[] = [];
    for (const [index, entry] of (value as unknown[]).entries()) {
      const path = `/people/${index}`;
      if (!isRecord(entry)) {
        this.problem(path, 'wrong-type', 'человек — это набор полей', 'a person is a set of fields');
        continue;
      }
      const { id, name } = entry;
      if (typeof id !== 'string' || !/^[\p{L}\p{N}_-]{1,40}$/u.test(id) || id === 'household') {
        this.problem(
          `${path}/id`,
          'bad-id',
          `«${shown(id)}» не годится как id человека`,
          `"${shown(id)}" cannot be the id of a person`,
          {
            ru: 'Буквы, цифры, дефис, до 40 знаков; слово household занято.',
            en: 'Letters, digits, hyphens, up to 40 characters; the word household is taken.',
          },
        );
        continue;
      }
      if (people.some((other) => other.id === id)) {
        this.problem(`${path}/id`, 'twice', `человек «${id}» уже описан`, `the person "${id}" is there already`);
        continue;
      }
      if (name !== undefined && (typeof name !== 'string' || name.length > 200))
        this.problem(
          `${path}/name`,
          'wrong-type',
          'имя — это текст до 200 знаков',
          'a name is a text of up to 200 characters',
        );
      people.push({
        id,
        ...(typeof name === 'string' ? { name } : {}),
        facts: this.facts('person', entry, ['id', 'name'], path, asOf),
      });
    }
    return people;
  }

  applicant(value: unknown, people: readonly PersonFacts[]): string {
    const found = people.find((person) => person.id === value);
    if (found !== undefined) {
      const relation = found.facts['relation'];
      if (relation !== undefined && relation !== 'self') {
        this.problem(
          `/people/${people.indexOf(found)}/relation`,
          'wrong-relation',
          `заявитель самому себе не «${String(relation)}»`,
          `the applicant is not "${String(relation)}" to himself`,
          {
            ru: 'Уберите relation у заявителя.',
            en: 'Leave relation of the applicant out.',
          },
        );
      }
      return found.id;
    }
    this.problem(
      '/applicant',
      'no-applicant',
      `заявителя «${shown(value)}» нет среди людей`,
      `the applicant "${shown(value)}" is not among the people`,
      {
        ru: 'Напишите id одного из people.',
        en: 'Write the id of one of the people.',
      },
    );
    return '';
  }

  facts(
    of: EntityKind,
    entry: Readonly<Record<string, unknown>>,
    given: readonly string[],
    path: string,
    asOf: string,
  ): Record<string, FactValue> {
    const facts: Record<string, FactValue> = {};
    for (const [name, value] of Object.entries(entry)) {
      if (given.includes(name) || value === undefined) continue;
      const at = `${path}/${name}`;
      const fact = this.#catalogue.facts.get(name);
      if (fact === undefined || fact.of !== of) {
        this.undeclared(at, name, of, given, fact);
        continue;
      }
      const checked = this.value(at, fact, value, asOf);
      if (checked !== undefined) facts[name] = checked;
    }
    return facts;
  }

  undeclared(path: string, name: string, of: EntityKind, given: readonly string[], fact: Fact | undefined): void {
    if (fact !== undefined) {
      this.problem(
        path,
        'wrong-place',
        `сведение «${name}» — о ${of === 'household' ? 'человеке, а не о семье' : 'семье, а не о человеке'}`,
        `the fact "${name}" is about ${of === 'household' ? 'a person, not the household' : 'the household, not a person'}`,
        {
          ru: of === 'household' ? 'Перенесите его к человеку в people.' : 'Перенесите его на верхний уровень.',
          en: of === 'household' ? 'Move it to a person in people.' : 'Move it to the top level.',
        },
      );
      return;
    }
    const names = [
      ...given,
      ...[...this.#catalogue.facts.values()].filter((one) => one.of === of).map((one) => one.id),
    ];
    const near = nearest(name, names);
    this.problem(path, 'undeclared-fact', `сведение «${name}» не объявлено`, `the fact "${name}" is not declared`, {
      ru: near === undefined ? 'Список сведений — в packs/ru/facts.yaml.' : `Возможно, «${near}»?`,
      en: near === undefined ? 'The facts are listed in packs/ru/facts.yaml.' : `Did you mean "${near}"?`,
    });
  }

  value(path: string, fact: Fact, value: unknown, asOf: string): FactValue | undefined {
    if (value === null && fact.mayBeAbsent !== undefined) return null;
    if (value === null) return this.neverAbsent(path, fact);
    switch (fact.type) {
      case 'boolean':
        return typeof value === 'boolean'
          ? value
          : this.wrong(path, fact, value, 'да или нет (true или false)', 'true or false');
      case 'number':
      case 'money':
        return this.number(path, fact, value);
      case 'date': {
        const day = this.dayOrPart(path, value);
        // A year or a month stands before its days in the order of texts: none of them may have been.
        if (day !== undefined && fact.past && (day > asOf || day < '1890')) {
          this.problem(
            path,
            'impossible-date',
            `${fact.name.ru}: ${day} — не может быть на ${asOf}`,
            `${fact.name.en}: ${day} is not possible on ${asOf}`,
            { ru: 'Проверьте год.', en: 'Check the year.' },
          );
        }
        return day;
      }
      case 'text':
        return typeof value === 'string' && value.length <= 1000
          ? value
          : this.wrong(path, fact, value, 'текст', 'a text');
      case 'choice':
        return this.choice(path, fact, value);
      case 'choices': {
        if (!Array.isArray(value)) return this.wrong(path, fact, value, 'список', 'a list');
        const chosen = value.map((one, index) => this.choice(`${path}/${index}`, fact, one));
        return chosen.filter((one) => one !== undefined);
      }
    }
  }

  neverAbsent(path: string, fact: Fact): undefined {
    this.problem(
      path,
      'never-absent',
      `${fact.name.ru}: не бывает, чтобы этого не было, а дано null`,
      `${fact.name.en}: there always is one, but null is given`,
      { ru: 'Если не знаете — уберите это поле.', en: 'Leave the field out when you do not know.' },
    );
    return undefined;
  }

  number(path: string, fact: Fact, value: unknown): number | undefined {
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.wrong(path, fact, value, 'число', 'a number');
    const low = fact.min ?? -1e12;
    const high = fact.max ?? 1e12;
    if (value >= low && value <= high) return value;
    this.problem(
      path,
      'out-of-range',
      `${fact.name.ru}: ${value} — вне пределов от ${low} до ${high}`,
      `${fact.name.en}: ${value} is outside ${low} to ${high}`,
    );
    return undefined;
  }

  choice(path: string, fact: Fact, value: unknown): string | undefined {
    const choices = fact.choices.map((choice) => choice.value);
    if (typeof value === 'string' && choices.includes(value)) return value;
    const near = typeof value === 'string' ? nearest(value, choices) : undefined;
    this.problem(
      path,
      'no-such-choice',
      `${fact.name.ru}: «${shown(value)}» — нет такого варианта`,
      `${fact.name.en}: "${shown(value)}" is none of the choices`,
      {
        ru: `${near === undefined ? '' : `Возможно, «${near}»? `}Варианты: ${choices.join(', ')}.`,
        en: `${near === undefined ? '' : `Did you mean "${near}"? `}Choices: ${choices.join(', ')}.`,
      },
    );
    return undefined;
  }

  wrong(path: string, fact: Fact, value: unknown, ru: string, en: string): undefined {
    this.problem(
      path,
      'wrong-type',
      `${fact.name.ru}: нужно ${ru}, а дано «${shown(value)}»`,
      `${fact.name.en}: ${en} is needed, but "${shown(value)}" is given`,
      {
        ru: 'Если не знаете — уберите это поле.',
        en: 'Leave the field out when you do not know.',
      },
    );
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A piece of what was given, for a problem; what nests too deep to be written is not shown. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : written(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}
