import type { Catalogue, NeedId, Urgency } from '#catalogue';
import { truths } from '#language';
import type { Rests } from '#language';

import type { Answers } from './answers.ts';
import { Household } from './household.ts';
import type { FactKey, NextQuestion } from './model.ts';
import { questionText } from './question-text.ts';
import { restsOf, sourcePlaces } from './rests-of.ts';
import type { SourcePlace } from './rests-of.ts';
import type { ServiceRules } from './rulebook.ts';
import { whyText } from './why-text.ts';

const weights: Readonly<Record<Urgency, number>> = { tonight: 1000, days: 100, weeks: 10, long: 3 };
const notNeeded = 1;
/** "Has somebody died?" is not asked of a mother who needs a roof before everything else has been. */
const unhinted = 0.001;
/** How far "is it asked at all?" is followed from fact to fact. */
const deepest = 4;

type Candidate = { readonly place: SourcePlace; score: number; readonly services: string[]; readonly needs: string[] };
type Best = FactKey & { readonly services: ReadonlySet<string>; readonly needs: ReadonlySet<string> };

/**
 * The fact that is worth asking next: one that can still change a need of tonight or the answer of a service, weighed by
 * urgency and by how few facts that answer still waits for; sensitive facts and those a register holds come later.
 * `skip` are the questions the person answered with "I don't know".
 */
export function nextQuestion(
  catalogue: Catalogue,
  answers: Answers,
  skip: readonly FactKey[] = [],
): NextQuestion | null {
  const key = new Questions(answers, skip).best();
  if (key === undefined) return null;
  const fact = catalogue.facts.get(key.fact)!;
  const text = questionText(catalogue, new Household(catalogue, answers.told), fact, key.subject);
  return { fact: key.fact, subject: key.subject, text, why: whyText(catalogue, key.services, key.needs) };
}

/** What could be asked of a household, weighed; good as long as nothing is changed. */
export class Questions {
  readonly #answers: Answers;
  readonly #rests: Rests;
  /** The fact behind each source; undefined for parameters. */
  readonly #places: readonly (SourcePlace | undefined)[];
  readonly #skipped: ReadonlySet<string>;
  readonly #candidates: (Candidate | undefined)[];
  readonly #order: Candidate[] = [];
  /** For each source that is waited for: the sources to ask now. */
  readonly #asked: (readonly number[] | undefined)[];
  readonly #scratch: number[] = [];
  readonly #slot = [0];

  constructor(answers: Answers, skip: readonly FactKey[] = []) {
    this.#answers = answers;
    this.#rests = restsOf(answers.run);
    this.#places = sourcePlaces(answers.run, answers.rulebook);
    this.#candidates = this.#places.map(() => undefined);
    this.#asked = this.#places.map(() => undefined);
    this.#skipped = new Set(skip.map(({ fact, subject }) => `${fact}@${subject}`));
    const weightOf = this.#weighNeeds();
    for (const rules of answers.rulebook.services) {
      const places = rules.service.subject.each === 'person' ? answers.told.people.length : 1;
      for (let place = 0; place < places; place += 1) this.#weighService(rules, place, weightOf);
    }
  }

  /** Everything that could be asked now, in the order in which it was found. */
  keys(): FactKey[] {
    return this.#order.map(({ place }) => this.#keyOf(place));
  }

