import { loadReading, slipHint, types } from '#language';
import type { CheckedExpression, CheckOptions, Problem, Tree, ValueType, Vocabulary } from '#language';
import type { z } from 'zod';

import type { Agreement } from './agreement.ts';
import type { CatalogueContent } from './content.ts';
import type {
  Agency,
  DerivedFact,
  Evidence,
  Fact,
  LifeSituation,
  Need,
  Office,
  PackStamp,
  Phrase,
  Register,
  Representation,
  Territory,
} from './model.ts';
import type { Service } from './service.ts';
import { Gathered } from './gathered.ts';
import type { Raw, Shaped } from './gathered.ts';
import { interplayOf } from './build-interplay.ts';
import { PackFaults } from './pack-faults.ts';
import type { At } from './pack-faults.ts';
import { questionGroups } from './question-groups.ts';
import { numberIn, typeIn, vocabularyOf } from './pack-vocabulary.ts';
import { DefaultRemedies } from './remedies.ts';
import { namedIn } from './known-names.ts';
import type { Named } from './known-names.ts';
import { fileShapes, packShape, serviceShape } from './shapes.ts';
import type { Feel, RawTable } from './shape-pieces.ts';
import { cellPath, writtenTable } from './written-table.ts';
import type { PathPart, Source } from './source.ts';
import { wordsShape } from './words-shape.ts';

const { check, checkTable } = await loadReading();

export type PackSources = {
  readonly pack: Source;
  /** The lists, each with the name of its shape: `facts.yaml`, and of `facts/papers.yaml` too. */
  readonly files: readonly { readonly name: string; readonly source: Source }[];
  readonly services: readonly Source[];
};
export type Built = { readonly content: CatalogueContent } | { readonly problems: readonly Problem[] };

const shapeCodes: ReadonlySet<string> = new Set(['bad-yaml', 'wrong-shape', 'unknown-file', 'pack-order']);

/** Merges packs in their order, checks every reference and expression, and gives the content or all the problems found. */
export function build(packs: readonly PackSources[]): Built {
  const builder = new Builder();
  const content = builder.content(packs);
  // While a file is out of shape, what it declares is missing everywhere else: only the cause is told.
  const shapes = builder.problems.filter((problem) => shapeCodes.has(problem.code));
  if (shapes.length > 0) return { problems: shapes };
  return builder.problems.length > 0 ? { problems: builder.problems } : { content };
}

class Builder extends PackFaults {
  #vocabulary: Vocabulary = { globals: new Map(), entities: new Map(), functions: new Map() };
  #named: Named = {};
  #known = new Map<string, Set<string>>();
  #remedies = new DefaultRemedies([], [], () => undefined);

