import { definitionsOf, entitlementsTo, Household } from '#assessment';
import type { Answer } from '#assessment';
import type { Catalogue, EntityKind } from '#catalogue';
import { elsewhere, evaluate, truths } from '#language';
import type { Graph, Scope, Value } from '#language';

import { personId, toldOf } from './block.ts';
import type { Block } from './block.ts';
import { arrange, sidesOf } from './crowds.ts';
import type { Arranged, Side } from './crowds.ts';
import { draftsOf } from './draft.ts';
import type { Draft, DraftBase, Drafts, LawAndSize, Place, Screened } from './draft.ts';
import type { Lanes } from './lanes.ts';
import { lawsOf } from './laws.ts';
import type { LawOf } from './laws.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { concerns, eachLane } from './pairs.ts';
import type { Pairs } from './pairs.ts';
import { bitCount } from './run-planes.ts';
import { programOf } from './screen-program.ts';
import type { Program } from './screen-program.ts';
import { Tally } from './tally.ts';
import { wantedServices } from './wanted-services.ts';

export type ScreenOptions = {
  readonly asOf: string;
  /** Ids of the services that are asked for; all when it is not there. */
  readonly services?: readonly string[];
  readonly engine: PlaneEngine;
  /** Words of 32 households that are counted side by side. */
  readonly words?: number;
  /** Pairs that may be as well as those that are. */
  readonly withUnknown?: boolean;
  /** What is made once for all threads; without it, it is made here. */
  readonly shared?: { readonly lawOf: LawOf; readonly drafts: Drafts };
};

/** How many subjects of a service were answered how, and for how many the interactive evaluator was asked. */
export type Counts = { yes: number; unknown: number; no: number; asked: number };

/** Pairs as they come, and what is done when no more of them fit; it has to clear them. */
export type Telling = { readonly pairs: Pairs; readonly full: () => void };

/** Of households that are counted side by side. */
const mostWords = 32;
const answers = { no: 0, yes: 1, unknown: 2 } as const;
export const answerTexts: readonly Answer[] = ['no', 'yes', 'unknown'];

/** Screens one block after another; programs and their memory are made once for each size of household. */
export class Screening {
  readonly counts: ReadonlyMap<string, Counts>;
  readonly serviceIds: readonly string[];
  /** The criterion by which a yes is told, for each service by its place; -1: none; see `tellBy`. */
  readonly #toldBy: Int32Array;
  readonly #catalogue: Catalogue;
  readonly #options: ScreenOptions;
  readonly #lawOf: LawOf;
  readonly #drafts: Drafts;
  readonly #programs = new Map<Draft, Program>();
  /** By law: the graph of its base with its own values. */
  readonly #graphs = new Map<string, Graph>();
  /** Who is answered yes, and who may be, among those side by side. */
  readonly #sures = new Int32Array(mostWords);
  readonly #opens = new Int32Array(mostWords);
  #block: Block | undefined;
  #side: Side | undefined;

  constructor(catalogue: Catalogue, options: ScreenOptions) {
    this.#catalogue = catalogue;
    this.#options = options;
    this.serviceIds = wantedServices(catalogue, options.services);
    this.#toldBy = new Int32Array(this.serviceIds.length).fill(-1);
    const { asOf, shared } = options;
    this.#lawOf = shared?.lawOf ?? lawsOf(catalogue, asOf);
    this.#drafts = shared?.drafts ?? draftsOf(catalogue, asOf, this.serviceIds);
    this.counts = new Map(this.serviceIds.map((id) => [id, { yes: 0, unknown: 0, no: 0, asked: 0 }]));
  }

