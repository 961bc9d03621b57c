import type { Catalogue } from '#catalogue';

import { Answers } from './answers.ts';
import { Breakpoints } from './breakpoints.ts';
import type { Growing } from './breakpoints.ts';
import { isExclusive } from './exclusions.ts';
import { Explained } from './explained.ts';
import { IncomesVaried, restOn } from './incomes-varied.ts';
import { independentSets } from './independent-sets.ts';
import type { EntitlementKey } from './interplay-model.ts';
import { meetingsOf, rowsOf, yearlyOf } from './meetings.ts';
import type { ToldSituation } from './model.ts';
import type { ServiceRules } from './rulebook.ts';

/** A service whose sum is another one across a breakpoint; roubles in twelve months. */
export type HelpChange = EntitlementKey & { readonly before: number; readonly after: number };

/**
 * More income that brings less: at `more` roubles a month above what is earned now (below zero: less), or on the way
 * from `since` to there.
 */
export type Cliff = {
  readonly more: number;
  readonly since: number;
  /** What the person earns a month there. */
  readonly earned: number;
  readonly changes: readonly HelpChange[];
  /** Roubles in twelve months by which income and help together become less. */
  readonly loss: number;
  /** Income above now, a month, at which both together are again what they were before; absent beyond the curve. */
  readonly evenAt?: number;
};

/** Between two incomes a month, above now, all answers and formulas are the same; `help` in twelve months at its ends. */
export type HelpPiece = {
  readonly from: number;
  readonly to: number;
  readonly helpFrom: number;
  readonly helpTo: number;
};

/** The help that is certain, of all that goes together the most, against what one member of the family earns. */
export type HelpCurve = {
  readonly earner: string;
  /** What the earner earns a month now. */
  readonly earned: number;
  readonly help: number;
  readonly pieces: readonly HelpPiece[];
  readonly cliffs: readonly Cliff[];
  /** Rest on income in a way that cannot be looked through. */
  readonly notExamined: readonly EntitlementKey[];
};

type Counted = { readonly key: EntitlementKey; readonly rules: ServiceRules; readonly place: number };
type Help = { readonly total: number; readonly years: readonly number[] };

const usualReach = 150_000;

/**
 * How help changes as one member of the family earns more or less, all else as told. Undefined where it is not known
 * what is earned now. `reach` is how many roubles a month above now are looked at.
 */
export function helpCurve(
  catalogue: Catalogue,
  told: ToldSituation,
  reach: number = usualReach,
): HelpCurve | undefined {
  const answers = new Answers(catalogue, told);
  const varied = new IncomesVaried(catalogue, answers);
  const earner = earnerOf(catalogue, told, varied);
  return earner === undefined ? undefined : new Curve(catalogue, answers, varied, earner).upTo(reach);
}

type Earner = { readonly id: string; readonly monthly: number; readonly growing: readonly Growing[] };

/** Whoever earns most; the applicant, when nobody is told to earn. */
function earnerOf(catalogue: Catalogue, told: ToldSituation, varied: IncomesVaried): Earner | undefined {
  const { income } = catalogue.interplay;
  const growing = (income?.earned ?? []).flatMap((fact) => {
    const months = income?.facts.find((one) => one.fact === fact)?.months;
    return months === undefined ? [] : [{ fact, months, of: catalogue.facts.get(fact)?.of }];
  });
  const own = growing.find(({ of }) => of === 'person');
  if (own === undefined) return undefined;
  const earns = (id: string): number | undefined => varied.told({ fact: own.fact, subject: id });
  const [most] = told.people
    .filter(({ id }) => earns(id) !== undefined)
    .toSorted(
      (a, b) =>
        (earns(b.id) ?? 0) - (earns(a.id) ?? 0) || Number(b.id === told.applicant) - Number(a.id === told.applicant),
    );
  if (most === undefined) return undefined;
  return {
    id: most.id,
    monthly: (earns(most.id) ?? 0) / own.months,
    growing: growing.map(({ fact, months, of }) => ({
      fact,
      months,
      subject: of === 'household' ? 'household' : most.id,
    })),
  };
}

class Curve {
  readonly #answers: Answers;
  readonly #varied: IncomesVaried;
  readonly #earner: Earner;
  readonly #rows: readonly Counted[];
  readonly #excludes: (a: number, b: number) => boolean;
  readonly #notExamined: readonly EntitlementKey[];
  #breakpoints: Breakpoints | undefined;

  constructor(catalogue: Catalogue, answers: Answers, varied: IncomesVaried, earner: Earner) {
    this.#answers = answers;
    this.#varied = varied;
    this.#earner = earner;
    const { opaque } = restOn(
      answers.rulebook.graph,
      earner.growing.map(({ fact }) => fact),
    );
    const isOpaque = ({ rules }: Counted): boolean => nodesOf(rules).some((node) => opaque[node] === true);
    const all = countedRows(answers);
    this.#rows = all.filter((row) => !isOpaque(row));
    this.#notExamined = all.filter(isOpaque).map(({ key }) => key);
    const rows = rowsOf(answers, new Explained(catalogue, answers).entitlements());
    const exclusive = new Set(
      meetingsOf(answers, rows)
        .filter((meeting) => isExclusive(meeting) && meeting.holds === 'yes')
        .flatMap(({ one, other }) => [pairText(one.key, other.key), pairText(other.key, one.key)]),
    );
    this.#excludes = (a, b) => exclusive.has(pairText(this.#rows[a]!.key, this.#rows[b]!.key));
  }

