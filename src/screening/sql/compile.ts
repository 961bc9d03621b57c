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
  /** Queries whose rows are answers: household, person, service, answer (`yes`, `unknown` or `ask`), amount, criterion. */
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
  /** Rows too for whom it is not known. */
  readonly withUnknown: boolean;
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
  { asOf, territory, dialect, names, profile, territories, withUnknown, groupSize = 100 }: CompileOptions,
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
  const made: TableMade[] = [];
  const make = (query: Sql): string => {
    const table = `${names.prefix}answers_${made.length + 1}`;
    made.push({ table, query });
    return table;
  };
  const answers = groupsOf(services, groupSize).map((group) => {
    const reader = (beside?: Beside): PeopleQuery =>
      isOfPerson(group[0]!) ? tables.people(wanted.top, beside) : tables.households(beside);
    const truths = make(truthsOf(reader(), group, withUnknown));
    const table =
      group[0]!.amount < 0 ? truths : make(amountsOf(dialect, reader({ table: truths, where: anyOf(group) }), group));
    return { services: group.map(({ service }) => service.id), query: rowsOf(dialect, table, group) };
  });
  return { tables: [...tables.made, ...made], answers };
}

/** Services of one kind of subject together; those with an amount apart, as it is counted only for who may have it. */
function groupsOf(services: readonly ServiceRules[], size: number): ServiceRules[][] {
  const kinds = Map.groupBy(services, ({ service, amount }) => `${service.subject.each} ${amount >= 0}`);
  return [...kinds.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size)),
  );
}

/** Names of the columns of a service in the wide tables, where each service of a group has its own. */
function columnsOf(at: number): Readonly<Record<'asked' | 'certain' | 'maybe' | 'criterion' | 'amount', string>> {
  const [asked, certain, maybe, criterion, amount] = ['sq', 'sy', 'sm', 'sc', 'sa'].map((part) => `n${at}${part}`);
  return { asked: asked!, certain: certain!, maybe: maybe!, criterion: criterion!, amount: amount! };
}

/** Of everybody, for each service of the group, whether it is due, may be, or has to be asked for. */
function truthsOf({ values, query }: PeopleQuery, group: readonly ServiceRules[], withUnknown: boolean): Sql {
  const outputs = group.flatMap((rules, at) => {
    const together = rules.together < 0 ? truth(yes, yes) : values.truth(rules.together);
    const where = rules.where < 0 ? truth(yes, yes) : values.truth(rules.where);
    const keeps = rules.keeps.map((node) => values.truth(node));
    const mayKeep = or(...keeps.map((one) => or(one.yes, unknownTruth(one))));
    const columns = columnsOf(at);
    const certain = rules.isJudged ? no : together.yes;
    return [
      { name: columns.asked, sql: and(where.maybe, mayKeep) },
      { name: columns.certain, sql: certain },
      { name: columns.maybe, sql: withUnknown ? together.maybe : certain },
      { name: columns.criterion, sql: withUnknown ? openCriterion(values, rules, where) : nullText },
    ];
  });
  return query(outputs, personKeys.slice(0, 2));
}

/** The first criterion that is not known, of an answer that is not. */
function openCriterion(values: NodeValues, { where, criteria }: ServiceRules, concerns: Truth): Sql {
  const isOpen = (one: Truth): Sql => (one.yes === one.maybe ? no : and(one.maybe, not(one.yes)));
  const ways = criteria.map(({ criterion, node }): readonly [Sql, Sql] => [
    node === undefined ? yes : isOpen(values.truth(node)),
    quoted(criterion.id),
  ]);
  return choose(where < 0 ? ways : [[isOpen(concerns), quoted('concerns')], ...ways], nullText);
}

const nullText: Sql = 'cast(null as text)';

/** The same for those to whom anything of the group may be due, with the amounts, which are counted for them alone. */
function amountsOf(dialect: Dialect, { values, query }: PeopleQuery, group: readonly ServiceRules[]): Sql {
  const outputs = group.flatMap((rules, at) => {
    const { amount, ...told } = columnsOf(at);
    for (const column of Object.values(told)) values.layers.given(column, `d.${column}`);
    return [
      ...Object.values(told).map((column) => ({ name: column, sql: column })),
      { name: amount, sql: amountOf(dialect, values, rules, told.certain) },
    ];
  });
  return query(outputs, personKeys.slice(0, 2));
}

function anyOf(group: readonly ServiceRules[]): Sql {
  return `(${group.map((_, at) => `d.${columnsOf(at).asked} or d.${columnsOf(at).maybe}`).join(' or ')})`;
}

/** A row for each answer that is not no. */
function rowsOf(dialect: Dialect, table: string, group: readonly ServiceRules[]): Sql {
  return dialect.rows(
    table,
    group.map(({ service, amount: node }, at) => {
      const { asked, certain, maybe, criterion, amount } = columnsOf(at);
      return {
        service: quoted(service.id),
        person: service.subject.each === 'household' ? 'nullif(person, person)' : 'person',
        answer: choose(
          [
            [asked, quoted('ask')],
            [certain, quoted('yes')],
            [maybe, quoted('unknown')],
          ],
          'null',
        ),
        isAny: or(asked, maybe),
        amount: node < 0 ? `cast(null as ${dialect.amount})` : amount,
        criterion: `case when ${certain} or ${asked} then null else ${criterion} end`,
      };
    }),
  );
}

/** Counted for who has it; kopecks, as the evaluator rounds them. */
function amountOf(dialect: Dialect, values: NodeValues, rules: ServiceRules, certain: Sql): Sql {
  if (rules.amount < 0) return 'null';
  const value = values.span(rules.amount);
  const inKopecks = `cast(floor(${value.low} * 100 + 0.5) / 100 as ${dialect.amount})`;
  return choose([[and(certain, isKnown(value), not(or(value.open, value.nothing))), inKopecks]], 'null');
}

function nodesOf({ together, where, keeps, amount, criteria }: ServiceRules): number[] {
  return [together, where, ...keeps, amount, ...criteria.map(({ node }) => node ?? -1)].filter((node) => node >= 0);
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
