import type { Answer } from '#assessment';
import type { Channel, ChannelKind, EvidenceUse, NeedId, Office, Term, Urgency, Weekday } from '#catalogue';

import type { RouteOptions } from './model.ts';
import { type SmallLand, type SmallService, someRule } from './small-land.ts';
import { addDays } from './working-days.ts';

/** Lands drawn at random for the tests: the same number gives the same land. Everything the planner reads is in some. */
export type Drawn = { readonly land: SmallLand; readonly options: RouteOptions };

/** A number from 0 to 1, the next one at each call (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e_37_79_b9) >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const papers = ['p0', 'p1', 'p2', 'p3', 'p4', 'h0', 'h1'] as const;
const people = ['anna', 'mitya', 'household'] as const;
const needs = ['shelter', 'money', 'papers'] as const satisfies readonly NeedId[];
const owners = ['applicant', 'subject', 'household'] as const;
const agencies = ['sfr', 'mvd', 'zags'] as const;

export class Draw {
  readonly chance: Chance;

  constructor(seed: number) {
    this.chance = chanceOf(seed);
  }

  upTo(most: number): number {
    return Math.floor(this.chance() * (most + 1));
  }

  is(share: number): boolean {
    return this.chance() < share;
  }

  of<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.upTo(items.length - 1)] ?? items[0];
  }

  some<Item>(most: number, make: () => Item): readonly Item[] {
    return Array.from({ length: this.upTo(most) }, make);
  }

  day(most: number): string {
    return addDays('2026-02-23', this.upTo(most));
  }
}

export function randomLand(seed: number): Drawn {
  const draw = new Draw(seed);
  const asOf = draw.day(20);
  const found = needs.filter(() => draw.is(0.7));
  const services = Array.from({ length: 1 + draw.upTo(8) }, (_, index) => randomService(draw, `s${index}`, asOf));
  const land: SmallLand = {
    asOf,
    needs: Object.fromEntries(
      found.map((need) => [need, draw.of<Urgency>(['tonight', 'days', 'weeks', 'long'])] as const),
    ),
    services,
    evidence: papers.map((id) => ({
      id,
      of: id.startsWith('h') ? 'household' : 'person',
      kind: draw.of(['document', 'record', 'status']),
      ...(draw.is(0.8) ? { heldWhen: someRule } : {}),
      ...(draw.is(0.3) ? { heldBy: 'zags' } : {}),
      ...(draw.is(0.25) ? { validFor: validity(draw) } : {}),
    })),
    held: Object.fromEntries(
      papers.flatMap((id) =>
        people.flatMap((who) =>
          draw.is(0.6) ? [[`${id}|${who}`, draw.of<Answer>(['no', 'no', 'no', 'yes', 'unknown'])] as const] : [],
        ),
      ),
    ),
    conditions: Object.fromEntries(
      draw.some(6, () => [
        `s${draw.upTo(8)}|${draw.of(people)}|${draw.of(['evidence', 'channel'])}|${draw.upTo(2)}`,
        draw.of<Answer>(['yes', 'no', 'unknown']),
      ]),
    ),
    order: draw.some(2, () => ({
      first: `s${draw.upTo(4)}`,
      then: `s${5 + draw.upTo(3)}`,
      strength: draw.of(['must', 'gain']),
    })),
    daysOff: draw.some(6, () => draw.day(40)),
    offices: [...draw.some(4, () => 0).keys()].map((number) => randomOffice(draw, number)),
    territories: [{ code: '69632000', travel: [{ to: '69701000', ...travel(draw), certainty: 'memory' }] }],
  };
  const appointments = new Map(
    (land.offices ?? []).filter(() => draw.is(0.3)).map(({ id }) => [id, addDays(asOf, draw.upTo(20))]),
  );
  return { land, options: { appointments, ...(draw.is(0.2) ? { at: draw.of(['08:00', '13:30', '19:00']) } : {}) } };
}

function randomService(draw: Draw, id: string, asOf: string): SmallService {
  const answer = draw.of<Answer>(['yes', 'yes', 'yes', 'yes', 'unknown', 'no']);
  return {
    id,
    answer,
    subject: draw.of(people),
    authority: draw.of(agencies),
    covers: needs.filter(() => draw.is(0.3)),
    aroundTheClock: draw.is(0.1),
    evidence: draw.some(3, () => randomUse(draw)),
    gives: draw.some(2, () => ({ evidence: draw.of(papers), of: draw.of(owners) })),
    ...(draw.is(0.7) ? { term: randomTerm(draw) } : {}),
    channels: [randomChannel(draw), ...draw.some(2, () => randomChannel(draw))],
    collectInPerson: draw.is(0.3),
    unlockedBy: draw.some(2, () => `s${draw.upTo(8)}`),
    ...(draw.is(0.2) ? { criteria: [randomWindow(draw, answer, asOf)] } : {}),
    ...(draw.is(0.3) ? { feeRoubles: draw.upTo(30) * 50.5 } : {}),
    ...(draw.is(0.2) ? { refusal: draw.upTo(10) / 20 } : {}),
    missing: answer === 'unknown' ? [{ fact: `f${draw.upTo(3)}`, subject: draw.of(people) }] : [],
  };
}

function randomUse(draw: Draw): EvidenceUse {
  const plain = (): EvidenceUse => ({
    evidence: draw.of(papers),
    of: draw.of(owners),
    from: draw.of(['person', 'exchange']),
  });
  return draw.is(0.15) ? { ...plain(), or: [plain()] } : plain();
}

function randomTerm(draw: Draw): Term {
  return {
    days: draw.upTo(12),
    unit: draw.of(['working', 'calendar']),
    ...(draw.is(0.4) ? { extendedTo: draw.upTo(30) } : {}),
    ...(draw.is(0.2) ? { acceptedUntil: draw.of(['12:00', '18:00']) } : {}),
    certainty: 'memory',
  };
}

function randomChannel(draw: Draw): Channel {
  const kind = draw.of<ChannelKind>(['online', 'mfc', 'agency', 'mfc', 'agency', 'call', 'automatic']);
  return draw.is(0.15) ? { kind, term: randomTerm(draw) } : { kind };
}

/** A *no* that time will turn, a *yes* whose time runs. */
function randomWindow(draw: Draw, answer: Answer, asOf: string): NonNullable<SmallService['criteria']>[number] {
  if (answer === 'no') return { answer: 'no', opens: addDays(asOf, 1 + draw.upTo(30)) };
  return draw.is(0.5)
    ? { answer: 'yes', closes: addDays(asOf, draw.upTo(30)) }
    : { answer: 'yes', opens: addDays(asOf, -draw.upTo(10)) };
}

