import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as fc from 'fast-check';

import type { Answer } from '#assessment';
import type { NeedId, ServiceVersion } from '#catalogue';

import { checkRoute } from './check-route.ts';
import { planRoute } from './plan-route.ts';
import { type SmallLand, type SmallService, smallLand, someRule } from './small-land.ts';
import { addDays, addWorkingDays, workingDayFrom } from './working-days.ts';

const papers = ['p0', 'p1', 'p2', 'p3', 'p4', 'h0', 'h1'] as const;
const needs = ['shelter', 'money', 'papers'] as const satisfies readonly NeedId[];
const serviceIds = ['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7'] as const;

const answer = fc.constantFrom<Answer>('yes', 'yes', 'yes', 'unknown', 'no');
const owner = fc.constantFrom('applicant', 'subject', 'household');
const paper = fc.constantFrom(...papers);

const use: fc.Arbitrary<ServiceVersion['evidence'][number]> = fc.record({
  evidence: paper,
  of: owner,
  from: fc.constantFrom('person', 'exchange'),
});

const term = fc.record(
  { days: fc.nat(12), unit: fc.constantFrom('working', 'calendar'), extendedTo: fc.nat(30) },
  { requiredKeys: ['days', 'unit'] },
);

const service = (id: string): fc.Arbitrary<SmallService> =>
  fc.record(
    {
      id: fc.constant(id),
      answer,
      subject: fc.constantFrom('anna', 'mitya', 'household'),
      authority: fc.constantFrom('sfr', 'mvd', 'zags'),
      covers: fc.uniqueArray(fc.constantFrom(...needs), { maxLength: 2 }),
      aroundTheClock: fc.constantFrom(true, false, false, false),
      evidence: fc.array(use, { maxLength: 3 }),
      gives: fc.array(fc.record({ evidence: paper, of: owner }), { maxLength: 2 }),
      term,
      channels: fc.array(fc.record({ kind: fc.constantFrom('online', 'mfc', 'agency', 'call', 'automatic') }), {
        minLength: 1,
        maxLength: 3,
      }),
      collectInPerson: fc.boolean(),
      unlockedBy: fc.uniqueArray(fc.constantFrom(...serviceIds), { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'answer', 'subject'] },
  );

const land: fc.Arbitrary<SmallLand> = fc.record({
  asOf: fc.nat(20).map((days) => addDays('2026-02-23', days)),
  needs: fc.dictionary(fc.constantFrom(...needs), fc.constantFrom('tonight', 'days', 'weeks', 'long')),
  services: fc.tuple(...serviceIds.map(service)).chain((all) => fc.subarray(all, { minLength: 1 })),
  evidence: fc.tuple(
    ...papers.map((id) =>
      fc.record(
        {
          id: fc.constant<string>(id),
          of: fc.constant(id.startsWith('h') ? ('household' as const) : ('person' as const)),
          kind: fc.constantFrom('document', 'record', 'status'),
          heldWhen: fc.constant(someRule),
          heldBy: fc.constant('zags'),
        },
        { requiredKeys: ['id', 'of'] },
      ),
    ),
  ),
  held: fc.dictionary(
    fc.tuple(paper, fc.constantFrom('anna', 'mitya', 'household')).map((key) => key.join('|')),
    fc.constantFrom<Answer>('no', 'no', 'yes', 'unknown'),
    { maxKeys: 12 },
  ),
  conditions: fc.dictionary(
    fc
      .tuple(
        fc.constantFrom(...serviceIds),
        fc.constantFrom('anna', 'mitya', 'household'),
        fc.constantFrom('evidence', 'channel'),
        fc.nat(2),
      )
      .map((key) => key.join('|')),
    answer,
    { maxKeys: 8 },
  ),
  daysOff: fc.uniqueArray(
    fc.nat(30).map((days) => addDays('2026-02-23', days)),
    { maxLength: 8 },
  ),
});

test('every route of every small land keeps what it promises to people', () => {
  fc.assert(
    fc.property(land, (small) => {
      const { catalogue, told, assessment } = smallLand(small);
      assert.deepEqual(checkRoute(catalogue, told, assessment, planRoute(catalogue, told, assessment)), []);
    }),
    { numRuns: 1500 },
  );
});

test('the order in which services were answered does not change the route', () => {
  fc.assert(
    fc.property(land, (small) => {
      const one = smallLand(small);
      const other = smallLand({ ...small, services: (small.services ?? []).toReversed() });
      assert.deepEqual(
        planRoute(one.catalogue, one.told, one.assessment),
        planRoute(other.catalogue, other.told, other.assessment),
      );
    }),
    { numRuns: 300 },
  );
});

/** Shapes where everything is certain, is asked at a window and lacks all papers: only order and terms matter. */
const certainLand = land.map((small): SmallLand => ({
  ...small,
  needs: { money: 'days', papers: 'weeks' },
  evidence: papers.map((id) => ({ id, of: id.startsWith('h') ? 'household' : 'person', heldWhen: someRule })),
  held: Object.fromEntries(
    papers.flatMap((id) => ['anna', 'mitya', 'household'].map((who) => [`${id}|${who}`, 'no'] as const)),
  ),
  conditions: {},
  services: small.services.map(({ id, covers = [], evidence = [], gives = [], term: takes }) => ({
    id,
    covers: covers.filter((need) => need !== 'shelter'),
    evidence: evidence.map((one) => ({ ...one, of: 'applicant' as const })),
    gives: gives.map((one) => ({ ...one, of: 'applicant' as const })),
    ...(takes === undefined ? {} : { term: { days: takes.days, unit: 'working' as const } }),
  })),
}));

test('no step could be made earlier, and what is stuck can never begin', () => {
  fc.assert(
    fc.property(certainLand, (small) => {
      const { catalogue, told, assessment } = smallLand(small);
      const route = planRoute(catalogue, told, assessment);
      const best = readyByRepetition(small, catalogue.calendar);
      for (const { id } of small.services.filter(({ covers }) => (covers ?? []).length > 0)) {
        const ends = route.steps.filter((step) => step.service === id).map(({ end }) => end);
        assert.equal(ends.toSorted().at(-1), best.get(id), id);
        assert.equal(
          route.stuck.some((stuck) => stuck.service === id),
          !best.has(id),
          id,
        );
      }
    }),
    { numRuns: 1000 },
  );
});

/** The plain definition: nothing is had at first; repeat what can be done with what is had until nothing gets earlier. */
function readyByRepetition(small: SmallLand, calendar: Parameters<typeof workingDayFrom>[1]): Map<string, string> {
  const ready = new Map<string, string>();
  for (let isChanging = true; isChanging;) {
    isChanging = false;
    for (const { id, evidence = [], term: takes } of small.services) {
      const had = evidence.map((needed) => {
        const givers = small.services.filter(
          (giver) => giver.id !== id && (giver.gives ?? []).some((given) => given.evidence === needed.evidence),
        );
        const days = givers.flatMap((giver) => ready.get(giver.id) ?? []);
        return givers.length === 0 ? small.asOf : days.toSorted()[0];
      });
      if (had.includes(undefined)) continue;
      const from = [small.asOf ?? '', ...had.map((day) => day ?? '')].toSorted().at(-1) ?? '';
      const end = addWorkingDays(workingDayFrom(from, calendar), takes?.days ?? 0, calendar);
      const known = ready.get(id);
      if (known !== undefined && known <= end) continue;
      ready.set(id, end);
      isChanging = true;
    }
  }
  return ready;
}
