import { inputsOf } from '#language';
import type { Node } from '#language';

import { columnsIn, Layers } from './layers.ts';
import type { Output } from './layers.ts';
import { isOverPeople } from './levels.ts';
import type { Wanted } from './levels.ts';
import { NodeValues } from './node-values.ts';
import type { Given, Rules } from './node-values.ts';
import { ofNode } from './not-in-sql.ts';
import { count, extremeOf, ofApplicant, quantified, sum } from './people.ts';
import type { Counted, OverPeople } from './people.ts';
import { choose, named, quoted } from './text.ts';
import type { Sql } from './text.ts';
import { replaced } from './values.ts';
import type { Value } from './values.ts';

/** A table that a query makes, in their order. */
export type TableMade = { readonly table: string; readonly query: Sql };

/** Where the population is, and how the tables made of it are called. */
export type Names = { readonly people: Sql; readonly households: Sql; readonly prefix: string };

/** A query about each person: its values, and how it is written once they are asked for. */
export type PeopleQuery = {
  readonly values: NodeValues;
  readonly query: (outputs: readonly Output[], keys?: Keys) => Sql;
};

/** A table with a row for each person that is joined too, and which of its rows. */
export type Beside = { readonly table: string; readonly where: Sql };

export type Keys = readonly (readonly [name: string, sql: Sql])[];

export const personKeys: Keys = [
  ['household', 'p.household'],
  ['person', 'p.person'],
  ['applicant', 'p.applicant'],
];

/**
 * The tables of a rulebook: for each level what is counted over the people of a household, once, keyed by household (and
 * person), so that every join is between rows of one household.
 */
export class Tables {
  readonly made: TableMade[] = [];
  readonly #rules: Rules;
  readonly #names: Names;
  readonly #wanted: Wanted;
  readonly #territories: readonly string[] | undefined;
  readonly #levels: readonly number[];
  /** Values of nodes as the tables hold them. */
  readonly #ofHouseholds: Map<number, Value>[];
  readonly #ofPairs = new Map<number, Value>();

  constructor(
    rules: Rules,
    names: Names,
    wanted: Wanted,
    levels: readonly number[],
    territories: readonly string[] | undefined,
  ) {
    this.#rules = rules;
    this.#names = names;
    this.#wanted = wanted;
    this.#levels = levels;
    this.#territories = territories;
    this.#ofHouseholds = Array.from({ length: wanted.top + 1 }, () => new Map<number, Value>());
    for (let level = 1; level <= wanted.top; level += 1) {
      if (wanted.pairs[level]!.size > 0) this.#makePairs(level);
      this.#makeHouseholds(level);
    }
  }