  /** Lays the columns of a block as they are counted. */
  arrange(block: Block): Arranged {
    const of = (fact: string): EntityKind | undefined => this.#catalogue.facts.get(fact)?.of;
    const arranged = arrange(block, this.#lawOf, of, this.#options.engine);
    this.#drafts.ahead?.(arranged.crowds);
    return arranged;
  }

  /** Makes the programs a block needs; gives how many it has. */
  prepare(block: Block): number {
    return this.arrange(block).crowds.map((crowd) => this.#programFor(crowd)).length;
  }

  /** Answers everybody of a block; where it is wanted, pairs are told with their amounts. */
  screen(block: Block, telling?: Telling): void {
    const { crowds, columns } = this.arrange(block);
    this.#block = block;
    for (const crowd of crowds) {
      const program = this.#programFor(crowd);
      const { lanes, tally } = program;
      tally.forget();
      const most = telling?.pairs.mostHouseholds(crowd.size, this.serviceIds.length) ?? lanes.lanes;
      for (const side of sidesOf(crowd, Math.min(lanes.lanes, most))) {
        this.#side = side;
        lanes.count(columns, side);
        lanes.tally(tally);
        if (telling !== undefined) {
          if (!telling.pairs.hasRoomFor(side, this.serviceIds.length)) telling.full();
          telling.pairs.beginSide(side);
          this.#tell(program, telling.pairs);
        }
        for (const service of program.draft.others) this.#answer(program, service, block, side, telling?.pairs);
      }
      for (const service of program.draft.plain) this.#countAnswers(program, service, crowd.count);
    }
  }

  /**
   * By which criterion a yes is told: the one that the fewest of these people meet, the earlier one of equals. That she is
   * a resident explains nothing where everybody is.
   */
  rarestCriteria(block: Block): ReadonlyMap<string, number> {
    const { crowds, columns } = this.arrange(block);
    const met = new Map(this.serviceIds.map((id) => [id, [] as number[]]));
    this.#block = block;
    for (const crowd of crowds) {
      const { lanes, draft } = this.#programFor(crowd);
      const all = [...draft.plain, ...draft.others].flatMap(({ id, places }) =>
        places.flatMap(({ criteria }) => criteria.map((slot, index) => ({ counts: met.get(id)!, index, slot }))),
      );
      const counted = all.filter(({ slot }) => slot >= 0);
      const slots = Int32Array.from(counted, ({ slot }) => slot);
      const tally = new Tally(lanes.form, slots, this.#options.engine.memory);
      for (const side of sidesOf(crowd, lanes.lanes)) {
        this.#side = side;
        lanes.count(columns, side);
        lanes.tally(tally);
      }
      for (const [place, { counts, index }] of counted.entries())
        counts[index] = (counts[index] ?? 0) + tally.certain(place);
      for (const { counts, index, slot } of all) if (slot < 0) counts[index] = Infinity;
    }
    return new Map(
      [...met].map(([id, counts]) => [id, counts.length === 0 ? -1 : counts.indexOf(Math.min(...counts))]),
    );
  }

  tellBy(criteria: ReadonlyMap<string, number>): void {
    for (const [place, service] of this.serviceIds.entries()) this.#toldBy[place] = criteria.get(service) ?? -1;
  }

  /** Begins to count anew how many were answered how. */
  forget(): void {
    for (const counts of this.counts.values()) Object.assign(counts, { yes: 0, unknown: 0, no: 0, asked: 0 });
  }

  /** The program of households of a law and a size, turned to the values of that law. */
  #programFor(wanted: LawAndSize): Program {
    const { base, draft } = this.#drafts.of(wanted);
    const program = this.#programs.get(draft) ?? this.#makeProgram(draft, base);
    this.#programs.set(draft, program);
    program.lanes.turnTo(this.#graphOf(wanted.law, base));
    return program;
  }

  #makeProgram(draft: Draft, base: DraftBase): Program {
    const { engine, words } = this.#options;
    const askTree = (node: number, lane: number, person: number): Value => this.#askTree(base, node, lane, person);
    return programOf(draft, base, { engine, words, askTree });
  }

  #graphOf(law: string, base: DraftBase): Graph {
    const known = this.#graphs.get(law);
    if (known !== undefined) return known;
    const graph = elsewhere(base.graph, definitionsOf(this.#catalogue, this.#options.asOf, law))!;
    this.#graphs.set(law, graph);
    return graph;
  }

  #countAnswers({ tally: sums }: Program, { id, isJudged, places }: Screened, all: number): void {
    const counts = this.counts.get(id)!;
    for (const { tally } of places) {
      const certain = tally < 0 ? all : sums.certain(tally);
      const possible = tally < 0 ? all : sums.possible(tally);
      const yes = isJudged ? 0 : certain;
      counts.yes += yes;
      counts.unknown += possible - yes;
      counts.no += all - possible;
    }
  }

  /** Puts the pairs of those who are tallied: first everybody's at once, then what differs from service to service. */
  #tell(program: Program, pairs: Pairs): void {
    const { lanes, draft, tellList, counts } = program;
    const { services, subjects, amounts } = draft.told;
    lanes.tell(tellList, pairs, counts);
    for (let entry = 0; entry < counts.length; entry += 1) {
      const count = counts[entry]!;
      if (count === 0) continue;
      const service = services[entry]!;
      pairs.add(count, service, answers.yes, this.#toldBy[service]!, subjects[entry] === 0);
      if (amounts[entry]! < 0) pairs.amounts.none(count);
      else this.#tellAmounts(program, entry, pairs);
    }
    if (this.#options.withUnknown !== true) return;
    for (const service of draft.plain)
      for (const [person, place] of service.places.entries()) {
        const { together } = place;
        const opens = this.#opens.fill(0);
        for (let word = 0; word < lanes.memory.words; word += 1)
          opens[word] = lanes.maybe(together, word) & ~(service.isJudged ? 0 : lanes.sure(together, word));
        this.#tellOpen(lanes, service, person, place, pairs);
      }
  }

  #tellAmounts({ lanes, draft }: Program, entry: number, pairs: Pairs): void {
    const amount = draft.told.amounts[entry]!;
    const slot = draft.told.sures[entry]!;
    const sures = this.#sures.fill(0);
    for (let word = 0; word < lanes.memory.words; word += 1) sures[word] = lanes.sure(slot, word);
    lanes.demand(amount, sures);
    pairs.amounts.putAll(lanes, amount, sures);
  }

  /** Puts pairs of those whose answer is not known. */
  #tellOpen(lanes: Lanes, { index, isOfHousehold }: Screened, person: number, place: Place, pairs: Pairs): void {
    eachLane(this.#opens, (lane) => {
      pairs.put(isOfHousehold ? -1 : person, lane);
      pairs.add(1, index, answers.unknown, firstOpen(lanes, place, lane), isOfHousehold);
      pairs.amounts.none(1);
    });
  }

