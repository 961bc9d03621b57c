import { certainties } from '#catalogue';
import type { Catalogue, Certainty, Criterion } from '#catalogue';
import { states, truths } from '#language';
import type { Rests, Run } from '#language';

import type { Answers } from './answers.ts';
import { asOnDay, entitlementsTo, transitionsFor } from './entitlements.ts';
import { Household } from './household.ts';
import type { Answer, CriterionAnswer, Entitlement, FactKey, FactValue } from './model.ts';
import { restsOf } from './rests-of.ts';
import type { ServiceRules } from './rulebook.ts';
import { governed } from './transitions.ts';

type ToldFact = FactKey & { readonly value: FactValue };

/** What one rule rests on and waits for, and how sure the parameters behind it are. */
type Behind = Pick<CriterionAnswer, 'facts' | 'missing' | 'withoutValue'> & { readonly certainty: Certainty };

const nothing: never[] = [];
const surest: Certainty = certainties[0];
const ofJudgement: Behind = { facts: nothing, missing: nothing, withoutValue: nothing, certainty: surest };

/** Kept for the next household of the same size: what was found of a slot or a source, and in which round of the run. */
type Found = {
  readonly rests: Rests;
  readonly behind: Behind[];
  readonly behindRound: Uint32Array;
  /** Why a service is about nobody, by the node that says whom it is about: the same for many services. */
  readonly nobody: Behind[];
  readonly nobodyRound: Uint32Array;
  readonly keys: FactKey[];
  readonly keyRound: Uint32Array;
  /** For a fact with what was told of it, the fact alone. */
  readonly waited: WeakMap<FactKey, FactKey>;
};

const kept = new WeakMap<Run, Found>();

function foundFor(run: Run): Found {
  const known = kept.get(run);
  if (known !== undefined) return known;
  const found = restsOf(run);
  const { size } = run.layout;
  const sources = found.sources.all.length;
  const made = {
    rests: found,
    behind: Array.from({ length: size }, () => ofJudgement),
    behindRound: new Uint32Array(size),
    nobody: [],
    nobodyRound: new Uint32Array(run.layout.graph.nodes.length),
    keys: Array.from({ length: sources }, (): FactKey => ({ fact: '', subject: '' })),
    keyRound: new Uint32Array(sources),
    waited: new WeakMap<FactKey, FactKey>(),
  };
  kept.set(run, made);
  return made;
}

/**
 * The answers of a household with their reasons: for each criterion the told facts it was read from, and those not known
 * that can still decide it. What rules share is looked up once. The same as `entitlements.ts` gives from the trees.
 */
export class Explained {
  readonly #catalogue: Catalogue;
  readonly #answers: Answers;
  readonly #found: Found;
  readonly #sources: number[] = [];
  readonly #slot = [0];
  #household: Household | undefined;

  /** Good as long as nothing is changed or told to the answers. */
  constructor(catalogue: Catalogue, answers: Answers) {
    this.#catalogue = catalogue;
    this.#answers = answers;
    this.#found = foundFor(answers.run);
  }