  upTo(reach: number): HelpCurve {
    const least = -Math.floor(this.#earner.monthly * 100);
    const most = Math.round(reach * 100);
    const nodes = this.#rows.flatMap(({ rules }) => nodesOf(rules));
    const breakpoints = new Breakpoints(this.#answers, this.#varied, this.#earner.growing, nodes, most - least);
    this.#breakpoints = breakpoints;
    const starts = [least, ...breakpoints.between(least, most)];
    const pieces = starts.map((from, index) => ({ from, to: (starts[index + 1] ?? most + 1) - 1 }));
    const ends = pieces.map(({ from, to }) => ({ from, to, low: this.#helpAt(from), high: this.#helpAt(to) }));
    const cliffs = ends.flatMap((piece, index): Cliff[] => {
      const before = ends[index - 1];
      const step = before === undefined ? [] : this.#cliff(before.to, before.high, piece.from, piece.low, ends);
      return [...step, ...this.#cliff(piece.from, piece.low, piece.to, piece.high, ends)];
    });
    const help = this.#helpAt(0).total;
    return {
      earner: this.#earner.id,
      earned: this.#earner.monthly,
      help: help / 100,
      pieces: ends.map(({ from, to, low, high }) => ({
        from: from / 100,
        to: to / 100,
        helpFrom: low.total / 100,
        helpTo: high.total / 100,
      })),
      cliffs,
      notExamined: this.#notExamined,
    };
  }

  /** A cliff where twelve months of income and help at the second place are less than at the first. */
  #cliff(
    since: number,
    before: Help,
    at: number,
    after: Help,
    ends: readonly (Piece & { readonly high: Help })[],
  ): Cliff[] {
    const loss = before.total + 12 * since - (after.total + 12 * at);
    if (loss <= 0) return [];
    const changes = this.#rows.flatMap(({ key }, index) => {
      const [was = 0, is = 0] = [before.years[index], after.years[index]];
      return was === is ? [] : [{ ...key, before: was / 100, after: is / 100 }];
    });
    const even = this.#evenAfter(at, before.total + 12 * since, ends);
    return [
      {
        more: at / 100,
        since: since / 100,
        earned: Math.round(this.#earner.monthly * 100 + at) / 100,
        changes,
        loss: loss / 100,
        ...(even === undefined ? {} : { evenAt: even / 100 }),
      },
    ];
  }

  /** The first income from which both together reach the level again. */
  #evenAfter(at: number, level: number, ends: readonly (Piece & { readonly high: Help })[]): number | undefined {
    const net = (kopecks: number): number => this.#helpAt(kopecks).total + 12 * kopecks;
    for (const { from, to, high } of ends) {
      if (to < at || high.total + 12 * to < level) continue;
      let low = Math.max(at, from);
      if (net(low) >= level) return low;
      let enough = to;
      while (enough - low > 1) {
        const middle = Math.floor((low + enough) / 2);
        if (net(middle) >= level) enough = middle;
        else low = middle;
      }
      return enough;
    }
    return undefined;
  }

  /** Kopecks of twelve months: of each service that is certainly a right, and of the best that goes together. */
  #helpAt(kopecks: number): Help {
    this.#breakpoints?.put(kopecks);
    const years = this.#rows.map(({ rules, place }) => {
      if (this.#answers.answer(rules, place) !== 'yes') return 0;
      return Math.round(yearlyOf(this.#answers, rules, place, true).sure * 100);
    });
    return { years, total: bestTotal(years, this.#excludes) };
  }
}

type Piece = { readonly from: number; readonly to: number };

/** Every service that pays, for everybody it can be about. */
function countedRows(answers: Answers): Counted[] {
  const { told, rulebook } = answers;
  return rulebook.services
    .filter(({ amount }) => amount >= 0)
    .flatMap((rules): Counted[] => {
      const { id, subject } = rules.service;
      if (subject.each === 'person')
        return told.people.map((person, place) => ({ key: { service: id, subject: person.id }, rules, place }));
      const key = { service: id, subject: subject.each === 'applicant' ? told.applicant : 'household' };
      return [{ key, rules, place: Math.max(0, answers.placeOf(told.applicant)) }];
    });
}

function nodesOf({ together, amount, overYear }: ServiceRules): number[] {
  return [together, amount, overYear].filter((node) => node >= 0);
}

function bestTotal(years: readonly number[], excludes: (a: number, b: number) => boolean): number {
  const had = [...years.keys()].filter((index) => (years[index] ?? 0) > 0);
  const bound = had.filter((a) => had.some((b) => excludes(a, b)));
  const free = had.filter((index) => !bound.includes(index));
  const sum = (indices: readonly number[]): number => indices.reduce((all, index) => all + (years[index] ?? 0), 0);
  if (bound.length === 0) return sum(free);
  const { sets } = independentSets(bound.length, (a, b) => excludes(bound[a]!, bound[b]!));
  return sum(free) + Math.max(0, ...sets.map((set) => sum(set.map((index) => bound[index]!))));
}

function pairText(a: EntitlementKey, b: EntitlementKey): string {
  return `${a.service} ${a.subject} ${b.service} ${b.subject}`;
}

/** The nearest cliff above what is earned now, and the nearest at or below it. */
export function nearestCliffs({ cliffs }: HelpCurve): { readonly up?: Cliff; readonly down?: Cliff } {
  const up = cliffs.find(({ more }) => more > 0);
  const down = cliffs.findLast(({ more }) => more <= 0);
  return { ...(up === undefined ? {} : { up }), ...(down === undefined ? {} : { down }) };
}