  content(packs: readonly PackSources[]): CatalogueContent {
    const stamps: PackStamp[] = [];
    const gathered = new Gathered(this);
    const services: { readonly raw: z.infer<typeof serviceShape>; readonly at: At; readonly pack: string }[] = [];
    const phrases: Phrase[] = [];
    for (const pack of packs) {
      const stamp = this.shaped(pack.pack, packShape);
      if (stamp === undefined) continue;
      for (const [index, under] of stamp.buildsOn.entries()) {
        if (!stamps.some((other) => other.id === under)) {
          this.problem(
            { source: pack.pack, path: ['buildsOn', index] },
            'pack-order',
            `пакет «${under}» должен быть загружен раньше`,
            `the pack "${under}" has to be loaded before`,
            {
              ru: `Назовите его папку раньше или уберите «${under}» из «buildsOn».`,
              en: `Name its folder before this one, or take "${under}" out of "buildsOn".`,
            },
          );
        }
      }
      const { buildsOn: _, ...told } = stamp;
      stamps.push(told as PackStamp);
      for (const { name, source } of pack.files) {
        if (name === 'words.yaml') phrases.push(...((this.shaped(source, wordsShape)?.phrases ?? []) as Phrase[]));
        else if (Object.hasOwn(fileShapes, name)) gathered.add(source, name as keyof Shaped);
        else
          this.problem(
            { source, path: [] },
            'unknown-file',
            `файлу «${source.file}» нет места в пакете`,
            `a pack has no place for the file "${source.file}"`,
            slipHint(name, [...Object.keys(fileShapes), 'words.yaml']) ?? {
              ru: 'Какие файлы бывают, сказано в docs/packs.md.',
              en: 'docs/packs.md says which files there are.',
            },
          );
      }
      for (const source of pack.services) {
        const raw = this.shaped(source, serviceShape);
        if (raw === undefined) continue;
        const at = { source, path: ['id'] };
        if (!source.file.endsWith(`/${raw.id}.yaml`)) {
          this.problem(
            at,
            'file-name',
            `файл услуги «${raw.id}» должен называться «${raw.id}.yaml»`,
            `the file of the service "${raw.id}" has to be named "${raw.id}.yaml"`,
            { ru: 'Переименуйте файл или исправьте «id».', en: 'Rename the file or correct the "id".' },
          );
        }
        if (services.some((other) => other.raw.id === raw.id))
          this.problem(at, 'twice', `услуга «${raw.id}» уже есть`, `the service "${raw.id}" is there already`, {
            ru: 'Пакет добавляет свои услуги: возьмите другой «id».',
            en: 'A pack adds services of its own: take another "id".',
          });
        services.push({ raw, at, pack: stamp.id });
      }
    }
    this.know(
      'agency',
      gathered.agencies.map(([agency]) => agency.id),
    );
    this.know(
      'fact',
      gathered.facts.map(([fact]) => fact.id),
    );
    this.know(
      'evidence',
      gathered.evidence.map(([evidence]) => evidence.id),
    );
    this.know(
      'service',
      services.map(({ raw }) => raw.id),
    );
    this.#vocabulary = vocabularyOf(gathered, this);
    this.#remedies = new DefaultRemedies(
      gathered.remedies,
      gathered.agencies.map(([agency]) => agency),
      (agency, at) => this.refer('agency', agency, at),
    );
    this.#named = namedIn(gathered);
    const content: CatalogueContent = {
      packs: stamps,
      agencies: gathered.agencies.map(([agency]) => agency as Agency),
      territories: gathered.territories.map(([territory]) => territory as Territory),
      offices: gathered.offices.map(([office, at]) => this.office(office, at)),
      needs: gathered.needs.map(([need, at]) => this.need(need, at)),
      facts: gathered.facts.map(([fact, at]) => this.fact(fact, at)),
      groups: questionGroups(gathered, this, (id, at) => this.refer('fact', id, at)),
      registers: gathered.registers.map(([register, at]) => {
        this.refer('agency', register.agency, { ...at, path: [...at.path, 'agency'] });
        if (register.children !== undefined)
          this.refer('fact', register.children, { ...at, path: [...at.path, 'children'] });
        for (const fact of Object.keys(register.complete?.facts ?? {}))
          this.refer('fact', fact, { ...at, path: [...at.path, 'complete', 'facts', fact] });
        return register as Register;
      }),
      connections: gathered.connections.map(([{ settings = {}, ...connection }, { source, path }]) => {
        this.refer('agency', connection.agency, { source, path: [...path, 'agency'] });
        for (const fact of Object.keys(settings.facts ?? {}))
          this.refer('fact', fact, { source, path: [...path, 'settings', 'facts', fact] });
        return { ...connection, settings };
      }),
      ...this.represented(gathered),
      derived: gathered.derived.map(([derived, at]) => this.derived(derived, at)),
      parameters: gathered.parameterSeries(),
      evidence: gathered.evidence.map(([evidence, at]) => this.evidence(evidence, at)),
      services: services.map(({ raw, at, pack }) => this.service(raw, at, pack)),
      consistency: gathered.consistency.map(([{ unless, ...rule }, at]) => ({
        ...rule,
        ...(unless === undefined ? {} : { unless }),
        holds: this.feel(rule.holds, { ...at, path: [...at.path, 'holds'] }, types.boolean, personOr(rule.of)),
      })),
      situations: gathered.situations.map(([situation, at]) => this.situation(situation, at)),
      agreements: gathered.agreements.map(([agreement, at]) => this.agreement(agreement, at)),
      calendar: { daysOff: gathered.daysOff, workedDays: gathered.workedDays },
      interplay: interplayOf(
        gathered,
        services.map(({ raw }) => raw),
        this,
      ),
      population: this.population(gathered),
      proactive: gathered.proactive.map(([rule, { source, path }]) => {
        for (const [index, service] of rule.services.entries())
          this.refer('service', service, { source, path: [...path, 'services', index] });
        return rule;
      }),
      words: phrases,
    };
    this.findCycles(content.derived, gathered);
    return content;
  }

  know(kind: string, ids: readonly string[]): void {
    this.#known.set(kind, new Set(ids));
  }

  refer(kind: string, id: string, at: At): void {
    const known = this.#known.get(kind) ?? new Set();
    if (known.has(id)) return;
    const what = {
      agency: ['ведомства', 'agency'],
      fact: ['сведения', 'fact'],
      evidence: ['подтверждения', 'evidence'],
      service: ['услуги', 'service'],
    }[kind] ?? [kind, kind];
    this.problem(
      at,
      'undeclared',
      `${what[0]} «${id}» нет в пакетах`,
      `no ${what[1]} "${id}" in the packs`,
      slipHint(id, [...known]) ?? {
        ru: 'Объявите его в пакете или исправьте имя.',
        en: 'Declare it in a pack, or correct the name.',
      },
    );
  }

  /** A checked expression; on a fault the problem is kept and a constant stands in, which never leaves the room. */
  feel(
    written: Feel,
    at: At,
    expects: ValueType,
    subject?: string,
    locals: { name: string; type: ValueType }[] = [],
  ): CheckedExpression {
    const options = { vocabulary: this.#vocabulary, expects, locals, ...(subject === undefined ? {} : { subject }) };
    if (typeof written === 'object') return this.table(written.table, at, options);
    const text = String(written);
    const checked = check(text, options);
    if ('expression' in checked) return checked.expression;
    for (const { problem, span } of checked.faults) {
      this.problem(
        at,
        problem.code,
        `правило «${short(text)}»: ${problem.message.ru}`,
        `rule "${short(text)}": ${problem.message.en}`,
        problem.remedy,
        span.from,
      );
    }
    return { text, tree: nothing, type: expects };
  }

  table(raw: RawTable, at: At, options: CheckOptions & { readonly expects: ValueType }): CheckedExpression {
    const checked = checkTable(writtenTable(raw), { ...options, ...this.#named });
    if ('expression' in checked) return checked.expression;
    for (const { cell, problem, span } of checked.faults) {
      const { message, remedy } = problem;
      const place = { ...at, path: [...at.path, 'table', ...cellPath(raw, cell)] };
      this.problem(place, problem.code, `таблица: ${message.ru}`, `table: ${message.en}`, remedy, span.from);
    }
    return { text: '', tree: nothing, type: options.expects };
  }

  office(raw: Raw<'offices.yaml', 'offices'>, at: At): Office {
    this.refer('agency', raw.agency, { ...at, path: [...at.path, 'agency'] });
    for (const [index, service] of (raw.services ?? []).entries())
      this.refer('service', service, { ...at, path: [...at.path, 'services', index] });
    return { ...raw, addressRestricted: raw.addressRestricted ?? false } as Office;
  }

  need(raw: Raw<'needs.yaml', 'needs'>, at: At): Need {
    return {
      ...raw,
      rules: raw.rules.map((rule, index) => ({
        ...rule,
        when: this.feel(rule.when, { ...at, path: [...at.path, 'rules', index, 'when'] }, types.boolean),
      })),
    };
  }

  fact(raw: Raw<'facts.yaml', 'facts'>, at: At): Fact {
    if (raw.heldBy !== undefined) this.refer('agency', raw.heldBy, { ...at, path: [...at.path, 'heldBy'] });
    if ((raw.type === 'choice' || raw.type === 'choices') && (raw.choices ?? []).length === 0) {
      this.problem(
        at,
        'no-choices',
        `у сведения «${raw.id}» нет вариантов ответа`,
        `the fact "${raw.id}" has no choices`,
        {
          ru: 'Перечислите варианты в «choices»: у каждого «value» и подпись на двух языках.',
          en: 'List them in "choices": each with a "value" and a label in both languages.',
        },
      );
    }
    const { askWhen, ...rest } = raw;
    return {
      ...rest,
      choices: raw.choices ?? [],
      past: raw.past ?? false,
      sensitive: raw.sensitive ?? false,
      basic: raw.basic ?? false,
      ...(askWhen === undefined
        ? {}
        : { askWhen: this.feel(askWhen, { ...at, path: [...at.path, 'askWhen'] }, types.boolean, personOr(raw.of)) }),
    } as Fact;
  }

  population(gathered: Gathered): CatalogueContent['population'] {
    const day = gathered.populations.map(([raw]) => raw.day).findLast((one) => one !== undefined);
    const income = gathered.populations
      .flatMap(([raw, source]) =>
        raw.income === undefined ? [] : [this.feel(raw.income, { source, path: ['income'] }, types.number)],
      )
      .at(-1);
    return {
      ...(day === undefined ? {} : { day }),
      margins: gathered.population.map(([margin]) => margin),
      kinds: gathered.populations.flatMap(([raw, source]) =>
        (raw.kinds ?? []).map((kind, index) => ({
          ...kind,
          when: this.feel(kind.when, { source, path: ['kinds', index, 'when'] }, types.boolean),
        })),
      ),
      ...(income === undefined ? {} : { income }),
      unknown: gathered.populations.flatMap(([raw, source]) =>
        (raw.unknown ?? []).map((left, index) => {
          for (const [place, fact] of left.facts.entries())
            this.refer('fact', fact, { source, path: ['unknown', index, 'facts', place] });
          return left;
        }),
      ),
    };
  }

  represented(gathered: Gathered): { readonly represented?: Representation } {
    if (gathered.represented === undefined) return {};
    const [{ when, article }, at] = gathered.represented;
    const checked = this.feel(when, { ...at, path: [...at.path, 'when'] }, types.boolean, 'person');
    return { represented: { when: checked, article } };
  }

  derived(raw: Raw<'derived.yaml', 'derived'>, at: At): DerivedFact {
    const type = typeIn(raw, at, this);
    const parameters = (raw.parameters ?? []).map((parameter, index) => ({
      name: parameter.name,
      type: typeIn(parameter, { ...at, path: [...at.path, 'parameters', index] }, this),
    }));
    return {
      id: raw.id,
      of: raw.of,
      name: raw.name,
      type,
      ...(raw.unit === undefined ? {} : { unit: raw.unit }),
      parameters,
      ways: raw.ways.map((way, index) =>
        this.feel(way, { ...at, path: [...at.path, 'ways', index] }, type, personOr(raw.of), parameters),
      ),
    };
  }

  evidence(raw: Raw<'evidence.yaml', 'evidence'>, at: At): Evidence {
    if (raw.heldBy !== undefined) this.refer('agency', raw.heldBy, { ...at, path: [...at.path, 'heldBy'] });
    if (raw.sets !== undefined) this.refer('fact', raw.sets.fact, { ...at, path: [...at.path, 'sets', 'fact'] });
    const { heldWhen, ...rest } = raw;
    return {
      ...rest,
      madeOnTheSpot: raw.madeOnTheSpot ?? false,
      ...(heldWhen === undefined
        ? {}
        : {
            heldWhen: this.feel(heldWhen, { ...at, path: [...at.path, 'heldWhen'] }, types.boolean, personOr(raw.of)),
          }),
    } as Evidence;
  }

  agreement(raw: Raw<'agreements.yaml', 'agreements'>, { source, path }: At): Agreement {
    const at = (...rest: PathPart[]): At => ({ source, path: [...path, ...rest] });
    const agencies: readonly (readonly [string, At])[] = [
      ...raw.parties.map((agency, index) => [agency, at('parties', index)] as const),
      [raw.lead.agency, at('lead', 'agency')],
      ...raw.participants.map(({ agency }, index) => [agency, at('participants', index, 'agency')] as const),
      ...raw.disclosures
        .map(({ to }, index) => [to, at('disclosures', index, 'to')] as const)
        .filter(([to]) => to !== 'participants'),
    ];
    for (const [agency, place] of agencies) this.refer('agency', agency, place);
    for (const [index, { service }] of raw.terms.entries())
      this.refer('service', service, at('terms', index, 'service'));
    for (const [index, { facts }] of raw.disclosures.entries())
      if (facts !== 'services')
        for (const [place, fact] of facts.entries()) this.refer('fact', fact, at('disclosures', index, 'facts', place));
    return {
      ...raw,
      situations: { ...raw.situations, when: this.feel(raw.situations.when, at('situations', 'when'), types.boolean) },
      participants: raw.participants.map(({ when, ...rest }, index) => ({
        ...rest,
        ...(when === undefined ? {} : { when: this.feel(when, at('participants', index, 'when'), types.boolean) }),
      })),
    } as Agreement;
  }

  situation(raw: Raw<'situations.yaml', 'situations'>, at: At): LifeSituation {
    this.refer('agency', raw.owner, { ...at, path: [...at.path, 'owner'] });
    return { ...raw, when: this.feel(raw.when, { ...at, path: [...at.path, 'when'] }, types.boolean) };
  }

  service(raw: z.infer<typeof serviceShape>, { source }: At, pack: string): Service {
    const at = (...path: PathPart[]): At => ({ source, path });
    const subject = raw.subject.each === 'household' ? undefined : 'person';
    this.refer('agency', raw.authority, at('authority'));
    this.datedVersions(raw, at);
    return {
      ...raw,
      aroundTheClock: raw.aroundTheClock ?? false,
      file: source.file,
      pack,
      subject: {
        each: raw.subject.each,
        ...(raw.subject.where === undefined
          ? {}
          : { where: this.feel(raw.subject.where, at('subject', 'where'), types.boolean, subject) }),
        nobody: raw.subject.nobody ?? {
          ru: 'Эта услуга не про вашу семью',
          en: 'This service does not concern your family',
        },
      },
      versions: raw.versions.map((version, v) => {
        const when = <Item extends { when?: Feel | undefined }>(item: Item, ...path: PathPart[]) => {
          const { when: condition, ...rest } = item;
          return {
            ...rest,
            ...(condition === undefined
              ? {}
              : { when: this.feel(condition, at('versions', v, ...path, 'when'), types.boolean, subject) }),
          };
        };
        for (const [index, use] of (version.evidence ?? []).entries()) {
          this.refer('evidence', use.evidence, at('versions', v, 'evidence', index, 'evidence'));
          for (const [other, { evidence }] of (use.or ?? []).entries())
            this.refer('evidence', evidence, at('versions', v, 'evidence', index, 'or', other, 'evidence'));
        }
        for (const [index, given] of (version.gives ?? []).entries())
          this.refer('evidence', given.evidence, at('versions', v, 'gives', index, 'evidence'));
        for (const [index, criterion] of version.criteria.entries()) {
          if (criterion.when === undefined && criterion.judgedBy === undefined) {
            this.problem(
              at('versions', v, 'criteria', index),
              'no-rule',
              `у условия «${criterion.id}» нет ни правила, ни того, кто решает`,
              `the criterion "${criterion.id}" has neither a rule nor somebody who decides`,
              {
                ru: 'Напишите «when» или «judgedBy».',
                en: 'Write "when" or "judgedBy".',
              },
            );
          }
        }
        const { amount, ...rest } = version;
        return {
          ...rest,
          transition: (version.transition ?? []).map(({ keeps, asOn, ...transition }, index) => ({
            ...transition,
            keeps: this.feel(keeps, at('versions', v, 'transition', index, 'keeps'), types.boolean, subject),
            asOn: this.feel(asOn, at('versions', v, 'transition', index, 'asOn'), types.date, subject),
          })),
          criteria: version.criteria.map((criterion, index) => {
            const { opens, closes, ...held } = when(criterion, 'criteria', index);
            const day = (
              name: 'opens' | 'closes',
              text: typeof opens,
            ): Partial<Record<typeof name, CheckedExpression>> =>
              text === undefined
                ? {}
                : { [name]: this.feel(text, at('versions', v, 'criteria', index, name), types.date, subject) };
            return { kind: 'condition' as const, ...held, ...day('opens', opens), ...day('closes', closes) };
          }),
          ...(amount === undefined
            ? {}
            : {
                amount: {
                  ...amount,
                  value: this.feel(amount.value, at('versions', v, 'amount', 'value'), numberIn(amount), subject),
                  ...(amount.overYear === undefined
                    ? {}
                    : {
                        overYear: this.feel(
                          amount.overYear,
                          at('versions', v, 'amount', 'overYear'),
                          types.number,
                          subject,
                        ),
                      }),
                },
              }),
          evidence: (version.evidence ?? []).map((use, index) => when(use, 'evidence', index)),
          gives: version.gives ?? [],
          channels: version.channels.map((channel, index) => when(channel, 'channels', index)),
          collectInPerson: version.collectInPerson ?? false,
          remedies: this.#remedies.of(raw.authority, version.remedies, at('versions', v, 'remedies'), (agency, place) =>
            this.refer('agency', agency, place),
          ),
        };
      }),
      examples: raw.examples.map((example, index) => ({
        ...example,
        line: source.place(['examples', index]).line ?? 1,
      })),
    } as Service;
  }

  datedVersions(raw: z.infer<typeof serviceShape>, at: (...path: PathPart[]) => At): void {
    const sorted = raw.versions
      .map((version, index) => ({ ...version, index }))
      .toSorted((a, b) => (a.from < b.from ? -1 : 1));
    for (const [index, version] of sorted.entries()) {
      const next = sorted[index + 1];
      if (next !== undefined && (version.to === undefined || version.to >= next.from)) {
        this.problem(
          at('versions', next.index, 'from'),
          'overlap',
          `редакции услуги пересекаются с ${next.from}`,
          `versions of the service overlap from ${next.from}`,
          {
            ru: `Укажите «to» у редакции с ${version.from}.`,
            en: `Give a "to" to the version from ${version.from}.`,
          },
        );
      }
    }
    for (const [v, version] of raw.versions.entries()) {
      const ids = version.criteria.map((criterion) => criterion.id);
      for (const [index, id] of ids.entries()) {
        if (ids.indexOf(id) !== index)
          this.problem(
            at('versions', v, 'criteria', index, 'id'),
            'twice',
            `условие «${id}» уже есть`,
            `the criterion "${id}" is there already`,
            { ru: 'Дайте одному из двух другой «id».', en: 'Give one of the two another "id".' },
          );
      }
    }
  }

  /** A derived fact that rests on itself has no value: named here, with the ring. */
  findCycles(derived: readonly DerivedFact[], gathered: Gathered): void {
    const names = new Set(derived.map((one) => one.id));
    const uses = new Map(
      derived.map((one) => [one.id, one.ways.flatMap((way) => namesIn(way.tree)).filter((name) => names.has(name))]),
    );
    const done = new Set<string>();
    const visit = (id: string, chain: readonly string[]): void => {
      if (chain.includes(id)) {
        const ring = [...chain.slice(chain.indexOf(id)), id].join(' → ');
        const at = gathered.derived.find(([one]) => one.id === id)?.[1];
        if (at !== undefined)
          this.problem(
            at,
            'cycle',
            `производное сведение опирается само на себя: ${ring}`,
            `a derived fact rests on itself: ${ring}`,
            {
              ru: 'Выразите одно из них через сведения, о которых спрашивают.',
              en: 'Say one of them by facts that are asked for.',
            },
          );
        return;
      }
      if (done.has(id)) return;
      for (const next of uses.get(id) ?? []) visit(next, [...chain, id]);
      done.add(id);
    };
    for (const one of derived) visit(one.id, []);
  }
}

const nothing: Tree = { kind: 'literal', value: null, from: 0, to: 0 };

function personOr(of: 'person' | 'household'): string | undefined {
  return of === 'person' ? 'person' : undefined;
}

function namesIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(namesIn);
  if (typeof tree !== 'object' || tree === null) return [];
  const own = 'name' in tree && typeof tree.name === 'string' ? [tree.name] : [];
  return [...own, ...Object.values(tree).flatMap(namesIn)];
}

/** A rule as it stands in a problem: the place says the rest. */
function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