  /** People with everything that the tables hold. */
  people(level = this.#wanted.top, beside?: Beside): PeopleQuery {
    const layers = new Layers();
    const pairTables = new Set<number>();
    const values = new NodeValues(
      this.#rules,
      layers,
      (index, node) => {
        if (node.frame !== 'household' && isOverPeople(node)) {
          pairTables.add(this.#levels[index]!);
          return givenFrom(layers, this.#ofPairs.get(index)!, `q${this.#levels[index]}`);
        }
        return this.#ofHousehold(layers, level, index, node);
      },
      raw,
    );
    return {
      values,
      query: (outputs, keys = personKeys) => {
        const joins = [...pairTables].map(
          (of) =>
            ` join ${this.#table('pairs', of)} q${of} on q${of}.household = p.household and q${of}.person = p.person`,
        );
        const from = `${this.#names.people} p join ${this.#householdsTable(level)} h on h.household = p.household${joins.join('')}${joined(beside)}`;
        return layers.query(from, keys, outputs, this.#rules.dialect.fence);
      },
    };
  }

  /** Households with everything that the tables hold, each with its applicant. */
  households(beside?: Beside): PeopleQuery {
    const layers = new Layers();
    const values = new NodeValues(
      this.#rules,
      layers,
      (index, node) => this.#ofHousehold(layers, this.#wanted.top, index, node),
      raw,
    );
    return {
      values,
      query: (outputs, keys = personKeys) => {
        const from = `${this.#householdsTable(this.#wanted.top)} h join ${this.#names.people} p on p.household = h.household and p.applicant${joined(beside)}`;
        return layers.query(from, keys, outputs, this.#rules.dialect.fence);
      },
    };
  }

  #ofHousehold(layers: Layers, level: number, index: number, node: Node): Value | undefined {
    if (node.frame !== 'household') return undefined;
    // On level 0 there is no table yet: what is counted from facts alone is counted where it is read.
    const held = this.#ofHouseholds[level]!.get(index);
    return held === undefined ? undefined : givenFrom(layers, held, 'h');
  }

  #makeHouseholds(level: number): void {
    const people = this.people(level - 1);
    const layers = new Layers();
    const columns: OverPeople[] = [];
    const given: Given = (index, node) => {
      if (isOverPeople(node)) {
        if (this.#levels[index] !== level) return this.#ofHousehold(layers, level - 1, index, node);
        const counted = ofNode(index, () => this.#overPeople(index, node, people.values));
        for (const one of counted.columns) layers.given(one.column, `a.${one.column}`);
        columns.push(...counted.columns);
        return counted.value;
      }
      return this.#ofHousehold(layers, level - 1, index, node);
    };
    const values = new NodeValues(this.#rules, layers, given, raw);
    const outputs = this.#store(this.#wanted.households[level]!, values, this.#ofHouseholds[level]!);
    const overPeople = people.query(
      columns.map(({ column, ofEach }) => ({ name: column, sql: ofEach })),
      [
        ['household', 'p.household'],
        ['person', 'p.person'],
        ['applicant', 'p.applicant'],
      ],
    );
    const counted = columns.map(({ column, all }) => `${all(column)} as ${column}`);
    const aggregates = `(select ${['household', ...counted].join(', ')} from (${overPeople}) e group by household)`;
    const from = `${this.#householdsTable(level - 1)} h${
      columns.length === 0 ? '' : ` join ${aggregates} a on a.household = h.household`
    }`;
    this.made.push({
      table: this.#table('households', level),
      query: layers.query(from, [['household', 'h.household']], outputs, this.#rules.dialect.fence),
    });
  }

  /** What is counted, for each person, over everybody of the household. */
  #makePairs(level: number): void {
    const people = this.people(level - 1);
    const before = new Map<number, Value>();
    const one = this.#table('persons', level);
    this.made.push({
      table: one,
      query: people.query(this.#store(this.#wanted.beforePairs[level]!, people.values, before), personKeys.slice(0, 2)),
    });
    const layers = new Layers();
    const values = new NodeValues(
      this.#rules,
      layers,
      (index, node) => {
        if (node.op === 'of-outer') return givenFrom(layers, before.get(node.of)!, 'o', 'z');
        if (node.frame === 'person') return givenFrom(layers, before.get(index)!, 'i');
        return this.#ofHousehold(layers, level - 1, index, node);
      },
      raw,
    );
    const columns: OverPeople[] = [];
    const after = new Layers();
    const outer = new NodeValues(
      this.#rules,
      after,
      (index, node) => {
        if (!isOverPeople(node)) return undefined;
        const counted = ofNode(index, () => this.#overPeople(index, node, values));
        for (const made of counted.columns) after.given(made.column, made.column);
        columns.push(...counted.columns);
        return counted.value;
      },
      raw,
    );
    const outputs = this.#store(this.#wanted.pairs[level]!, outer, this.#ofPairs);
    const from = `${one} i join ${one} o on o.household = i.household join ${this.#householdsTable(level - 1)} h on h.household = i.household`;
    const pairs = layers.query(
      from,
      [
        ['household', 'o.household'],
        ['person', 'o.person'],
      ],
      columns.map(({ column, ofEach }) => ({ name: column, sql: ofEach })),
      this.#rules.dialect.fence,
    );
    const counted = columns.map(({ column, all }) => `${all(column)} as ${column}`);
    const grouped = `(select ${['household', 'person', ...counted].join(', ')} from (${pairs}) e group by household, person) a`;
    const keys: Keys = [
      ['household', 'a.household'],
      ['person', 'a.person'],
    ];
    this.made.push({
      table: this.#table('pairs', level),
      query: after.query(grouped, keys, outputs, this.#rules.dialect.fence),
    });
  }

  #overPeople(index: number, node: Node, people: NodeValues): Counted {
    const { dialect } = this.#rules;
    const name = `n${index}`;
    switch (node.op) {
      case 'of-applicant':
        return ofApplicant(name, people.value(node.of));
      case 'some':
      case 'every':
        return quantified(name, node.op === 'some', people.truth(node.among), people.truth(node.of));
      case 'aggregate': {
        const among = people.truth(node.among);
        if (node.aggregate === 'count') return count(dialect, name, among);
        if (node.aggregate === 'sum') return sum(dialect, name, among, people.span(node.of));
        return extremeOf(dialect, name, node.aggregate === 'min', among, people.span(node.of));
      }
      default:
        throw new Error(`${node.op} is not counted over people: ${inputsOf(node).join(' ')}`);
    }
  }

  /** The columns that keep values in a table; what is as short as a fact is kept as the fact. */
  #store(wanted: ReadonlySet<number>, values: NodeValues, into: Map<number, Value>): Output[] {
    const outputs = new Map<string, Sql>();
    for (const index of wanted) {
      const kept = replaced(values.value(index), (text, part) => {
        const columns = columnsIn(text);
        const isOfFact =
          text.length <= 64 && columns.length <= 1 && columns.every((column) => /^n\d+rn?$/u.test(column));
        if (isOfFact) {
          for (const column of columns) outputs.set(column, column);
          return text;
        }
        outputs.set(`n${index}${part}`, text);
        return `n${index}${part}`;
      });
      into.set(index, kept);
    }
    return [...outputs].map(([name, sql]) => ({ name, sql }));
  }

  #table(what: string, level: number): string {
    return `${this.#names.prefix}${what}_${level}`;
  }

  #householdsTable(level: number): Sql {
    if (level > 0) return this.#table('households', level);
    if (this.#territories === undefined) return this.#names.households;
    return `(select * from ${this.#names.households} where territory in (${this.#territories.map(quoted).join(', ')}))`;
  }
}

function joined(beside: Beside | undefined): Sql {
  if (beside === undefined) return '';
  return ` join ${beside.table} d on d.household = p.household and d.person = p.person where ${beside.where}`;
}

/** A value kept in a table, read from it under the names of its columns; `mark` tells two rows of one table apart. */
function givenFrom(layers: Layers, value: Value, table: string, mark = ''): Value {
  return replaced(value, (text) => {
    let read = text;
    for (const column of new Set(columnsIn(text))) {
      layers.given(`${column}${mark}`, `${table}.${column}`);
      if (mark !== '') read = read.replaceAll(new RegExp(String.raw`\b${column}\b`, 'gu'), `${column}${mark}`);
    }
    return read;
  });
}

/** The applicant is himself, whatever the table says. */
function raw(column: string, isOfPerson: boolean): Sql {
  if (!isOfPerson) return `h.${named(column)}`;
  const own = `p.${named(column)}`;
  return column === 'relation' ? choose([['p.applicant', quoted('self')]], own) : own;
}