  /** Answers a service of which some are answered by an earlier law, or which is about everybody. */
  #answer({ lanes }: Program, service: Screened, block: Block, side: Side, pairs: Pairs | undefined): void {
    const { id, index, isOfHousehold, isJudged } = service;
    const counts = this.counts.get(id)!;
    for (const [person, place] of service.places.entries()) {
      const { together, amount } = place;
      const about = isOfHousehold ? -1 : person;
      const [sures, opens] = [this.#sures.fill(0), this.#opens.fill(0)];
      for (let word = 0; 32 * word < side.count; word += 1) {
        const all = side.count - 32 * word >= 32 ? -1 : (1 << (side.count - 32 * word)) - 1;
        const maybe = together < 0 ? all : lanes.maybe(together, word);
        const certain = isJudged ? 0 : together < 0 ? all : lanes.sure(together, word);
        const kept = this.#keptIn(lanes, place, word, all);
        const sure = certain & ~kept;
        const open = maybe & ~certain & ~kept;
        sures[word] = sure;
        opens[word] = open;
        if (kept !== 0) this.#askKept(service, about, kept, word, block, side, counts, pairs);
        const yes = bitCount(sure);
        const unknown = bitCount(open);
        counts.yes += yes;
        counts.unknown += unknown;
        counts.no += bitCount(all) - yes - unknown - bitCount(kept);
      }
      if (pairs === undefined) continue;
      if (sures.some((word) => word !== 0)) {
        if (amount >= 0) lanes.demand(amount, sures);
        const toldBy = this.#toldBy[index]!;
        eachLane(sures, (lane) => {
          pairs.put(about, lane);
          pairs.add(1, index, answers.yes, toldBy, isOfHousehold);
          if (amount < 0) pairs.amounts.none(1);
        });
        if (amount >= 0) pairs.amounts.putAll(lanes, amount, sures);
      }
      if (this.#options.withUnknown === true) this.#tellOpen(lanes, service, person, place, pairs);
    }
  }

  /** For whom a transitional rule keeps the law of an earlier day, or may do so. */
  #keptIn(lanes: Lanes, { where, keeps }: Place, word: number, all: number): number {
    const concerned = where < 0 ? all : lanes.maybe(where, word);
    let kept = 0;
    for (const slot of keeps) {
      for (let bits = lanes.maybe(slot, word) & concerned; bits !== 0; bits &= bits - 1) {
        const bit = 31 - Math.clz32(bits & -bits);
        const isNull = lanes.form.neither.told[slot] === 1 && lanes.truth(slot, 32 * word + bit) === truths.neither;
        if (!isNull) kept |= 1 << bit;
      }
    }
    return kept;
  }