function randomOffice(draw: Draw, number: number): Pick<Office, 'id' | 'agency' | 'kind'> & Partial<Office> {
  const isCentre = draw.is(0.4);
  const week = draw.of<readonly Weekday[]>([
    ['mon', 'tue', 'wed', 'thu', 'fri'],
    ['tue', 'thu'],
    ['mon', 'wed', 'fri', 'sat'],
    ['sun'],
  ]);
  return {
    id: `office-${number}`,
    agency: isCentre ? 'mfc' : draw.of(agencies),
    kind: isCentre ? 'mfc' : 'agency',
    territory: draw.of(['69', '69701000']),
    ...(draw.is(0.6)
      ? { opening: { week: [{ days: week, from: '09:00', to: draw.of(['13:00', '18:00']) }], certainty: 'seen' } }
      : {}),
    ...(draw.is(0.3) ? { standsIn: draw.of(['69632000', '69701000']) } : {}),
  };
}

function validity(draw: Draw): { readonly days?: number; readonly months?: number; readonly certainty: 'memory' } {
  return draw.is(0.8)
    ? { days: 1 + draw.upTo(12), certainty: 'memory' }
    : { months: 1 + draw.upTo(2), certainty: 'memory' };
}

function travel(draw: Draw): { readonly minutes?: number; readonly days?: number } {
  return draw.is(0.5) ? { minutes: 30 + draw.upTo(300) } : { days: 1 + draw.upTo(2) };
}
