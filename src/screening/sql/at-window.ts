import { Answers, entitlementsTo, Household } from '#assessment';
import type { Answer, ServiceRules } from '#assessment';
import type { Catalogue } from '#catalogue';
import { states, truths } from '#language';

import type { ToldRow } from './told-rows.ts';

export type WindowAnswer = {
  readonly household: string;
  /** Absent when the service is about the household. */
  readonly person: string | undefined;
  readonly service: string;
  readonly answer: Answer;
  readonly amount: number | undefined;
  /** Of *unknown*: the first criterion that is not known. */
  readonly criterion: string | undefined;
};

/** The interactive evaluator, told one household after another. */
export class AtWindow {
  readonly #catalogue: Catalogue;
  #answers: Answers | undefined;
  #row: ToldRow | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Every service, or those given, for everybody it can be about. */
  all(row: ToldRow, services?: readonly string[]): WindowAnswer[] {
    return this.#tell(row)
      .rulebook.services.filter(({ service }) => services?.includes(service.id) ?? true)
      .flatMap((rules) => {
        const { each } = rules.service.subject;
        if (each === 'person') return row.told.people.map(({ id }) => this.#answer(row, rules, id));
        return [this.#answer(row, rules, each === 'applicant' ? row.told.applicant : undefined)];
      });
  }

  one(row: ToldRow, service: string, person: string | undefined): WindowAnswer[] {
    const rules = this.#tell(row).rulebook.serviceOf.get(service);
    return rules === undefined ? [] : [this.#answer(row, rules, person)];
  }

  #tell(row: ToldRow): Answers {
    if (this.#answers === undefined) this.#answers = new Answers(this.#catalogue, row.told);
    else if (this.#row !== row) this.#answers.tell(row.told);
    this.#row = row;
    return this.#answers;
  }

  #answer(row: ToldRow, rules: ServiceRules, person: string | undefined): WindowAnswer {
    const answers = this.#tell(row);
    const place = rules.service.subject.each === 'person' ? answers.placeOf(person ?? '') : 0;
    const found = { household: row.household, person, service: rules.service.id };
    if (answers.mayBeKept(rules, place)) {
      const told = new Household(this.#catalogue, row.told);
      const [kept] = entitlementsTo(rules.service, told, person ?? 'household');
      const answer = kept?.answer ?? 'unknown';
      const open = answer === 'unknown' ? kept?.criteria.find((one) => one.answer === 'unknown')?.id : undefined;
      // Whether the earlier law is kept is no criterion of the service.
      const isOwn = open === 'concerns' || rules.criteria.some(({ criterion }) => criterion.id === open);
      return { ...found, answer, amount: kept?.amount?.value, criterion: isOwn ? open : undefined };
    }
    const answer = answers.answer(rules, place);
    return {
      ...found,
      answer,
      amount: answer === 'yes' ? amountAt(answers, rules.amount, place) : undefined,
      criterion: answer === 'unknown' ? openCriterion(answers, rules, place) : undefined,
    };
  }
}

function openCriterion(answers: Answers, { where, criteria }: ServiceRules, place: number): string | undefined {
  const isOpen = (node: number): boolean => {
    const truth = answers.truth(node, place);
    return truth === truths.unknown || truth === truths.neither;
  };
  if (where >= 0 && isOpen(where)) return 'concerns';
  return criteria.find(({ node }) => node === undefined || isOpen(node))?.criterion.id;
}

function amountAt(answers: Answers, node: number, place: number): number | undefined {
  if (node < 0) return undefined;
  const { run } = answers;
  const slot = run.layout.at(node, place);
  run.demand(slot);
  return run.state[slot] === states.known ? Math.round(run.low[slot]! * 100) / 100 : undefined;
}