  #askKept(
    { id, index, criteria, isOfHousehold }: Screened,
    person: number,
    kept: number,
    word: number,
    block: Block,
    side: Side,
    counts: Counts,
    pairs: Pairs | undefined,
  ): void {
    for (let left = kept; left !== 0; left &= left - 1) {
      const lane = 32 * word + 31 - Math.clz32(left & -left);
      const household = new Household(
        this.#catalogue,
        toldOf(this.#catalogue, block, side.crowd.households[side.from + lane]!, this.#options.asOf),
      );
      const subject = person < 0 ? 'household' : personId(block.persons, side.crowd.people[person]![side.from + lane]!);
      const [found] = entitlementsTo(this.#catalogue.services.get(id)!, household, subject);
      const answer = found?.answer ?? 'unknown';
      counts[answer] += 1;
      counts.asked += 1;
      if (pairs === undefined || answer === 'no' || (answer === 'unknown' && this.#options.withUnknown !== true))
        continue;
      const open = found?.criteria.find((one) => one.answer === 'unknown')?.id;
      const deciding =
        answer === 'yes' ? this.#toldBy[index]! : open === 'concerns' ? concerns : criteria.indexOf(open ?? '');
      pairs.put(person, lane);
      pairs.add(1, index, answers[answer], deciding, isOfHousehold);
      pairs.amounts.put(found?.amount?.value ?? Number.NaN);
    }
  }

  #askTree({ graph }: DraftBase, node: number, lane: number, person: number): Value {
    const piece = graph.nodes[node];
    const block = this.#block;
    const side = this.#side;
    if (piece?.op !== 'tree' || block === undefined || side === undefined) return null;
    const { crowd, from } = side;
    const told = toldOf(this.#catalogue, block, crowd.households[from + lane]!, this.#options.asOf);
    let scope: Scope | undefined;
    for (const [name, who] of piece.binds) {
      const id =
        who === 'applicant'
          ? told.applicant
          : personId(block.persons, crowd.people[Math.max(0, person)]![from + lane]!);
      scope = { name, value: { kind: 'entity', entity: 'person', id }, outer: scope };
    }
    return evaluate(piece.tree, new Household(this.#catalogue, told), scope);
  }
}

/** The first criterion that is not known, or whom the service is about. */
function firstOpen(lanes: Lanes, { where, criteria }: Place, lane: number): number {
  const isOpen = (slot: number): boolean => {
    const bit = 1 << (lane & 31);
    return (lanes.maybe(slot, lane >> 5) & ~lanes.sure(slot, lane >> 5) & bit) !== 0;
  };
  if (where >= 0 && isOpen(where)) return concerns;
  return criteria.findIndex((slot) => slot < 0 || isOpen(slot));
}
