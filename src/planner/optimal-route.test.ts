import assert from 'node:assert/strict';
import { test } from 'node:test';

import highsModule from 'highs';

import {
  asSmallLand,
  dayOfCount,
  isOpenDay,
  noDaysOff,
  type PlainLand,
  plainLand,
  type PlainService,
  reachable,
  waitsOf,
} from './exact-land.ts';
import type { Route } from './model.ts';
import { planRoute } from './plan-route.ts';
import { Draw } from './random-land.ts';
import { smallLand } from './small-land.ts';
import { addDays, addWorkingDays } from './working-days.ts';

// Its types tell of a module of the older kind, which it is not.
const loadHighs = highsModule as unknown as typeof highsModule.default;
const highs = await loadHighs();
const quiet = { output_flag: false } as const;

function planned(land: PlainLand): Route {
  const { catalogue, told, assessment } = smallLand(asSmallLand(land));
  return planRoute(catalogue, told, assessment);
}

const endOf = (route: Route, { id }: PlainService): string | undefined =>
  route.steps
    .filter(({ service }) => service === id)
    .map(({ end }) => end)
    .toSorted()
    .at(-1);

/** Least sum of the days on which targets are ready: a mixed-integer programme with one yes-or-no for each giver of each wait. */
function earliestBySolver(land: PlainLand): ReadonlyMap<PlainService, number> {
  const able = land.services.filter((service) => reachable(land).has(service));
  if (able.length === 0) return new Map();
  const big = 200;
  const name = (service: PlainService): string => `t${land.services.indexOf(service)}`;
  const rows: string[] = [];
  const binaries: string[] = [];
  for (const service of able) {
    rows.push(`${name(service)} >= ${service.termDays}`);
    for (const [index, givers] of waitsOf(land, service).entries()) {
      const taken = givers.filter((giver) => able.includes(giver));
      const chosen = taken.map((giver) => `y_${name(service)}_${index}_${name(giver)}`);
      binaries.push(...chosen);
      rows.push(`${chosen.join(' + ')} = 1`);
      for (const [place, giver] of taken.entries())
        rows.push(`${name(service)} - ${name(giver)} - ${big} ${chosen[place]} >= ${service.termDays - big}`);
    }
  }
  // Of services on a circle each might hold up the other by a term of no days: places in an order forbid it.
  for (const service of able)
    for (const [index, givers] of waitsOf(land, service).entries())
      for (const giver of givers.filter((one) => able.includes(one)))
        rows.push(
          `o_${name(service)} - o_${name(giver)} - ${big} y_${name(service)}_${index}_${name(giver)} >= ${1 - big}`,
        );
  const { Columns, Status } = highs.solve(
    `Minimize\n obj: ${able.map(name).join(' + ')}\nSubject To\n${rows.map((row, index) => ` r${index}: ${row}`).join('\n')}\n${
      binaries.length === 0 ? '' : `Binary\n ${binaries.join(' ')}\n`
    }End`,
    quiet,
  );
  assert.equal(Status, 'Optimal');
  return new Map(able.map((service) => [service, Math.round(Number(Columns[name(service)]?.Primal))]));
}

test('on 2000 lands every need is met on the day that an exact solver finds', () => {
  let waited = 0;
  for (let seed = 0; seed < 2000; seed += 1) {
    const land = plainLand(seed, 9, 'working', 0);
    const route = planned(land);
    const best = earliestBySolver(land);
    for (const service of land.services.filter(({ isTarget }) => isTarget)) {
      const count = best.get(service);
      const day = count === undefined ? undefined : dayOfCount(land, 'working', count);
      assert.equal(endOf(route, service), day, `seed ${seed}, ${service.id}`);
      if (count !== undefined && count > service.termDays) waited += 1;
    }
  }
  assert.ok(waited > 500, `only ${waited} services waited for anything`);
});

/** Fewest stops when every target is ready on its earliest day: one yes-or-no for each service, day and place. */
function fewestBySolver(land: PlainLand): number {
  const best = earliestBySolver(land);
  const targets = [...best.keys()].filter(({ isTarget }) => isTarget);
  const horizon = Math.max(0, ...targets.map((service) => best.get(service) ?? 0));
  const placesOf = (service: PlainService): readonly string[] =>
    service.places.map((place) => (place === 'mfc' ? 'mfc' : `agency${land.services.indexOf(service) % 3}`));
  const starts = new Map<
    PlainService,
    readonly { readonly day: number; readonly name: string; readonly stop: string }[]
  >();
  for (const service of best.keys()) {
    const due = service.isTarget ? best.get(service) : undefined;
    const days = Array.from({ length: horizon + 1 }, (_, day) => day).filter((day) =>
      due === undefined ? day + service.termDays <= horizon : day + service.termDays === due,
    );
    starts.set(
      service,
      days.flatMap((day) =>
        placesOf(service).map((place) => ({
          day,
          name: `x_${service.id}_${day}_${place}`,
          stop: `z_${place}_${day}`,
        })),
      ),
    );
  }
  const rows: string[] = [];
  for (const [service, own] of starts) {
    if (own.length === 0) continue;
    rows.push(`${own.map(({ name }) => name).join(' + ')} ${service.isTarget ? '=' : '<='} 1`);
    for (const { name, stop } of own) rows.push(`${stop} - ${name} >= 0`);
    for (const givers of waitsOf(land, service)) {
      for (const day of new Set(own.map((start) => start.day))) {
        const now = own.filter((start) => start.day === day).map(({ name }) => ` - ${name}`);
        const before = givers.flatMap((giver) =>
          (starts.get(giver) ?? []).filter((start) => start.day + giver.termDays <= day).map(({ name }) => name),
        );
        rows.push(
          before.length === 0
            ? `0 ${own[0]?.name ?? ''}${now.join('')} >= 0`
            : `${before.join(' + ')}${now.join('')} >= 0`,
        );
      }
    }
  }
  const all = [...starts.values()].flat();
  if (targets.length === 0) return 0;
  const stops = [...new Set(all.map(({ stop }) => stop))];
  const { ObjectiveValue, Status } = highs.solve(
    `Minimize\n obj: ${stops.join(' + ')}\nSubject To\n${rows.map((row, index) => ` r${index}: ${row}`).join('\n')}\nBinary\n ${[
      ...stops,
      ...all.map(({ name }) => name),
    ].join(' ')}\nEnd`,
    quiet,
  );
  assert.equal(Status, 'Optimal');
  return Math.round(ObjectiveValue);
}

