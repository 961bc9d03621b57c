import { versionOn } from '#catalogue';
import type {
  Article,
  Catalogue,
  Criterion,
  Day,
  DerivedFact,
  Fact,
  Parameter,
  Service,
  ServiceVersion,
} from '#catalogue';
import type { Boxed, Variable } from '#dmn/model.ts';
import { feelText } from '#language';
import type { CheckedExpression, Text, Tree } from '#language';

import type { Drawn, DrawnModel } from './drawn.ts';
import { itemOf, peopleType, personType, typeRefOf } from './fact-types.ts';
import { valueOfAnyDay, valueOnDay } from './parameter-logic.ts';
import { namesIn, partNamesIn, portable, renamed } from './portable-tree.ts';
import { tableOf } from './table-logic.ts';

/**
 * A service as a DMN model of the law of one day: a decision for each criterion, one for the service and one for its amount;
 * below them derived facts (of a person: a function of the person), parameters of the day, and what has to be told.
 * Undefined when no version of the service is in force on the day.
 */
export function modelOfService(catalogue: Catalogue, service: Service, day: Day): DrawnModel | undefined {
  const dated = versionOn(service, day);
  return dated === undefined ? undefined : new Drawing(catalogue, service, dated.version, day).model();
}

/** Names of the decisions of an exported service, by what they decide. */
export type DecisionNames = {
  readonly service: string;
  readonly amount: string;
  readonly concerns: string;
  readonly criteria: ReadonlyMap<string, string>;
};

export function decisionNames(catalogue: Catalogue, service: Service, version: ServiceVersion): DecisionNames {
  const taken = new Set<string>();
  const free = (wanted: string, more: string): string => {
    let name = wanted;
    while (taken.has(name) || isDeclared(catalogue, name)) name += more;
    taken.add(name);
    return name;
  };
  const own = feelName(service.id);
  return {
    service: free(own, 'Granted'),
    amount: free(`${own}Amount`, 'Paid'),
    concerns: free('isConcerned', 'Here'),
    criteria: new Map(version.criteria.map(({ id }) => [id, free(feelName(id), 'Holds')] as const)),
  };
}

function isDeclared({ facts, derived, parameters }: Catalogue, name: string): boolean {
  return facts.has(name) || derived.has(name) || parameters.has(name) || given.has(name) || name === 'today';
}

/** `child-under-17` → `childUnder17`: a name of FEEL without signs, which every tool reads alike. */
function feelName(id: string): string {
  const name = id.replaceAll(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase());
  return /^\p{L}/u.test(name) ? name : `is${name}`;
}

const given: ReadonlyMap<string, { readonly label: Text; readonly typeRef: string }> = new Map([
  ['members', { label: { ru: 'Все люди ситуации', en: 'Everybody in the situation' }, typeRef: peopleType }],
  ['applicant', { label: { ru: 'Заявитель, один из них', en: 'The applicant, one of them' }, typeRef: personType }],
  ['subject', { label: { ru: 'О ком услуга, один из них', en: 'Whom the service is about' }, typeRef: personType }],
  [
    'territory',
    { label: { ru: 'Код ОКТМО места жительства', en: 'OKTMO code of where they live' }, typeRef: 'string' },
  ],
]);

/** An expression on its way into the model: its boxed form, and the trees whose names it needs. */
type Said = { readonly boxed: Boxed; readonly trees: readonly Tree[] };

class Drawing {
  readonly #catalogue: Catalogue;
  readonly #service: Service;
  readonly #version: ServiceVersion;
  readonly #day: Day;
  readonly #elements = new Map<string, Drawn>();
  readonly #personFacts = new Map<string, Fact>();
  readonly #choices: Fact[] = [];

  constructor(catalogue: Catalogue, service: Service, version: ServiceVersion, day: Day) {
    this.#catalogue = catalogue;
    this.#service = service;
    this.#version = version;
    this.#day = day;
    this.#needFact('relation');
  }

