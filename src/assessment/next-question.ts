import type { NeedId, Urgency } from '#catalogue';
import { truths } from '#language';
import type { Rests } from '#language';

import type { Answers } from './answers.ts';
import { Consents } from './consents.ts';
import type { FactKey, Inquiry } from './model.ts';
import { restsOf, sourcePlaces } from './rests-of.ts';
import type { SourcePlace } from './rests-of.ts';
import type { ServiceRules } from './rulebook.ts';

const weights: Readonly<Record<Urgency, number>> = { tonight: 1000, days: 100, weeks: 10, long: 3 };
const notNeeded = 1;
/** "Has somebody died?" is not asked of a mother who needs a roof before everything else has been. */
const unhinted = 0.001;
/** Answers open questions that are not open yet: so many come for one that is open (`okno bench interview` measures it). */
const toComeForOpen = 1.5;
/** How far "is it asked at all?" is followed from fact to fact. */
const deepest = 4;

type Candidate = {
  readonly place: SourcePlace;
  score: number;
  /** Of the most urgent answer that waits for it. */
  urgency: number;
  readonly services: string[];
  readonly needs: string[];
};

/** A question that could be asked now, with what hangs on it. */
export type Asked = FactKey & {
  readonly place: SourcePlace;
  readonly services: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
};

type Held = { readonly inquiry: Omit<Inquiry, 'facts' | 'services'>; sources: Set<number>; services: Set<string> };

/**
 * What could be asked of a household, weighed; good as long as nothing is changed. In this order: what decides a need or
 * a service of tonight, what decides one of the next days, the rest; in each of them what is personal comes last; and
 * then by weight: a fact has from every answer that waits for it the weight of its urgency, divided by how many facts
 * that answer waits for. What a register holds weighs a little less, and is not asked at all where the register may be
 * asked. Facts that change no right but only how and where it is claimed come when no right is open any more. `skip` are
 * the questions the person has left unanswered.
 */
export class Questions {
  readonly consents: Consents;
  readonly #answers: Answers;
  readonly #rests: Rests;
  /** The fact behind each source; undefined for parameters. */
  readonly #places: readonly (SourcePlace | undefined)[];
  readonly #skipped: ReadonlySet<string>;
  readonly #candidates: (Candidate | undefined)[];
  readonly #order: Candidate[] = [];
  /** For each source that is waited for: the sources to ask now. */
  readonly #asked: (readonly number[] | undefined)[];
  readonly #held = new Map<string, Held>();
  readonly #scratch: number[] = [];
  readonly #slot = [0];
  #isForRoute = false;

  constructor(answers: Answers, skip: readonly FactKey[] = []) {
    this.#answers = answers;
    this.consents = new Consents(answers);
    this.#rests = restsOf(answers.run);
    this.#places = sourcePlaces(answers.run, answers.rulebook);
    this.#candidates = this.#places.map(() => undefined);
    this.#asked = this.#places.map(() => undefined);
    this.#skipped = new Set(skip.map(({ fact, subject }) => `${fact}@${subject}`));
    const needs = { weightOf: this.#weighNeeds(), met: this.#needsMet() };
    this.#eachService((rules, place) => this.#weighService(rules, place, needs));
    if (this.#order.length > 0) return;
    this.#isForRoute = true;
    this.#eachService((rules, place) => this.#weighRoute(rules, place));
  }

  /** True when every right is settled as far as it can be, and what is asked concerns only the way to it. */
  get isForRoute(): boolean {
    return this.#isForRoute;
  }

  /** About how many questions are still to come. */
  get questionsLeft(): number {
    return Math.round(this.#order.length * toComeForOpen);
  }

  /** Everything that could be asked now, in the order in which it was found. */
  keys(): FactKey[] {
    return this.#order.map(({ place }) => this.#keyOf(place));
  }

  /** The question to ask next; of equal ones the first found. */
  best(): Asked | undefined {
    let found: Candidate | undefined;
    for (const candidate of this.#order) if (found === undefined || comesBefore(candidate, found)) found = candidate;
    return found === undefined ? undefined : this.#askedOf(found);
  }

  /** Everything that could be asked now, the next question first. */
  ranked(): Asked[] {
    return this.#order
      .toSorted((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0))
      .map((candidate) => this.#askedOf(candidate));
  }

  /** What agencies are asked instead of the person, and which services wait for it. */
  inquiries(): Inquiry[] {
    return [...this.#held.values()].map(({ inquiry, sources, services }) => ({
      ...inquiry,
      facts: [...sources].map((source) => this.#keyOf(this.#places[source]!)),
      services: [...services],
    }));
  }

  #askedOf({ place, services, needs }: Candidate): Asked {
    return { ...this.#keyOf(place), place, services: new Set(services), needs: new Set(needs) };
  }

  #eachService(weigh: (rules: ServiceRules, place: number) => void): void {
    for (const rules of this.#answers.rulebook.services) {
      const places = rules.service.subject.each === 'person' ? this.#answers.told.people.length : 1;
      for (let place = 0; place < places; place += 1) weigh(rules, place);
    }
  }

  /**
   * Needs that are not found yet but may be there: only what is urgent is asked for its own sake. Gives how much each need
   * that is found weighs for its services.
   */
  #weighNeeds(): ReadonlyMap<NeedId, number> {
    const weightOf = new Map<NeedId, number>();
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
          this.#weigh(this.#scratch[i]!, weights[rule.urgency], count, undefined, need.id);
      }
      if (found > 0) weightOf.set(need.id, found);
    }
    return weightOf;
  }

