import type { Catalogue, Fact } from '#catalogue';
import { dayNumber, evaluate, Run, states, truths } from '#language';
import type { Scope, Slot } from '#language';

import { Household } from './household.ts';
import type { Answer, FactValue, ToldSituation } from './model.ts';
import { rulebookOf } from './rulebook.ts';
import type { Rulebook, ServiceRules } from './rulebook.ts';

/**
 * The answers of every service for one household, counted on the rulebook of the day; after a fact is changed only what
 * rests on it is counted again. Gives the same answers as the tree evaluator, which explains them.
 */
export class Answers {
  readonly rulebook: Rulebook;
  readonly run: Run;
  #told: ToldSituation;
  #household: Household | undefined;
  readonly #catalogue: Catalogue;
  readonly #people: ReadonlyMap<string, number>;
  readonly #applicant: number;

  constructor(catalogue: Catalogue, told: ToldSituation) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.rulebook = rulebookOf(catalogue, told.asOf, told.territory);
    this.#people = new Map(told.people.map((person, index) => [person.id, index]));
    this.#applicant = this.#people.get(told.applicant) ?? 0;
    this.run = new Run(this.rulebook.graph, told.people.length, this.#applicant, (node, person) => this.#askTree(node, person));
    for (const [name, leaf] of this.rulebook.leaves) {
      const fact = catalogue.facts.get(name);
      if (fact === undefined) continue;
      if (fact.of === 'household') this.run.put(leaf, 0, this.#slot(fact, told.household[name]));
      else for (const [index, person] of told.people.entries()) this.run.put(leaf, index, this.#slot(fact, this.#ofPerson(name, person.id, person.facts[name])));
    }
    this.run.all();
  }

  /** Changes one fact of a person (his id) or the household; `undefined` is "not known". Gives how many nodes were counted. */
  change(name: string, subject: string, value: FactValue | undefined): number {
    const fact = this.#catalogue.facts.get(name);
    this.#told = withFact(this.#told, name, subject, value);
    this.#household = undefined;
    const leaf = this.rulebook.leaves.get(name);
    if (fact === undefined || leaf === undefined) return 0;
    const person = subject === 'household' ? 0 : (this.#people.get(subject) ?? 0);
    this.run.put(leaf, person, this.#slot(fact, subject === 'household' ? value : this.#ofPerson(name, subject, value)));
    return this.run.changed(leaf);
  }

  /** Answer of a service for a person's place, or for the household and the applicant (place 0). */
  answer(rules: ServiceRules, place: number): Answer {
    const { service, where, together, isJudged } = rules;
    const concerned = where < 0 ? truths.yes : this.truth(where, place);
    if (service.subject.each === 'person' && concerned === truths.no) return 'no';
    const met = together < 0 ? truths.yes : this.truth(together, place);
    if (met === truths.no || concerned === truths.no) return 'no';
    return met === truths.yes && concerned === truths.yes && !isJudged ? 'yes' : 'unknown';
  }

  truth(node: number, place: number): number {
    const isOfPerson = this.rulebook.graph.nodes[node]?.frame === 'person';
    return this.run.truth[node * this.run.people + (isOfPerson ? place : 0)] ?? truths.unknown;
  }

  #ofPerson(name: string, id: string, value: FactValue | undefined): FactValue | undefined {
    return name === 'relation' && id === this.#told.applicant ? 'self' : value;
  }

  #slot(fact: Fact, value: FactValue | undefined): Slot {
    if (value === undefined || value === null) {
      const isNumber = fact.type === 'number' || fact.type === 'money';
      return isNumber ? { state: states.bounded, low: fact.min ?? -Infinity, high: fact.max ?? Infinity } : { state: states.open, low: 0, high: 0 };
    }
    const known = this.#numberFor(fact, value);
    return { state: states.known, low: known, high: known };
  }

  #numberFor(fact: Fact, value: Exclude<FactValue, null>): number {
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'string') return fact.type === 'date' ? (dayNumber(value) ?? 0) : (this.rulebook.graph.texts.get(value) ?? -1);
    return fact.choices.reduce((bits, choice, index) => (value.includes(choice.value) ? bits | (1 << index) : bits), 0);
  }

  #askTree(node: number, person: number): ReturnType<typeof evaluate> {
    const piece = this.rulebook.graph.nodes[node];
    if (piece?.op !== 'tree') return null;
    this.#household ??= new Household(this.#catalogue, this.#told);
    let scope: Scope | undefined;
    for (const [name, who] of piece.binds) {
      const id = who === 'applicant' ? this.#told.applicant : (this.#told.people[person]?.id ?? '');
      scope = { name, value: { kind: 'entity', entity: 'person', id }, outer: scope };
    }
    return evaluate(piece.tree, this.#household, scope);
  }
}

export function withFact(told: ToldSituation, name: string, subject: string, value: FactValue | undefined): ToldSituation {
  const change = (facts: Readonly<Record<string, FactValue>>): Readonly<Record<string, FactValue>> => {
    const { [name]: _, ...rest } = facts;
    return value === undefined ? rest : { ...rest, [name]: value };
  };
  if (subject === 'household') return { ...told, household: change(told.household) };
  return { ...told, people: told.people.map((person) => (person.id === subject ? { ...person, facts: change(person.facts) } : person)) };
}
