import { definitionsOf, rulebookOf } from '#assessment';
import type { FactPlace, ServiceRules } from '#assessment';
import type { Catalogue } from '#catalogue';
import { elsewhere, layoutsOf } from '#language';
import type { Graph, Layout } from '#language';

import { planeFormOf } from './plane-form.ts';
import type { PlaneForm } from './plane-form.ts';

/** Slots of one service for a person's place, or for the household and the applicant; -1: there is none. */
export type Place = {
  readonly together: number;
  /** Its place among the slots that are tallied. */
  readonly tally: number;
  readonly where: number;
  readonly keeps: readonly number[];
  readonly criteria: readonly number[];
  readonly amount: number;
};

export type Screened = {
  readonly id: string;
  /** Its place among the services that are asked for. */
  readonly index: number;
  readonly isOfHousehold: boolean;
  readonly isJudged: boolean;
  /** Ids of its criteria. */
  readonly criteria: readonly string[];
  readonly places: readonly Place[];
};

/** Whose yes is told: each place of a service that has one. In columns, which threads send each other fastest. */
export type Told = {
  /** Places of the services. */
  readonly services: Int32Array;
  /** Nought for the household itself, else the place of the person, and one. */
  readonly subjects: Int32Array;
  /** Slots of who has a right, and of the amount; -1: there is none. */
  readonly sures: Int32Array;
  readonly amounts: Int32Array;
};

/**
 * How households of one size are counted by one law, before there is memory for them. Plain values only: it is made once and
 * sent to all threads.
 */
export type Draft = {
  readonly form: PlaneForm;
  /** Slots of which it is told how many have them. */
  readonly tallied: Int32Array;
  /** Services whose answers are tallied, and the others: for some of theirs a transitional rule may keep an earlier law. */
  readonly plain: readonly Screened[];
  readonly others: readonly Screened[];
  readonly told: Told;
};

/** The law whose drafts serve another law as well, and what they rest on. */
export type DraftBase = { readonly law: string; readonly graph: Graph; readonly facts: readonly FactPlace[] };

/** A law, known by one of its territories (see `laws.ts`), and a size of households. */
export type LawAndSize = { readonly law: string; readonly size: number };
export type DraftFound = { readonly base: DraftBase; readonly draft: Draft };

/** Where drafts come from. */
export type Drafts = {
  readonly of: (wanted: LawAndSize) => DraftFound;
  /** Tells which will be wanted, where that helps. */
  readonly ahead?: (wanted: readonly LawAndSize[]) => void;
};

const kept = new WeakMap<Catalogue, Map<string, Drafts>>();
/** Days and lists of services that drafts of a catalogue are kept for. */
const mostKept = 4;

/** The drafts of some services on a day, `wanted` by their ids and in their order; kept, as a server screens more than once. */
export function draftsOf(catalogue: Catalogue, asOf: string, wanted: readonly string[]): Drafts {
  const all = kept.get(catalogue) ?? new Map<string, Drafts>();
  kept.set(catalogue, all);
  const key = JSON.stringify([asOf, wanted]);
  const known = all.get(key);
  if (known !== undefined) return known;
  const drafts = new Drafting(catalogue, asOf, wanted);
  if (all.size >= mostKept) all.clear();
  all.set(key, drafts);
  return drafts;
}

type Kept = { readonly base: DraftBase; readonly make: (size: number) => Draft; readonly made: Map<number, Draft> };

/** Makes drafts, each one once. Laws that differ in their numbers alone have them of the first of them. */
class Drafting implements Drafts {
  readonly #catalogue: Catalogue;
  readonly #asOf: string;
  readonly #wanted: readonly string[];
  readonly #kept: Kept[] = [];
  readonly #byLaw = new Map<string, Kept>();

  constructor(catalogue: Catalogue, asOf: string, wanted: readonly string[]) {
    this.#catalogue = catalogue;
    this.#asOf = asOf;
    this.#wanted = wanted;
  }

  of({ law, size }: LawAndSize): DraftFound {
    const { base, make, made } = this.#keptFor(law);
    const draft = made.get(size) ?? make(size);
    made.set(size, draft);
    return { base, draft };
  }

