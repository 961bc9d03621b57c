import { Answers, rulebookOf } from '#assessment';
import type { Rulebook, ServiceRules } from '#assessment';
import type { Catalogue } from '#catalogue';
import { inputsOf, truths } from '#language';

import type { Dialect } from './dialect.ts';

import { levelsOf, wantedFor } from './levels.ts';
import type { NodeValues, Rules } from './node-values.ts';
import { NotInSql } from './not-in-sql.ts';
import type { Profile } from './profile.ts';
import { isKnown } from './spans.ts';
import { personKeys, Tables } from './tables.ts';
import type { Beside, Names, PeopleQuery, TableMade } from './tables.ts';
import { and, choose, no, not, or, quoted, yes } from './text.ts';
import type { Sql } from './text.ts';
import { unknownTruth } from './truths.ts';
import { truth } from './values.ts';
import type { Truth } from './values.ts';

export type Compiled = {
  /** Tables to make, in this order. */
  readonly tables: readonly TableMade[];
  /** Queries whose rows are answers: household, person, service, answer (`yes`, `unknown` or `ask`), amount. */
  readonly answers: readonly { readonly services: readonly string[]; readonly query: Sql }[];
  /** Services the evaluator has to answer, and why. */
  readonly notInSql: readonly { readonly service: string; readonly why: string }[];
};

export type CompileOptions = {
  readonly asOf: string;
  /** A territory whose law it is. */
  readonly territory: string;
  readonly dialect: Dialect;
  readonly names: Names;
  readonly profile: Profile;
  /** The territories of the households asked about; absent: of all. */
  readonly territories?: readonly string[];
  /** Services; absent: all. */
  readonly services?: ReadonlySet<string>;
  /** How many services a query answers at most. */
  readonly groupSize?: number;
};

/**
 * The rules of a day and a territory as SQL. A service answered *no* for somebody has no row; one that a transitional rule
 * may keep under the law of an earlier day has the answer `ask`: the evaluator is asked then.
 */
export function compile(catalogue: Catalogue, options: CompileOptions): Compiled {
  const book = rulebookOf(catalogue, options.asOf, options.territory);
  let services = book.services.filter(({ service }) => options.services?.has(service.id) ?? true);
  const notInSql: { service: string; why: string }[] = [];
  for (;;) {
    try {
      return { ...compileServices(catalogue, book, services, options), notInSql };
    } catch (error) {
      if (!(error instanceof NotInSql)) throw error;
      const rests = restingOn(book, error.node);
      const [out, left] = [
        services.filter((one) => restsOn(one, rests)),
        services.filter((one) => !restsOn(one, rests)),
      ];
      if (out.length === 0) throw error;
      notInSql.push(...out.map(({ service }) => ({ service: service.id, why: error.why })));
      services = left;
    }
  }
}

function compileServices(
  catalogue: Catalogue,
  book: Rulebook,
  services: readonly ServiceRules[],
  { asOf, territory, dialect, names, profile, territories, groupSize = 100 }: CompileOptions,
): Omit<Compiled, 'notInSql'> {
  const { graph } = book;
  const isOfPerson = ({ service }: ServiceRules): boolean => service.subject.each === 'person';
  const finals = {
    people: services.filter(isOfPerson).flatMap(nodesOf),
    households: services.filter((one) => !isOfPerson(one)).flatMap(nodesOf),
  };
  const wanted = wantedFor(graph, finals);
  const texts: string[] = [];
  for (const [text, code] of graph.texts) texts[code] = text;
  const rules: Rules = {
    book,
    dialect,
    profile,
    texts,
    uses: wanted.uses,
    treeTruth: (index) => treeTruth(catalogue, asOf, territory, book, index),
  };
  const tables = new Tables(rules, names, wanted, levelsOf(graph), territories);
  const due: TableMade[] = [];
  const answers = groupsOf(services, groupSize).map((group) => {
    const ids = group.map(({ service }) => service.id);
    const reader = (beside?: Beside): PeopleQuery =>
      isOfPerson(group[0]!) ? tables.people(wanted.top, beside) : tables.households(beside);
    if (group[0]!.amount < 0) return { services: ids, query: answersOf(dialect, reader(), group) };
    const table = `${names.prefix}due_${due.length + 1}`;
    due.push({ table, query: dueOf(reader(), group) });
    return { services: ids, query: amountsOf(dialect, reader({ table, where: anyDue(group) }), group) };
  });
  return { tables: [...tables.made, ...due], answers };
}

/** Services of one kind of subject together; those with an amount apart, as it is counted only for who may have it. */
function groupsOf(services: readonly ServiceRules[], size: number): ServiceRules[][] {
  const kinds = Map.groupBy(services, ({ service, amount }) => `${service.subject.each} ${amount >= 0}`);
  return [...kinds.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size)),
  );
}

type Told = { readonly service: string; readonly asked: Sql; readonly certain: Sql; readonly maybe: Sql };

function answersOf(dialect: Dialect, { values, query }: PeopleQuery, group: readonly ServiceRules[]): Sql {
  const told = group.map((rules) => answerOf(values, rules));
  const rows = query([{ name: 'told', sql: dialect.eachOf(told.map(codeOf), 'text') }]);
  return rowsOf(dialect, rows, group, false);
}

