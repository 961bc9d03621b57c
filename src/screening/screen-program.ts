import type { Rulebook, ServiceRules } from '#assessment';
import type { Catalogue } from '#catalogue';
import { layoutsOf } from '#language';
import type { Layout } from '#language';

import { Lanes } from './lanes.ts';
import type { AskTreeOf } from './lanes.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { planeFormOf } from './plane-form.ts';

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
  readonly rules: ServiceRules;
  /** Its place among the services that are asked for. */
  readonly index: number;
  readonly isOfHousehold: boolean;
  readonly places: readonly Place[];
};

/** What answers households of one size by one law. */
export type Program = {
  readonly lanes: Lanes;
  /** Those whose answers are tallied, and the others: for some of theirs a transitional rule may keep an earlier law. */
  readonly plain: readonly Screened[];
  readonly others: readonly Screened[];
  /** Whose yes is told, of the plain ones: each place that has one, and the list of them as an engine takes it. */
  readonly told: readonly Told[];
  readonly tellList: Int32Array;
  readonly counts: Int32Array;
};

export type Told = {
  readonly service: Screened;
  readonly together: number;
  readonly amount: number;
};

export type ProgramOptions = {
  readonly engine: PlaneEngine;
  /** Words of 32 households that are counted side by side; when it is not there, as many as a processor keeps near. */
  readonly words: number | undefined;
  readonly askTree: AskTreeOf;
};

/** Makes programs for households of several sizes. `wanted`: the services that are asked for, in their order. */
export function programsOf(
  catalogue: Catalogue,
  rulebook: Rulebook,
  wanted: readonly string[],
  options: ProgramOptions,
): (size: number) => Program {
  const rules = wanted.flatMap((id) => rulebook.serviceOf.get(id) ?? []);
  const always = rules.flatMap(({ where, together, keeps, criteria }) =>
    [where, together, ...keeps, ...criteria.map(({ node }) => node ?? -1)].filter((node) => node >= 0),
  );
  const layoutFor = layoutsOf(rulebook.graph, always);
  return (size) => makeProgram(catalogue, rulebook, wanted, rules, layoutFor(size, 0), options);
}

function makeProgram(
  catalogue: Catalogue,
  rulebook: Rulebook,
  wanted: readonly string[],
  rules: readonly ServiceRules[],
  layout: Layout,
  { engine, words, askTree }: ProgramOptions,
): Program {
  const size = layout.people;
  const tallied: number[] = [];
  const services = rules.map((one) => screenedOf(one, layout, wanted.indexOf(one.service.id), tallied));
  const places = services.flatMap((service) => service.places);
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
  const lanes = new Lanes(form, rulebook.facts, {
    words: words ?? (size < 5 ? 16 : size < 7 ? 8 : 4),
    engine,
    tallied,
    askTree,
  });
  const isPlain = ({ rules: { keeps, together } }: Screened): boolean => keeps.length === 0 && together >= 0;
  const plain = services.filter(isPlain);
  const told = plain
    .filter((one) => !one.rules.isJudged)
    .flatMap((service) => service.places.map(({ together, amount }, place) => ({ service, place, together, amount })));
  const tellList = engine.memory.ints(2 * told.length);
  for (const [entry, { service, place, together }] of told.entries())
    tellList.set([form.planeOf[together]!, service.isOfHousehold ? 0 : place + 1], 2 * entry);
  return {
    lanes,
    plain,
    others: services.filter((one) => !isPlain(one)),
    told,
    tellList,
    counts: engine.memory.ints(told.length),
  };
}

/** What is tallied of the service is put into the list. */
function screenedOf(rules: ServiceRules, layout: Layout, index: number, tallied: number[]): Screened {
  const { each } = rules.service.subject;
  const places = Array.from({ length: each === 'person' ? layout.people : 1 }, (_, person): Place => {
    const at = (node: number | undefined): number => (node === undefined || node < 0 ? -1 : layout.at(node, person));
    const together = at(rules.together);
    if (together >= 0) tallied.push(together);
    return {
      together,
      tally: together < 0 ? -1 : tallied.length - 1,
      where: at(rules.where),
      keeps: rules.keeps.map(at),
      criteria: rules.criteria.map(({ node }) => at(node)),
      amount: at(rules.amount),
    };
  });
  return { rules, index, isOfHousehold: each === 'household', places };
}
