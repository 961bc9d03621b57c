import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countOf, workDaysOf } from './day-count.ts';
import { Offers } from './offers.ts';
import { Places } from './places.ts';
import { randomLand } from './random-land.ts';
import { smallLand } from './small-land.ts';
import { type Clock, soonestWay, timelineOf } from './timeline.ts';

test('whoever begins later is never ready earlier, and nobody is ready before he begins', () => {
  let changes = 0;
  for (let seed = 0; seed < 1000; seed += 1) {
    const { land, options } = randomLand(seed);
    const { catalogue, told, assessment } = smallLand(land);
    const asOf = countOf(told.asOf);
    const work = workDaysOf(catalogue.calendar);
    const places = new Places(catalogue, told.territory, asOf, work, options);
    const clock: Clock = {
      asOf,
      work,
      places,
      kept: new Map(),
      ...(options.at === undefined ? {} : { at: options.at }),
    };
    const offers = new Offers(catalogue, told, assessment, places);
    for (const { entitlement } of assessment.entitlements.map((one) => offers.leg(one))) {
      const leg = offers.leg(entitlement);
      let before = -1;
      for (let day = asOf; day < asOf + 45; day += 1) {
        const { ready } = soonestWay(leg, day, clock).days;
        assert.ok(
          ready >= before,
          `seed ${seed}: ${leg.id} of ${day} is ready on ${ready}, of the day before on ${before}`,
        );
        assert.ok(ready >= day, `seed ${seed}: ${leg.id} is ready before it begins`);
        if (before > 0 && ready - before > 1) changes += 1;
        before = ready;
        for (const way of leg.ways) {
          const slow = timelineOf(leg, way, day, clock, 'longest').ready;
          assert.ok(slow >= timelineOf(leg, way, day, clock, 'usual').ready, `${leg.id} is slower and ready sooner`);
        }
      }
    }
  }
  assert.ok(changes > 1000, `only ${changes} days off were met`);
});
