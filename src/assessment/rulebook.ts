import { parameterOn, versionOn } from '#catalogue';
import type { Catalogue, Criterion, Service, ServiceVersion } from '#catalogue';
import { anyNumber, dayNumber, evaluate, Grower, unknown } from '#language';
import type { CheckedExpression, Definitions, Graph, Kind, ValueType, World } from '#language';

import { parameterPrefix } from './household.ts';

/** One rule of a service as a node of the graph; an official's judgement has none. */
export type RuleNode = { readonly criterion: Criterion; readonly node: number | undefined };

export type ServiceRules = {
  readonly service: Service;
  readonly versionIndex: number;
  readonly version: ServiceVersion;
  /** Whether the service is about the subject; -1 when it is about everybody. */
  readonly where: number;
  readonly criteria: readonly RuleNode[];
  /** The criteria that have a rule, together; -1 when none has. */
  readonly together: number;
  /** True when an official has to judge something: the answer is then never a plain yes. */
  readonly isJudged: boolean;
};

/** The law of one day in one territory: every rule of every service in force, grown into one graph. */
export type Rulebook = {
  readonly graph: Graph;
  readonly services: readonly ServiceRules[];
  /** Node of each told fact that some rule rests on, by its name. */
  readonly leaves: ReadonlyMap<string, number>;
};

const kept = new WeakMap<Catalogue, Map<string, Rulebook>>();
/** Days and territories kept for a catalogue; the oldest goes first. */
const mostKept = 64;

/** The rulebook of a day and a territory; grown once and kept. */
export function rulebookOf(catalogue: Catalogue, asOf: string, territory: string): Rulebook {
  const books = kept.get(catalogue) ?? new Map<string, Rulebook>();
  kept.set(catalogue, books);
  const key = `${asOf} ${territory}`;
  const known = books.get(key);
  if (known !== undefined) return known;
  const book = growRulebook(catalogue, asOf, territory);
  if (books.size >= mostKept) books.delete(books.keys().next().value ?? '');
  books.set(key, book);
  return book;
}

function growRulebook(catalogue: Catalogue, asOf: string, territory: string): Rulebook {
  const grower = new Grower(definitionsOf(catalogue, asOf, territory));
  const services = [...catalogue.services.values()].flatMap((service): ServiceRules[] => {
    const dated = versionOn(service, asOf);
    if (dated === undefined) return [];
    const subject = service.subject.each === 'household' ? undefined : service.subject.each === 'applicant' ? 'applicant' : 'each';
    const rule = (expression: CheckedExpression): number => grower.rule(expression, 'boolean', subject);
    const criteria = dated.version.criteria.map((criterion) => ({ criterion, node: criterion.when === undefined ? undefined : rule(criterion.when) }));
    const nodes = criteria.map(({ node }) => node).filter((node) => node !== undefined);
    return [
      {
        service,
        versionIndex: dated.index,
        version: dated.version,
        where: service.subject.where === undefined ? -1 : rule(service.subject.where),
        criteria,
        together: nodes.length === 0 ? -1 : grower.conjunction(nodes),
        isJudged: nodes.length < criteria.length,
      },
    ];
  });
  const graph = grower.graph();
  const leaves = new Map(graph.nodes.flatMap((node, index) => (node.op === 'leaf' ? [[node.name, index] as const] : [])));
  return { graph, services, leaves };
}

/** What stands behind the names of rules on the day; also used to grow other graphs from the same packs. */
export function definitionsOf(catalogue: Catalogue, asOf: string, territory: string): Definitions {
  const world = constantWorld(catalogue, asOf, territory);
  return {
    leaf: (name) => {
      const fact = catalogue.facts.get(name);
      if (fact === undefined) return undefined;
      const kind = ({ boolean: 'boolean', number: 'number', money: 'number', date: 'date', text: 'text', choice: 'text', choices: 'choices' } as const)[fact.type];
      return { of: fact.of, kind, choices: fact.choices.map((choice) => choice.value) };
    },
    derived: (name) => {
      const derived = catalogue.derived.get(name);
      if (derived === undefined || derived.parameters.length > 0) return undefined;
      return { of: derived.of, kind: kindOf(derived.type), ways: derived.ways };
    },
    isConstant: (name) => name === 'today' || name === 'territory' || catalogue.parameters.has(name),
    constant: (tree) => evaluate(tree, world),
  };
}

function kindOf(type: ValueType): Kind {
  if (type.kind === 'boolean' || type.kind === 'date' || type.kind === 'text') return type.kind;
  return type.kind === 'duration' ? 'months' : 'number';
}

/** The day, the territory and the parameters; nothing about anybody. */
function constantWorld(catalogue: Catalogue, asOf: string, territory: string): World {
  const parameter = (id: string, day: string) => {
    const found = catalogue.parameters.get(id);
    const value = found === undefined ? undefined : parameterOn(found, territory, day);
    return value === undefined ? unknown(new Set([`${parameterPrefix}${id}`]), anyNumber) : value.value;
  };
  return {
    global: (name) => {
      if (name === 'today') return { kind: 'date', day: dayNumber(asOf) ?? 0 };
      return name === 'territory' ? territory : parameter(name, asOf);
    },
    member: () => null,
    call: (_name, [id, day]) => {
      const isDay = typeof day === 'object' && day !== null && day.kind === 'date';
      return typeof id === 'string' && isDay ? parameter(id, new Date(day.day * 86_400_000).toISOString().slice(0, 10)) : null;
    },
  };
}