  model(): DrawnModel {
    const { id, name, summary } = this.#service;
    this.#decideService();
    const people = [
      { name: personType, isList: false, components: this.#personItems() },
      { name: peopleType, isList: true, components: [], typeRef: personType },
    ];
    const isOfPeople = [...this.#elements.values()].some(
      ({ typeRef }) => typeRef === personType || typeRef === peopleType,
    );
    return {
      id,
      label: name,
      notes: [
        summary.ru,
        summary.en,
        `Закон на ${this.#day}. The law of ${this.#day}.`,
        'Чего не сказано, то null. What is not told is null.',
      ],
      items: [...this.#choices.map((fact) => itemOf(fact, choiceType(fact))), ...(isOfPeople ? people : [])],
      elements: [...this.#elements.values()],
      leftOut: this.#leftOut(),
    };
  }

  /** A model decides whether and how much; how one applies, and who is decided by an earlier law, it has no place for. */
  #leftOut(): readonly Text[] {
    const { transition, criteria, amount } = this.#version;
    return [
      ...transition.map(({ text }) => ({
        ru: `переходное правило: ${text.ru} (возьмите модель того дня)`,
        en: `transitional rule: ${text.en} (take the model of that day)`,
      })),
      ...criteria.flatMap(({ opens, closes, text }) =>
        opens === undefined && closes === undefined
          ? []
          : [{ ru: `день, с которого или до которого: ${text.ru}`, en: `the day from or until which: ${text.en}` }],
      ),
      ...(amount?.overYear === undefined
        ? []
        : [{ ru: 'сколько выйдет за двенадцать месяцев', en: 'what it comes to in twelve months' }]),
      { ru: 'документы, сроки и способы подачи', en: 'papers, terms and ways to apply' },
    ];
  }

  #decideService(): void {
    const { where, nobody } = this.#service.subject;
    const { criteria, amount, basis } = this.#version;
    const names = decisionNames(this.#catalogue, this.#service, this.#version);
    const parts: string[] = [];
    if (where !== undefined) {
      const label = { ru: 'Услуга касается этого человека', en: 'The service concerns this person' };
      const notes = [`иначе: ${nobody.ru}`, `otherwise: ${nobody.en}`];
      this.#decide(names.concerns, label, this.#said(where), { typeRef: 'boolean', notes });
      parts.push(names.concerns);
    }
    for (const criterion of criteria) {
      const name = names.criteria.get(criterion.id) ?? criterion.id;
      this.#criterion(name, criterion);
      parts.push(name);
    }
    const all = parts.map((name): Tree => ({ kind: 'name', name, from: 0, to: 0 }));
    const tree: Tree = all.length === 0 ? truth : { kind: 'all', parts: all, from: 0, to: 0 };
    const notes = basis.map(articleText);
    this.#decide(names.service, this.#service.name, saidOf(tree), {
      typeRef: 'boolean',
      notes,
      needs: [this.#authority()],
    });
    if (amount === undefined) return;
    const label = amount.text ?? { ru: 'Размер', en: 'Amount' };
    this.#decide(names.amount, label, this.#said(amount.value), {
      typeRef: 'number',
      notes: [`${amount.currency}/${amount.per}; когда ${names.service} = true. When ${names.service} = true.`],
    });
  }

  #criterion(name: string, criterion: Criterion): void {
    const notes = [articleText(criterion.article)];
    if (criterion.when !== undefined)
      return void this.#decide(name, criterion.text, this.#said(criterion.when), { typeRef: 'boolean', notes });
    const { ru = '', en = '' } = criterion.judgedBy ?? {};
    this.#input(name, criterion.text, 'boolean', [...notes, `решает: ${ru}`, `decided by: ${en}`]);
  }

  #authority(): string {
    const { authority } = this.#service;
    const name = this.#catalogue.agencies.get(authority)?.name ?? { ru: authority, en: authority };
    const id = 'source_authority';
    const notes = this.#version.basis.map(articleText);
    this.#elements.set(id, { kind: 'source', id, name: name.ru, label: name, notes, requires: [] });
    return id;
  }

  /** The id of what a name means, drawn when it is not yet; undefined for names of FEEL itself and names bound inside. */
  #need(name: string): string | undefined {
    const known = this.#elements.get(name);
    if (known !== undefined) return known.id;
    if (name === 'today') {
      const label = { ru: 'День, закон которого применён', en: 'The day whose law is applied' };
      return this.#decide(name, label, saidOf({ kind: 'date', day: this.#day, from: 0, to: 0 }), { typeRef: 'date' });
    }
    const input = given.get(name);
    if (input !== undefined) return this.#input(name, input.label, input.typeRef, []);
    const fact = this.#catalogue.facts.get(name);
    if (fact !== undefined) return fact.of === 'household' ? this.#told(fact) : undefined;
    const derived = this.#catalogue.derived.get(name);
    if (derived !== undefined) return this.#derived(derived);
    return this.#parameter(name);
  }

  #parameter(name: string): string | undefined {
    const { parameters } = this.#catalogue;
    const parameter = parameters.get(name);
    if (parameter !== undefined) return this.#amount(name, parameter, valueOnDay(parameter, this.#day));
    const ofAnyDay = name.endsWith('On') ? parameters.get(name.slice(0, -'On'.length)) : undefined;
    return ofAnyDay === undefined ? undefined : this.#amount(name, ofAnyDay, valueOfAnyDay(ofAnyDay));
  }

  #amount(name: string, { name: label, unit, values }: Parameter, boxed: Boxed): string {
    const isByPlace = boxed.kind !== 'literal';
    const notes = [
      unit,
      ...values
        .filter(
          ({ from, to }) => boxed.kind === 'function' || (from <= this.#day && (to === undefined || to >= this.#day)),
        )
        .map(({ territory, from, value, act, certainty }) =>
          `${territory} ${from}: ${value} — ${act} [${certainty}]`.trim(),
        ),
    ];
    const place: Tree = { kind: 'name', name: 'territory', from: 0, to: 0 };
    return this.#decide(
      name,
      label,
      { boxed, trees: isByPlace ? [place] : [] },
      {
        notes,
        ...(boxed.kind === 'function' ? {} : { typeRef: 'number' }),
      },
    );
  }

  #derived(derived: DerivedFact): string {
    const bound: readonly Variable[] =
      derived.of === 'person' && derived.parameters.length === 0
        ? [{ name: 'person', typeRef: personType }]
        : derived.parameters.map(({ name, type }) => ({ name, ...optionalType(type) }));
    const said = this.#ways(derived.ways.map((way) => this.#said(way, derived.of === 'person' ? 'person' : undefined)));
    const typed = optionalType(derived.type);
    const notes = derived.unit === undefined ? [] : [derived.unit];
    if (bound.length === 0) return this.#decide(derived.id, derived.name, said, { notes, ...typed });
    const boxed = functionOf(bound, said.boxed);
    return this.#decide(derived.id, derived.name, { ...said, boxed }, { notes, bound: bound.map(({ name }) => name) });
  }

  /** The first way that is known: FEEL has null alone for what is not known. */
  #ways(said: readonly Said[]): Said {
    const [only] = said;
    if (said.length === 1 && only !== undefined) return only;
    const ways = said.map(({ boxed }, index) => ({ name: `way${index + 1}`, boxed }));
    const known = ways.reduceRight(
      (rest, { name }) => (rest === '' ? name : `if ${name} != null then ${name} else ${rest}`),
      '',
    );
    const texts = ways.map(({ name, boxed }) => (boxed.kind === 'literal' ? `${name}: ${boxed.text}` : undefined));
    // On one page where it can be: some editors open no boxed context.
    const boxed: Boxed = texts.includes(undefined)
      ? {
          kind: 'context',
          entries: [
            ...ways.map(({ name, boxed: value }) => ({ variable: { name }, value })),
            { value: { kind: 'literal', text: known } },
          ],
        }
      : { kind: 'literal', text: `{\n  ${[...texts, `known: ${known}`].join(',\n  ')}\n}.known` };
    return { trees: said.flatMap(({ trees }) => trees), boxed };
  }

  #said(
    expression: CheckedExpression,
    subject = this.#service.subject.each === 'applicant' ? 'applicant' : 'subject',
  ): Said {
    const trees: Tree[] = [];
    const take = (tree: Tree): Tree => {
      const taken = renamed(portable(tree, this.#catalogue), 'subject', subject);
      trees.push(taken);
      return taken;
    };
    if (expression.table !== undefined)
      return { boxed: { kind: 'table', table: tableOf(expression.table, take) }, trees };
    return { boxed: { kind: 'literal', text: feelText(take(expression.tree)) }, trees };
  }

  #decide(
    name: string,
    label: Text,
    { boxed, trees }: Said,
    about: {
      readonly typeRef?: string;
      readonly notes?: readonly string[];
      /** Names bound inside: they need nothing. */
      readonly bound?: readonly string[];
      readonly needs?: readonly string[];
    },
  ): string {
    const id = `decision_${name}`;
    for (const part of new Set(trees.flatMap(partNamesIn))) this.#needFact(part);
    const names = new Set(trees.flatMap(namesIn).filter((one) => about.bound?.includes(one) !== true));
    const needs = [...names].map((one) => this.#need(one)).filter((one) => one !== undefined);
    this.#elements.set(name, {
      kind: 'decision',
      id,
      name,
      label,
      notes: about.notes ?? [],
      logic: boxed,
      requires: [...needs, ...(about.needs ?? [])],
      ...(about.typeRef === undefined ? {} : { typeRef: about.typeRef }),
    });
    return id;
  }

  #input(name: string, label: Text, typeRef: string, notes: readonly string[]): string {
    const id = `input_${name}`;
    this.#elements.set(name, { kind: 'input', id, name, label, notes, typeRef, requires: [] });
    return id;
  }

  #told(fact: Fact): string {
    const isChoice = fact.type === 'choice' || fact.type === 'choices';
    if (isChoice) this.#choices.push(fact);
    const typeRef = isChoice ? choiceType(fact) : (itemOf(fact, fact.id).typeRef ?? 'Any');
    return this.#input(fact.id, fact.name, typeRef, fact.unit === undefined ? [] : [fact.unit]);
  }

  #needFact(id: string): void {
    const fact = this.#catalogue.facts.get(id);
    if (fact?.of === 'person') this.#personFacts.set(id, fact);
  }

  #personItems(): ReturnType<typeof itemOf>[] {
    const id = { name: 'id', typeRef: 'string', isList: false, components: [] };
    return [id, ...[...this.#personFacts.values()].map((fact) => itemOf(fact, fact.id))];
  }
}

/** As a literal expression where it can be: some editors open no boxed function. */
function functionOf(parameters: readonly Variable[], body: Boxed): Boxed {
  return body.kind === 'literal'
    ? { kind: 'literal', text: `function(${parameters.map(({ name }) => name).join(', ')})\n  ${body.text}` }
    : { kind: 'function', isForeign: false, parameters, body };
}

const truth: Tree = { kind: 'literal', value: true, from: 0, to: 0 };

function saidOf(tree: Tree): Said {
  return { boxed: { kind: 'literal', text: feelText(tree) }, trees: [tree] };
}

function articleText({ citation, certainty }: Article): string {
  return `${citation} [${certainty}]`;
}

function choiceType({ id }: Fact): string {
  return `t${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}

function optionalType(type: DerivedFact['type']): { readonly typeRef?: string } {
  const typeRef = typeRefOf(type);
  return typeRef === undefined ? {} : { typeRef };
}
