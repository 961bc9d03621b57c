import { certainties, parameterOn, versionOn } from '#catalogue';
import type {
  Catalogue,
  Certainty,
  Criterion,
  Evidence,
  Interaction,
  LifeSituation,
  Need,
  NeedRule,
  Register,
  Service,
  ServiceVersion,
} from '#catalogue';
import { Grower, layOut } from '#language';
import type { CheckedExpression, Graph, Kind, Layout } from '#language';

import { definitionsOf } from './graph-definitions.ts';
import { factPlace } from './graph-facts.ts';
import type { FactPlace } from './graph-facts.ts';

/** One rule of a service as a node of the graph; an official's judgement has none. */
export type RuleNode = { readonly criterion: Criterion; readonly node: number | undefined };

/** When a channel or a piece of evidence of a service is used. */
export type ConditionNode = { readonly of: 'channel' | 'evidence'; readonly index: number; readonly node: number };

export type ServiceRules = {
  readonly service: Service;
  readonly versionIndex: number;
  readonly version: ServiceVersion;
  /** Whether the service is about the subject; -1 when it is about everybody. */
  readonly where: number;
  readonly criteria: readonly RuleNode[];
  /** Whom it is about and the criteria that have a rule, together; -1 when there is neither. */
  readonly together: number;
  /** True when an official has to judge something: the answer is then never a plain yes. */
  readonly isJudged: boolean;
  /** -1 when the service gives no amount. */
  readonly amount: number;
  /** What it brings in twelve months, where the pack says; -1 else. */
  readonly overYear: number;
  readonly conditions: readonly ConditionNode[];
  /** Whether the law of an earlier day is kept: one node for each transitional rule of the version. */
  readonly keeps: readonly number[];
};

/** An interaction in force; -1: it always applies, or nothing tells that a service is given already. */
export type InteractionRules = { readonly interaction: Interaction; readonly when: number; readonly granted: number };

/** The law of one day in one territory: every rule grown into one graph. */
export type Rulebook = {
  readonly graph: Graph;
  readonly services: readonly ServiceRules[];
  readonly serviceOf: ReadonlyMap<string, ServiceRules>;
  readonly needs: readonly {
    readonly need: Need;
    readonly rules: readonly { readonly rule: NeedRule; readonly node: number }[];
  }[];
  readonly situations: readonly { readonly situation: LifeSituation; readonly node: number }[];
  readonly evidence: readonly { readonly evidence: Evidence; readonly node: number }[];
  readonly evidenceOf: ReadonlyMap<string, { readonly evidence: Evidence; readonly node: number }>;
  /** Registers that may be asked, by agency. */
  readonly registers: ReadonlyMap<string, Register>;
  /** Whether the applicant consents for a person; -1: for nobody but himself. */
  readonly represented: number;
  readonly interactions: readonly InteractionRules[];
  /** Whether what is given for a person is paid to the applicant; -1 when the packs do not say. */
  readonly paidToApplicant: number;
  /** Every fact that some rule rests on. */
  readonly facts: readonly FactNode[];
  readonly factOf: ReadonlyMap<string, FactNode>;
  /** How sure the value is that a parameter has on the day; the surest when it has none. */
  readonly certaintyOf: (parameter: string) => Certainty;
  /** The graph for a household of so many people; answers are always counted, everything else on demand. */
  readonly layoutFor: (people: number, applicant: number) => Layout;
};

/** A fact and the node that says when it is asked; -1: always. */
export type FactNode = FactPlace & { readonly askWhen: number };

const kept = new WeakMap<Catalogue, Map<string, Rulebook>>();
/** Days and territories kept for a catalogue, and sizes of households for a rulebook; the oldest goes first. */
const mostKept = 64;

/** The rulebook of a day and a territory; grown once and kept. */
export function rulebookOf(catalogue: Catalogue, asOf: string, territory: string): Rulebook {
  const books = kept.get(catalogue) ?? new Map<string, Rulebook>();
  kept.set(catalogue, books);
  return keptIn(books, `${asOf} ${territory}`, () => growRulebook(catalogue, asOf, territory));
}

function keptIn<Key, Made>(all: Map<Key, Made>, key: Key, make: () => Made): Made {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (all.size >= mostKept) for (const oldest of all.keys()) if (all.size >= mostKept) all.delete(oldest);
  all.set(key, made);
  return made;
}

type Subject = 'each' | 'applicant' | undefined;