test('on 500 lands the visits lie between the bound that the route tells and what an exact solver finds, mostly equal', () => {
  const seen = { fewest: 0, proved: 0, merged: 0, all: 0 };
  for (let seed = 0; seed < 500; seed += 1) {
    const land = plainLand(seed, 8, 'working', 1);
    const route = planned(land);
    const fewest = fewestBySolver(land);
    assert.ok(route.visitsAtLeast <= fewest, `seed ${seed}: at least ${route.visitsAtLeast}, and ${fewest} do`);
    assert.ok(fewest <= route.visits, `seed ${seed}: ${route.visits} visits are fewer than the fewest, ${fewest}`);
    seen.all += 1;
    if (route.visits === fewest) seen.fewest += 1;
    if (route.visits === route.visitsAtLeast) seen.proved += 1;
    if (route.steps.filter(({ visit }) => visit !== null).length > route.visits) seen.merged += 1;
  }
  assert.ok(seen.fewest >= seen.all * 0.98 && seen.merged > 50, JSON.stringify(seen));
});

type RunningOut = { readonly validDays: ReadonlyMap<string, number>; readonly closes: ReadonlyMap<string, string> };

/** Every day of three months tried for every service: what may begin on it with papers in hand that are still accepted. */
function earliestByTrying(land: PlainLand, { validDays, closes }: RunningOut): ReadonlyMap<PlainService, string> {
  const had = new Map<PlainService, string[]>(land.services.map((service) => [service, []]));
  for (let day = land.asOf, count = 0; count < 90; day = addDays(day, 1), count += 1) {
    if (!isOpenDay(day)) continue;
    const begun = new Set<PlainService>();
    const mayBegin = (service: PlainService): boolean =>
      !begun.has(service) &&
      day <= (closes.get(service.id) ?? '9999') &&
      service.needs.every((paper) => {
        const givers = land.services.filter((other) => other !== service && other.gives.includes(paper));
        const isGood = (ready: string): boolean => ready <= day && addDays(ready, validDays.get(paper) ?? 9999) >= day;
        return givers.length === 0 || givers.some((giver) => had.get(giver)?.some(isGood));
      });
    for (let next = land.services.find(mayBegin); next !== undefined; next = land.services.find(mayBegin)) {
      begun.add(next);
      had.get(next)?.push(addWorkingDays(day, next.termDays, noDaysOff));
    }
  }
  return new Map([...had].flatMap(([service, [first]]) => (first === undefined ? [] : [[service, first] as const])));
}

test('on 400 lands where papers run out and times are over every need is met on the first day that trying all days finds', () => {
  const seen = { again: 0, missed: 0 };
  for (let seed = 0; seed < 400; seed += 1) {
    const land = plainLand(seed, 8, 'working', 0);
    const draw = new Draw(seed + 50_000);
    const validDays = new Map(
      ['a', 'b', 'c', 'd', 'e'].flatMap((paper) => (draw.is(0.5) ? [[paper, 1 + draw.upTo(6)]] : [])),
    );
    const closes = new Map(
      land.services.flatMap(({ id }) => (draw.is(0.15) ? [[id, addDays(land.asOf, draw.upTo(14))]] : [])),
    );
    const small = asSmallLand(land);
    const { catalogue, told, assessment } = smallLand({
      ...small,
      services: small.services.map((service) => {
        const last = closes.get(service.id);
        return last === undefined ? service : { ...service, criteria: [{ answer: 'yes', closes: last }] };
      }),
      evidence: (small.evidence ?? []).map((paper) => {
        const days = validDays.get(paper.id);
        return days === undefined ? paper : { ...paper, validFor: { days, certainty: 'seen' } };
      }),
    });
    const route = planRoute(catalogue, told, assessment);
    const best = earliestByTrying(land, { validDays, closes });
    for (const service of land.services.filter(({ isTarget }) => isTarget)) {
      const steps = route.steps.filter((step) => step.service === service.id);
      const firstTurn = steps.filter(({ turn }) => turn === 1).map(({ end }) => end);
      assert.equal(firstTurn.toSorted().at(-1), best.get(service), `seed ${seed}, ${service.id}`);
    }
    seen.again += route.steps.filter(({ turn }) => turn > 1).length;
    seen.missed += route.missed.length;
  }
  assert.ok(
    Object.values(seen).every((times) => times > 5),
    JSON.stringify(seen),
  );
});