  /** Every service answered for everyone it can be about. Without unlocks, which need the other answers. */
  entitlements(): Entitlement[] {
    const { serviceOf } = this.#answers.rulebook;
    const all: Entitlement[] = [];
    for (const service of this.#catalogue.services.values()) {
      const rules = serviceOf.get(service.id);
      if (rules !== undefined) this.#addService(rules, all);
      else {
        // Not in force on the day: there is no rule to count.
        this.#household ??= new Household(this.#catalogue, this.#answers.told);
        all.push(...entitlementsTo(service, this.#household));
      }
    }
    return all;
  }

  #addService(rules: ServiceRules, all: Entitlement[]): void {
    const { told } = this.#answers;
    const { each } = rules.service.subject;
    if (each === 'person') {
      const before = all.length;
      for (const [place, person] of told.people.entries()) this.#addConcerned(rules, person.id, place, all);
      if (all.length === before)
        all.push(this.#nobody(rules, told.people.length === 1 ? (told.people[0]?.id ?? '') : 'household'));
    } else {
      const subject = each === 'applicant' ? told.applicant : 'household';
      if (!this.#addConcerned(rules, subject, 0, all)) all.push(this.#nobody(rules, subject));
    }
  }

  /** False when the service certainly does not concern the subject. */
  #addConcerned(rules: ServiceRules, subject: string, place: number, all: Entitlement[]): boolean {
    const concerns = rules.where < 0 ? 'yes' : answerOfTruth(this.#answers.truth(rules.where, place));
    if (concerns === 'no') return false;
    const { version } = rules;
    const criteria: CriterionAnswer[] =
      concerns === 'yes' ? [] : [this.#concern(rules, concerns, this.#behindWhere(rules, place))];
    let certainty = version.certainty;
    for (const { criterion, node } of rules.criteria) criteria.push(this.#criterion(criterion, node, place));
    for (const criterion of criteria) certainty = lessSure(certainty, criterion.certainty);
    const answer = this.#answers.ownAnswer(rules, place);
    const amount = answer === 'yes' && rules.amount >= 0 ? this.#amount(rules, place) : undefined;
    if (amount !== undefined) certainty = lessSure(certainty, amount.certainty);
    const service = rules.service.id;
    const missing = missingOf(criteria);
    const row = {
      service,
      version: rules.versionIndex,
      subject,
      concerns,
      answer,
      criteria,
      missing,
      unlockedBy: nothing,
      certainty,
    };
    const own = amount?.amount === undefined ? row : { ...row, amount: amount.amount };
    all.push(this.#answers.mayBeKept(rules, place) ? this.#governed(rules, own) : own);
    return true;
  }

  /** The row under the law of an earlier day where a transitional rule keeps it: counted on the trees, as it is rare. */
  #governed({ service, version }: ServiceRules, own: Entitlement): Entitlement {
    const household = (this.#household ??= new Household(this.#catalogue, this.#answers.told));
    return governed(own, transitionsFor(version, household, own.subject), (day) =>
      asOnDay(service, household, own.subject, day),
    );
  }

  /** The row that says that the service is about nobody of the household. */
  #nobody(rules: ServiceRules, subject: string): Entitlement {
    const { service, versionIndex, version } = rules;
    const criterion = this.#concern(rules, 'no', this.#behindNobody(rules));
    return {
      service: service.id,
      version: versionIndex,
      subject,
      concerns: 'no',
      answer: 'no',
      criteria: [criterion],
      missing: nothing,
      unlockedBy: nothing,
      certainty: lessSure(version.certainty, criterion.certainty),
    };
  }

  /** Whom a service is about: told as a criterion only when that is not plain. */
  #concern(
    { service, version }: ServiceRules,
    answer: Answer,
    { facts, missing, withoutValue }: Behind,
  ): CriterionAnswer {
    const [basis] = version.basis;
    return {
      id: 'concerns',
      text: answer === 'no' ? service.subject.nobody : concernsThisPerson,
      answer,
      article: basis?.citation ?? '',
      certainty: basis?.certainty ?? version.certainty,
      kind: 'condition',
      facts,
      missing,
      withoutValue,
    };
  }

  #behindWhere({ where }: ServiceRules, place: number): Behind {
    return this.#behindSlot(this.#answers.run.layout.at(where, place));
  }

  /** What tells of everybody whom a service could be about that it is not. */
  #behindNobody(rules: ServiceRules): Behind {
    if (rules.service.subject.each !== 'person') return this.#behindWhere(rules, 0);
    const { where } = rules;
    const { nobody, nobodyRound } = this.#found;
    const { round, layout } = this.#answers.run;
    if (nobodyRound[where] !== round) {
      nobody[where] = this.#behindSlots(Array.from({ length: layout.people }, (_, person) => layout.at(where, person)));
      nobodyRound[where] = round;
    }
    return nobody[where]!;
  }

  #criterion(criterion: Criterion, node: number | undefined, place: number): CriterionAnswer {
    const behind = node === undefined ? ofJudgement : this.#behindSlot(this.#answers.run.layout.at(node, place));
    const { id, text, article, kind, judgedBy } = criterion;
    const answer = node === undefined ? 'unknown' : answerOfTruth(this.#answers.truth(node, place));
    const certainty = lessSure(article.certainty, behind.certainty);
    const { facts, missing, withoutValue } = behind;
    const { citation } = article;
    if (judgedBy === undefined)
      return { id, text, answer, article: citation, certainty, kind, facts, missing, withoutValue };
    return { id, text, answer, article: citation, certainty, kind, judgedBy, facts, missing, withoutValue };
  }

  #amount(
    { amount, version }: ServiceRules,
    place: number,
  ): { readonly amount?: Entitlement['amount']; readonly certainty: Certainty } {
    const { run } = this.#answers;
    const slot = run.layout.at(amount, place);
    run.demand(slot);
    const { certainty } = this.#behindSlot(slot);
    if (run.state[slot] !== states.known || version.amount === undefined) return { certainty };
    const { currency, per } = version.amount;
    return { amount: { value: Math.round(run.low[slot]! * 100) / 100, currency, per }, certainty };
  }

  #behindSlot(slot: number): Behind {
    const { behind, behindRound } = this.#found;
    const { round } = this.#answers.run;
    if (behindRound[slot] !== round) {
      this.#slot[0] = slot;
      behind[slot] = this.#behindSlots(this.#slot);
      behindRound[slot] = round;
    }
    return behind[slot]!;
  }