function growRulebook(catalogue: Catalogue, asOf: string, territory: string): Rulebook {
  const grower = new Grower(definitionsOf(catalogue, asOf, territory));
  const rule = (expression: CheckedExpression, subject: Subject, kind: Kind = 'boolean'): number =>
    grower.rule(expression, kind, subject);
  const services = [...catalogue.services.values()].flatMap((service) => growService(service, asOf, grower, rule));
  const needs = [...catalogue.needs.values()].map((need) => ({
    need,
    rules: need.rules.map((one) => ({ rule: one, node: rule(one.when, undefined) })),
  }));
  const situations = [...catalogue.situations.values()].map((situation) => ({
    situation,
    node: rule(situation.when, undefined),
  }));
  const evidence = [...catalogue.evidence.values()].flatMap((one) => {
    return one.heldWhen === undefined
      ? []
      : [{ evidence: one, node: rule(one.heldWhen, one.of === 'person' ? 'each' : undefined) }];
  });
  const interactions = catalogue.interplay.interactions
    .filter(({ from, to }) => (from ?? '') <= asOf && asOf <= (to ?? '9999'))
    .map((interaction) => growInteraction(catalogue, interaction, rule));
  const { paidToApplicant } = catalogue.interplay;
  const paid = paidToApplicant === undefined ? -1 : rule(paidToApplicant, 'each');
  const askWhen = new Map(
    [...catalogue.facts.values()].map((fact) => [
      fact.id,
      fact.askWhen === undefined ? -1 : rule(fact.askWhen, fact.of === 'person' ? 'each' : undefined),
    ]),
  );
  const represented = catalogue.represented === undefined ? -1 : rule(catalogue.represented.when, 'each');
  const graph = grower.graph();
  const facts = graph.nodes.flatMap((node, index): FactNode[] => {
    const fact = node.op === 'leaf' ? catalogue.facts.get(node.name) : undefined;
    return fact === undefined ? [] : [{ ...factPlace(graph, fact, index, asOf), askWhen: askWhen.get(fact.id) ?? -1 }];
  });
  const always = services.flatMap(({ where, criteria, together, keeps }) =>
    [where, together, ...keeps, ...criteria.map(({ node }) => node ?? -1)].filter((node) => node >= 0),
  );
  const layouts = new Map<string, Layout>();
  const certaintyOf = new Map<string, Certainty>();
  return {
    graph,
    services,
    serviceOf: new Map(services.map((one) => [one.service.id, one])),
    needs,
    situations,
    evidence,
    evidenceOf: new Map(evidence.map((one) => [one.evidence.id, one])),
    registers: catalogue.registers,
    represented,
    interactions,
    paidToApplicant: paid,
    facts,
    factOf: new Map(facts.map((one) => [one.fact.id, one])),
    certaintyOf: (id) => keptIn(certaintyOf, id, () => certaintyOn(catalogue, id, asOf, territory)),
    layoutFor: (people, applicant) =>
      keptIn(layouts, `${people} ${applicant}`, () => layOut(graph, people, applicant, always)),
  };
}

function growInteraction(
  catalogue: Catalogue,
  interaction: Interaction,
  rule: (expression: CheckedExpression, subject: Subject) => number,
): InteractionRules {
  const { when } = interaction;
  const granted = interaction.kind === 'once' ? interaction.granted : undefined;
  const isOfPerson = interaction.services.some((id) => catalogue.services.get(id)?.subject.each !== 'household');
  return {
    interaction,
    when: when === undefined ? -1 : rule(when, undefined),
    granted: granted === undefined ? -1 : rule(granted, isOfPerson ? 'each' : undefined),
  };
}

function growService(
  service: Service,
  asOf: string,
  grower: Grower,
  rule: (expression: CheckedExpression, subject: Subject, kind?: Kind) => number,
): ServiceRules[] {
  const dated = versionOn(service, asOf);
  if (dated === undefined) return [];
  const { index: versionIndex, version } = dated;
  const subject = ({ household: undefined, applicant: 'applicant', person: 'each' } as const)[service.subject.each];
  const where = service.subject.where === undefined ? -1 : rule(service.subject.where, subject);
  const criteria = version.criteria.map((criterion) => ({
    criterion,
    node: criterion.when === undefined ? undefined : rule(criterion.when, subject),
  }));
  const ruled = criteria.map(({ node }) => node).filter((node) => node !== undefined);
  const parts = where < 0 ? ruled : [where, ...ruled];
  const conditionsOf = (
    of: ConditionNode['of'],
    uses: readonly { readonly when?: CheckedExpression }[],
  ): ConditionNode[] =>
    uses.flatMap(({ when }, index) => (when === undefined ? [] : [{ of, index, node: rule(when, subject) }]));
  return [
    {
      service,
      versionIndex,
      version,
      where,
      criteria,
      together: parts.length === 0 ? -1 : grower.conjunction(parts),
      isJudged: ruled.length < criteria.length,
      amount: version.amount === undefined ? -1 : rule(version.amount.value, subject, 'number'),
      overYear: version.amount?.overYear === undefined ? -1 : rule(version.amount.overYear, subject, 'number'),
      keeps: version.transition.map(({ keeps }) => rule(keeps, subject)),
      conditions: [...conditionsOf('channel', version.channels), ...conditionsOf('evidence', version.evidence)],
    },
  ];
}

function certaintyOn(catalogue: Catalogue, id: string, asOf: string, territory: string): Certainty {
  const parameter = catalogue.parameters.get(id);
  const value = parameter === undefined ? undefined : parameterOn(parameter, territory, asOf);
  return value?.certainty ?? certainties[0];
}