  #keptFor(law: string): Kept {
    const known = this.#byLaw.get(law);
    if (known !== undefined) return known;
    const definitions = definitionsOf(this.#catalogue, this.#asOf, law);
    let found = this.#kept.find(({ base }) => elsewhere(base.graph, definitions) !== undefined);
    if (found === undefined) {
      found = this.#begin(law);
      this.#kept.push(found);
    }
    this.#byLaw.set(law, found);
    return found;
  }

  #begin(law: string): Kept {
    const { graph, facts, serviceOf } = rulebookOf(this.#catalogue, this.#asOf, law);
    const rules = this.#wanted.flatMap((id) => serviceOf.get(id) ?? []);
    const always = rules.flatMap(({ where, together, keeps, criteria }) =>
      [where, together, ...keeps, ...criteria.map(({ node }) => node ?? -1)].filter((node) => node >= 0),
    );
    const layoutFor = layoutsOf(graph, always);
    const make = (size: number): Draft => draftOf(this.#catalogue, this.#wanted, rules, layoutFor(size, 0));
    return { base: { law, graph, facts }, make, made: new Map() };
  }
}

function draftOf(
  catalogue: Catalogue,
  wanted: readonly string[],
  rules: readonly ServiceRules[],
  layout: Layout,
): Draft {
  const tallied: number[] = [];
  const all = rules.map((one) => ({
    isPlain: one.keeps.length === 0 && one.together >= 0,
    service: screenedOf(one, layout, wanted.indexOf(one.service.id), tallied),
  }));
  const places = all.flatMap(({ service }) => service.places);
  const form = planeFormOf(layout, {
    always: places
      .flatMap(({ together, where, keeps, criteria }) => [together, where, ...keeps, ...criteria])
      .filter((slot) => slot >= 0),
    onDemand: places.map(({ amount }) => amount).filter((slot) => slot >= 0),
    distinguished: places.flatMap(({ keeps }) => keeps),
    isNullable: (fact) => catalogue.facts.get(fact)?.mayBeAbsent !== undefined,
    isPlain: (id) => {
      const fact = catalogue.facts.get(id);
      const isOfPlainType = fact?.type === 'number' || fact?.type === 'money' || fact?.type === 'choice';
      // Who the applicant is to himself is not read.
      return isOfPlainType && fact.mayBeAbsent === undefined && id !== 'relation';
    },
  });
  const plain = all.filter(({ isPlain }) => isPlain).map(({ service }) => service);
  const told = plain
    .filter(({ isJudged }) => !isJudged)
    .flatMap((service) => service.places.map((place, person) => ({ service, place, person })));
  return {
    form,
    tallied: Int32Array.from(tallied),
    plain,
    others: all.filter(({ isPlain }) => !isPlain).map(({ service }) => service),
    told: {
      services: Int32Array.from(told, ({ service }) => service.index),
      subjects: Int32Array.from(told, ({ service, person }) => (service.isOfHousehold ? 0 : person + 1)),
      sures: Int32Array.from(told, ({ place }) => place.together),
      amounts: Int32Array.from(told, ({ place }) => place.amount),
    },
  };
}

/** What is tallied of the service is put into the list. */
function screenedOf(rules: ServiceRules, layout: Layout, index: number, tallied: number[]): Screened {
  const { service, isJudged, criteria } = rules;
  const { each } = service.subject;
  const places = Array.from({ length: each === 'person' ? layout.people : 1 }, (_, person): Place => {
    const at = (node: number | undefined): number => (node === undefined || node < 0 ? -1 : layout.at(node, person));
    const together = at(rules.together);
    if (together >= 0) tallied.push(together);
    return {
      together,
      tally: together < 0 ? -1 : tallied.length - 1,
      where: at(rules.where),
      keeps: rules.keeps.map(at),
      criteria: criteria.map(({ node }) => at(node)),
      amount: at(rules.amount),
    };
  });
  const ids = criteria.map(({ criterion }) => criterion.id);
  return { id: service.id, index, isOfHousehold: each === 'household', isJudged, criteria: ids, places };
}