  #behindSlots(slots: readonly number[]): Behind {
    const { rests } = this.#found;
    const sources = this.#sources;
    let facts: ToldFact[] = nothing;
    let missing: FactKey[] = nothing;
    let withoutValue: string[] = nothing;
    let certainty = surest;
    for (let i = 0, end = rests.readBy(slots, sources); i < end; i += 1) {
      const source = rests.sources.all[sources[i]!]!;
      if ('parameter' in source) {
        certainty = lessSure(certainty, this.#answers.rulebook.certaintyOf(source.parameter));
        continue;
      }
      const key = this.#key(sources[i]!, source.slot);
      if (!('value' in key)) continue;
      if (facts === nothing) facts = [key as ToldFact];
      else facts.push(key as ToldFact);
    }
    for (let i = 0, end = rests.openTo(slots, sources); i < end; i += 1) {
      const source = rests.sources.all[sources[i]!]!;
      if ('parameter' in source) withoutValue = [...withoutValue, source.parameter];
      else if (missing === nothing) missing = [this.#missing(sources[i]!, source.slot)];
      else missing.push(this.#missing(sources[i]!, source.slot));
    }
    return { facts, missing, withoutValue, certainty };
  }

  /** The fact of a source that is waited for: of a date known in part something is told and the rest waited for. */
  #missing(source: number, slot: number): FactKey {
    const key = this.#key(source, slot);
    if (!('value' in key)) return key;
    const known = this.#found.waited.get(key);
    const made = known ?? { fact: key.fact, subject: key.subject };
    if (known === undefined) this.#found.waited.set(key, made);
    return made;
  }

  /** The fact of a source, with its value when it was told. */
  #key(source: number, slot: number): FactKey {
    const { keys, keyRound } = this.#found;
    const { told, run } = this.#answers;
    if (keyRound[source] === run.round) return keys[source]!;
    const { graph, nodeOf, personOf } = run.layout;
    const node = graph.nodes[nodeOf[slot]!]!;
    const fact = node.op === 'leaf' ? node.name : '';
    const person = node.frame === 'person' ? told.people[personOf[slot]!] : undefined;
    const value = (person === undefined ? told.household : person.facts)[fact];
    // Of the applicant nobody is told what he is to himself.
    const isSelf = fact === 'relation' && person?.id === told.applicant;
    const subject = person?.id ?? 'household';
    const key: FactKey = value === undefined || isSelf ? { fact, subject } : ({ fact, subject, value } as ToldFact);
    keys[source] = key;
    keyRound[source] = run.round;
    return key;
  }
}

const concernsThisPerson = { ru: 'Услуга касается этого человека', en: 'The service concerns this person' };

export function answerOfTruth(truth: number): Answer {
  return truth === truths.yes ? 'yes' : truth === truths.no ? 'no' : 'unknown';
}

function missingOf(criteria: readonly CriterionAnswer[]): readonly FactKey[] {
  let all: readonly FactKey[] = nothing;
  for (const { answer, missing } of criteria) {
    if (answer !== 'unknown' || missing.length === 0) continue;
    all = all.length === 0 ? missing : [...all, ...missing];
  }
  return distinct(all);
}

/** The same fact is the same object here. */
function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return items.length < 2 ? items : [...new Set(items)];
}

const ranks: Readonly<Record<Certainty, number>> = { seen: 0, source: 1, derived: 2, memory: 3, unsure: 4 };

function lessSure(a: Certainty, b: Certainty): Certainty {
  return ranks[a] >= ranks[b] ? a : b;
}