  /** The question that weighs most; of equal ones the first found. */
  best(): Best | undefined {
    let found: Candidate | undefined;
    let most = 0;
    for (const candidate of this.#order) {
      const { fact } = candidate.place.of;
      const weighed = candidate.score * (fact.sensitive ? 0.5 : 1) * (fact.heldBy === undefined ? 1 : 0.8);
      if (weighed <= most) continue;
      found = candidate;
      most = weighed;
    }
    if (found === undefined) return undefined;
    return { ...this.#keyOf(found.place), services: new Set(found.services), needs: new Set(found.needs) };
  }

  /**
   * Needs that are not found yet but may be there: only what is urgent is asked for its own sake. Gives how much each need
   * that is found weighs for its services. Help for tonight is found once one service gives it: what else might give it
   * does not hold up the questions about the days after.
   */
  #weighNeeds(): ReadonlyMap<NeedId, number> {
    const weightOf = new Map<NeedId, number>();
    const met = this.#needsMet();
    for (const { need, rules } of this.#answers.rulebook.needs) {
      let found = 0;
      for (const { rule, node } of rules) {
        if (this.#answers.truth(node, 0) === truths.yes) found = Math.max(found, weights[rule.urgency]);
      }
      for (const { rule, node } of rules) {
        const isUrgent = rule.urgency === 'tonight' || rule.urgency === 'days';
        if (!isUrgent || found >= weights[rule.urgency] || this.#answers.truth(node, 0) !== truths.unknown) continue;
        const count = this.#waitsFor(node, 0, this.#scratch);
        for (let i = 0; i < count; i += 1)
          this.#weigh(this.#scratch[i]!, weights[rule.urgency] / count, undefined, need.id);
      }
      if (found > 0) weightOf.set(need.id, found === weights.tonight && met.has(need.id) ? weights.weeks : found);
    }
    return weightOf;
  }

  #needsMet(): ReadonlySet<NeedId> {
    const met = new Set<NeedId>();
    for (const rules of this.#answers.rulebook.services) {
      const places = rules.service.subject.each === 'person' ? this.#answers.told.people.length : 1;
      for (let place = 0; place < places; place += 1) {
        if (this.#answers.answer(rules, place) === 'yes') for (const need of rules.service.covers) met.add(need);
      }
    }
    return met;
  }

  #weighService(
    { service, where, together }: ServiceRules,
    place: number,
    weightOf: ReadonlyMap<NeedId, number>,
  ): void {
    if (together < 0 || this.#answers.truth(together, place) !== truths.unknown) return;
    let weight = notNeeded;
    for (const need of service.covers) weight = Math.max(weight, weightOf.get(need) ?? 0);
    const concerns = where < 0 ? truths.yes : this.#answers.truth(where, place);
    const count = this.#waitsFor(concerns === truths.unknown ? where : together, place, this.#scratch);
    for (let i = 0; i < count; i += 1) {
      const source = this.#scratch[i]!;
      const isHinted = concerns === truths.yes || this.#places[source]!.of.fact.basic;
      if (isHinted || weight > notNeeded) this.#weigh(source, (weight / count) * (isHinted ? 1 : unhinted), service.id);
    }
  }

  #weigh(source: number, score: number, service?: string, need?: string): void {
    for (const asked of this.#askedFor(source)) {
      const candidate = this.#candidateAt(asked);
      candidate.score += score;
      if (service !== undefined) candidate.services.push(service);
      if (need !== undefined) candidate.needs.push(need);
    }
  }

  #candidateAt(source: number): Candidate {
    const known = this.#candidates[source];
    if (known !== undefined) return known;
    const made: Candidate = { place: this.#places[source]!, score: 0, services: [], needs: [] };
    this.#candidates[source] = made;
    this.#order.push(made);
    return made;
  }

  #askedFor(source: number): readonly number[] {
    const known = this.#asked[source];
    if (known !== undefined) return known;
    const asked = this.#askable(source, 0).filter((one) => !this.#isSkipped(one));
    this.#asked[source] = asked;
    return asked;
  }

  /** The fact itself when it may be asked; while it is not known whether it applies, the facts that tell; else nothing. */
  #askable(source: number, depth: number): readonly number[] {
    const { of, person } = this.#places[source]!;
    if (of.fact.question === undefined || depth > deepest) return [];
    if (of.askWhen < 0) return [source];
    const applies = this.#answers.truth(of.askWhen, person);
    if (applies === truths.no) return [];
    if (applies !== truths.unknown) return [source];
    const before: number[] = [];
    before.length = this.#waitsFor(of.askWhen, person, before);
    const first = before.flatMap((other) => (other === source ? [] : this.#askable(other, depth + 1)));
    return first.length > 0 ? first : [source];
  }

  /** Writes the facts that are not known and can still decide a node, and gives how many they are. */
  #waitsFor(node: number, place: number, out: number[]): number {
    this.#slot[0] = this.#answers.run.layout.at(node, place);
    const all = this.#rests.openTo(this.#slot, out);
    let facts = 0;
    for (let i = 0; i < all; i += 1) {
      if (this.#places[out[i]!] === undefined) continue;
      out[facts] = out[i]!;
      facts += 1;
    }
    return facts;
  }

  #isSkipped(source: number): boolean {
    if (this.#skipped.size === 0) return false;
    const { fact, subject } = this.#keyOf(this.#places[source]!);
    return this.#skipped.has(`${fact}@${subject}`);
  }

  #keyOf({ of, person }: SourcePlace): FactKey {
    return { fact: of.id, subject: of.isOfPerson ? (this.#answers.told.people[person]?.id ?? '') : 'household' };
  }
}