/** Services with an amount in two steps: to whom they may be due, and then, of those alone, how much. */
function dueOf({ values, query }: PeopleQuery, group: readonly ServiceRules[]): Sql {
  return query(
    group.flatMap((rules, at) => {
      const { asked, certain, maybe } = answerOf(values, rules);
      const columns = dueColumns(at);
      return [
        { name: columns.asked, sql: asked },
        { name: columns.certain, sql: certain },
        { name: columns.maybe, sql: maybe },
      ];
    }),
    personKeys.slice(0, 2),
  );
}

function amountsOf(dialect: Dialect, { values, query }: PeopleQuery, group: readonly ServiceRules[]): Sql {
  const told = group.map((rules, at): Told => {
    const { asked, certain, maybe } = dueColumns(at);
    const read = (column: string): Sql => values.layers.given(column, `d.${column}`);
    return { service: rules.service.id, asked: read(asked), certain: read(certain), maybe: read(maybe) };
  });
  const amounts = told.map(({ certain }, at) => amountOf(dialect, values, group[at]!, certain));
  const rows = query([
    { name: 'told', sql: dialect.eachOf(told.map(codeOf), 'text') },
    { name: 'amount', sql: dialect.eachOf(amounts, 'amount') },
  ]);
  return rowsOf(dialect, rows, group, true);
}

function dueColumns(at: number): Omit<Told, 'service'> {
  return { asked: `n${at}dq`, certain: `n${at}dy`, maybe: `n${at}dm` };
}

function anyDue(group: readonly ServiceRules[]): Sql {
  return `(${group.map((_, at) => `d.${dueColumns(at).asked} or d.${dueColumns(at).maybe}`).join(' or ')})`;
}

/** The answer with the service behind it; NULL is no. */
function codeOf({ service, asked, certain, maybe }: Told): Sql {
  return choose(
    [
      [asked, quoted(`?${service}`)],
      [certain, quoted(`+${service}`)],
      [maybe, quoted(`-${service}`)],
    ],
    'null',
  );
}

function rowsOf(dialect: Dialect, rows: Sql, group: readonly ServiceRules[], hasAmounts: boolean): Sql {
  const person = group[0]?.service.subject.each === 'household' ? 'nullif(person, person)' : 'person';
  const answer = `case left(told, 1) when '+' then 'yes' when '-' then 'unknown' else 'ask' end`;
  const amount = hasAmounts ? 'amount' : `cast(null as ${dialect.amount})`;
  const columns = [
    'household',
    `${person} as person`,
    'substr(told, 2) as service',
    `${answer} as answer`,
    `${amount} as amount`,
  ];
  return `select ${columns.join(', ')} from (${rows}) t where told is not null`;
}

function answerOf(values: NodeValues, rules: ServiceRules): Told {
  const together = rules.together < 0 ? truth(yes, yes) : values.truth(rules.together);
  const where = rules.where < 0 ? truth(yes, yes) : values.truth(rules.where);
  const keeps = rules.keeps.map((node) => values.truth(node));
  const mayKeep = or(...keeps.map((one) => or(one.yes, unknownTruth(one))));
  return {
    service: rules.service.id,
    certain: rules.isJudged ? no : together.yes,
    maybe: together.maybe,
    asked: and(where.maybe, mayKeep),
  };
}

/** Counted for who has it; kopecks, as the evaluator rounds them. */
function amountOf(dialect: Dialect, values: NodeValues, rules: ServiceRules, certain: Sql): Sql {
  if (rules.amount < 0) return 'null';
  const value = values.span(rules.amount);
  const inKopecks = `cast(floor(${value.low} * 100 + 0.5) / 100 as ${dialect.amount})`;
  return choose([[and(certain, isKnown(value), not(or(value.open, value.nothing))), inKopecks]], 'null');
}

function nodesOf({ together, where, keeps, amount }: ServiceRules): number[] {
  return [together, where, ...keeps, amount].filter((node) => node >= 0);
}

function restsOn(rules: ServiceRules, rests: ReadonlySet<number>): boolean {
  return nodesOf(rules).some((node) => rests.has(node));
}

/** The node and every node that is counted from it. */
function restingOn({ graph }: Rulebook, node: number): ReadonlySet<number> {
  const found = new Set([node]);
  for (const [index, other] of graph.nodes.entries())
    if (inputsOf(other).some((input) => found.has(input))) found.add(index);
  return found;
}

/** A piece that rests on no fact (a parameter that has no value on the day) is the same for everybody. */
function treeTruth(catalogue: Catalogue, asOf: string, territory: string, book: Rulebook, index: number): Truth {
  const node = book.graph.nodes[index];
  if (node?.op !== 'tree' || node.rests.length > 0) throw new NotInSql('has a piece that only the evaluator can read');
  const nobody = { asOf, territory, applicant: 'p', people: [{ id: 'p', facts: {} }], household: {} };
  const found = new Answers(catalogue, nobody).truth(index, 0);
  if (found === truths.yes) return truth(yes, yes);
  return found === truths.no ? truth(no, no) : truth(no, yes, found === truths.neither ? yes : no);
}
