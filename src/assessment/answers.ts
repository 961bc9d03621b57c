import type { Catalogue, Service } from '#catalogue';
import { evaluate, Run, truths } from '#language';
import type { Layout, Scope, Value } from '#language';

import { entitlementsTo } from './entitlements.ts';
import { putFact } from './graph-facts.ts';
import { Household } from './household.ts';
import type { Answer, FactValue, ToldSituation } from './model.ts';
import { rulebookOf } from './rulebook.ts';
import type { Rulebook, ServiceRules } from './rulebook.ts';

/**
 * The answers of every service for one household, counted on the rulebook of the day; after a fact is changed only what
 * rests on it is counted again. Gives the same answers as the tree evaluator. One `Answers` may be told one household
 * after another: nothing is left of the one before.
 */
export class Answers {
  rulebook: Rulebook;
  run: Run;
  readonly #catalogue: Catalogue;
  #told: ToldSituation;
  /** Changes that are counted already and not yet written into what was told. */
  #changes: (readonly [name: string, subject: string, value: FactValue | undefined])[] = [];
  readonly #runs = new WeakMap<Layout, Run>();
  #applicant = 0;
  /** For trees that the graph has no operation for. */
  #household: Household | undefined;

  constructor(catalogue: Catalogue, told: ToldSituation) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.rulebook = rulebookOf(catalogue, told.asOf, told.territory);
    this.run = this.#runFor(told);
    this.tell(told);
  }

  /** The household as it is now, with every change. */
  get told(): ToldSituation {
    for (const change of this.#changes) this.#told = withFact(this.#told, ...change);
    this.#changes = [];
    return this.#told;
  }

  /** Counts all answers of a household. */
  tell(told: ToldSituation): void {
    this.#told = told;
    this.#changes = [];
    this.#household = undefined;
    this.rulebook = rulebookOf(this.#catalogue, told.asOf, told.territory);
    this.run = this.#runFor(told);
    const { run } = this;
    const { at } = run.layout;
    for (const place of this.rulebook.facts) {
      if (!place.isOfPerson) putFact(run, at(place.node, 0), place, told.household[place.id]);
      else
        for (let person = 0; person < told.people.length; person += 1)
          putFact(run, at(place.node, person), place, told.people[person]!.facts[place.id]);
    }
    this.#putSelf();
    run.all();
  }

  /** Changes one fact of a person (his id) or the household; `undefined` is "not known". Gives how many slots were counted. */
  change(name: string, subject: string, value: FactValue | undefined): number {
    this.#changes.push([name, subject, value]);
    this.#household = undefined;
    const known = this.rulebook.factOf.get(name);
    if (known === undefined || (name === 'relation' && subject === this.#told.applicant)) return 0;
    const person = subject === 'household' ? 0 : Math.max(0, this.placeOf(subject));
    const slot = this.run.layout.at(known.node, person);
    putFact(this.run, slot, known, value);
    return this.run.changed(slot);
  }

  /**
   * Counts on with a number between bounds in the place of a fact. What was told stays as it is: `change` with the told
   * value takes it back.
   */
  vary(name: string, subject: string, low: number, high: number): void {
    const known = this.rulebook.factOf.get(name);
    if (known === undefined) return;
    const slot = this.run.layout.at(known.node, subject === 'household' ? 0 : Math.max(0, this.placeOf(subject)));
    this.run.putNumber(slot, low, high);
    this.run.changed(slot);
  }

  /** A person's place in the household; -1 when there is nobody of that id. */
  placeOf(id: string): number {
    return this.#told.people.findIndex((person) => person.id === id);
  }

  /** Answer of a service for a person's place, or for the household and the applicant (place 0). */
  answer(rules: ServiceRules, place: number): Answer {
    if (this.mayBeKept(rules, place)) {
      const { service } = rules;
      const subject = service.subject.each === 'household' ? 'household' : this.#subjectAt(service, place);
      return entitlementsTo(service, this.#asked(), subject)[0]?.answer ?? 'unknown';
    }
    return this.ownAnswer(rules, place);
  }

  /** The answer by the version in force, whatever a transitional rule keeps. */
  ownAnswer({ together, isJudged }: ServiceRules, place: number): Answer {
    const truth = together < 0 ? truths.yes : this.run.truth[this.run.layout.at(together, place)];
    if (truth === truths.no) return 'no';
    return truth === truths.yes && !isJudged ? 'yes' : 'unknown';
  }

  /** Whether a transitional rule keeps the law of an earlier day for a person's place, or may do so. */
  mayBeKept({ keeps, where }: ServiceRules, place: number): boolean {
    if (keeps.length === 0 || (where >= 0 && this.truth(where, place) === truths.no)) return false;
    return keeps.some((node) => this.truth(node, place) === truths.yes || this.truth(node, place) === truths.unknown);
  }

  #subjectAt(service: Service, place: number): string {
    return service.subject.each === 'applicant' ? this.told.applicant : (this.told.people[place]?.id ?? '');
  }

  #asked(): Household {
    return (this.#household ??= new Household(this.#catalogue, this.told));
  }

  /** Truth of a Boolean node for a person's place; counted now when it is not always counted. */
  truth(node: number, place: number): number {
    const slot = this.run.layout.at(node, place);
    this.run.demand(slot);
    return this.run.truth[slot] ?? truths.unknown;
  }

  #runFor(told: ToldSituation): Run {
    this.#applicant = Math.max(0, this.placeOf(told.applicant));
    const layout = this.rulebook.layoutFor(told.people.length, this.#applicant);
    const known = this.#runs.get(layout);
    if (known !== undefined) return known;
    const run = new Run(layout, (node, person) => this.#askTree(node, person));
    this.#runs.set(layout, run);
    return run;
  }

  /** The applicant is himself, whatever was told. */
  #putSelf(): void {
    const relation = this.rulebook.factOf.get('relation');
    if (relation === undefined) return;
    putFact(this.run, this.run.layout.at(relation.node, this.#applicant), relation, 'self');
  }

  #askTree(node: number, person: number): Value {
    const piece = this.rulebook.graph.nodes[node];
    if (piece?.op !== 'tree') return null;
    const household = this.#asked();
    let scope: Scope | undefined;
    for (const [name, who] of piece.binds) {
      const id = who === 'applicant' ? this.told.applicant : (this.told.people[person]?.id ?? '');
      scope = { name, value: { kind: 'entity', entity: 'person', id }, outer: scope };
    }
    return evaluate(piece.tree, household, scope);
  }
}

export function withFact(
  told: ToldSituation,
  name: string,
  subject: string,
  value: FactValue | undefined,
): ToldSituation {
  const change = (facts: Readonly<Record<string, FactValue>>): Readonly<Record<string, FactValue>> => {
    const { [name]: _, ...rest } = facts;
    return value === undefined ? rest : { ...rest, [name]: value };
  };
  if (subject === 'household') return { ...told, household: change(told.household) };
  return {
    ...told,
    people: told.people.map((person) => (person.id === subject ? { ...person, facts: change(person.facts) } : person)),
  };
}