  /** Needs that a service meets: of everybody, or (`need@place`) of one person. */
  #needsMet(): ReadonlySet<string> {
    const met = new Set<string>();
    this.#eachService((rules, place) => {
      if (this.#answers.answer(rules, place) !== 'yes') return;
      const { covers, subject } = rules.service;
      for (const need of covers) met.add(subject.each === 'person' ? `${need}@${place}` : need);
    });
    return met;
  }

  /**
   * How much a service weighs for somebody. Help for tonight is found once one service gives it to him: what else might
   * give it does not hold up the questions about the days after.
   */
  #weightOf(
    { covers, subject }: ServiceRules['service'],
    place: number,
    { weightOf, met }: { readonly weightOf: ReadonlyMap<NeedId, number>; readonly met: ReadonlySet<string> },
  ): number {
    let weight = notNeeded;
    for (const need of covers) {
      const found = weightOf.get(need) ?? 0;
      const isMet =
        found === weights.tonight && (met.has(need) || met.has(`${need}@${subject.each === 'person' ? place : 0}`));
      weight = Math.max(weight, isMet ? weights.weeks : found);
    }
    return weight;
  }

  #weighService(
    { service, where, together }: ServiceRules,
    place: number,
    needs: { readonly weightOf: ReadonlyMap<NeedId, number>; readonly met: ReadonlySet<string> },
  ): void {
    if (together < 0 || this.#answers.truth(together, place) !== truths.unknown) return;
    const weight = this.#weightOf(service, place, needs);
    const concerns = where < 0 ? truths.yes : this.#answers.truth(where, place);
    const count = this.#waitsFor(concerns === truths.unknown ? where : together, place, this.#scratch);
    for (let i = 0; i < count; i += 1) {
      const source = this.#scratch[i]!;
      const isHinted = concerns === truths.yes || this.#places[source]!.of.fact.basic;
      if (isHinted || weight > notNeeded) this.#weigh(source, weight * (isHinted ? 1 : unhinted), count, service.id);
    }
  }

  /** A service that is due: by which channel it can be claimed, and which of its papers are there. */
  #weighRoute(rules: ServiceRules, place: number): void {
    const { service, together, conditions, version } = rules;
    if (together >= 0 && this.#answers.truth(together, place) !== truths.yes) return;
    for (const { node } of conditions) this.#weighWay(node, place, service.id);
    const applicant = Math.max(0, this.#answers.placeOf(this.#answers.told.applicant));
    for (const { evidence, of } of version.evidence) {
      const held = this.#answers.rulebook.evidenceOf.get(evidence);
      if (held === undefined) continue;
      const whose = held.evidence.of === 'household' ? 0 : of === 'subject' ? place : applicant;
      this.#weighWay(held.node, whose, service.id);
    }
  }

  #weighWay(node: number, place: number, service: string): void {
    if (this.#answers.truth(node, place) !== truths.unknown) return;
    const count = this.#waitsFor(node, place, this.#scratch);
    for (let i = 0; i < count; i += 1) this.#weigh(this.#scratch[i]!, notNeeded, count, service);
  }

  #weigh(source: number, weight: number, shared: number, service?: string, need?: string): void {
    for (const asked of this.#askedFor(source)) {
      if (this.consents.areAny && this.#isInquired(asked, service)) continue;
      const candidate = this.#candidateAt(asked);
      candidate.score += weight / shared;
      candidate.urgency = Math.max(candidate.urgency, urgencyOf(weight));
      // A service comes with all its facts one after another, so that naming it twice is seen at once.
      if (service !== undefined && candidate.services.at(-1) !== service) candidate.services.push(service);
      if (need !== undefined && candidate.needs.at(-1) !== need) candidate.needs.push(need);
    }
  }

  /** Whether a register is asked for the fact, and not the person. */
  #isInquired(source: number, service: string | undefined): boolean {
    const place = this.#places[source]!;
    const agency = place.of.fact.heldBy;
    if (agency === undefined) return false;
    const byConsent = this.consents.byConsent(place);
    const article = byConsent ?? (service === undefined ? undefined : this.consents.byService(place, service));
    if (article === undefined) return false;
    const ground = byConsent === undefined ? 'service' : 'consent';
    const key = `${agency} ${ground}`;
    const held: Held = this.#held.get(key) ?? {
      inquiry: { agency, ground, article },
      sources: new Set(),
      services: new Set(),
    };
    this.#held.set(key, held);
    held.sources.add(source);
    if (service !== undefined) held.services.add(service);
    return true;
  }

  #candidateAt(source: number): Candidate {
    const known = this.#candidates[source];
    if (known !== undefined) return known;
    const made: Candidate = { place: this.#places[source]!, score: 0, urgency: 0, services: [], needs: [] };
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

function urgencyOf(weight: number): number {
  return weight >= weights.tonight ? 2 : weight >= weights.days ? 1 : 0;
}

function comesBefore(one: Candidate, other: Candidate): boolean {
  if (one.urgency !== other.urgency) return one.urgency > other.urgency;
  const { fact } = one.place.of;
  const { fact: otherFact } = other.place.of;
  if (fact.sensitive !== otherFact.sensitive) return otherFact.sensitive;
  return weighed(one) > weighed(other);
}

function weighed({ score, place }: Candidate): number {
  return score * (place.of.fact.heldBy === undefined ? 1 : 0.8);
}
