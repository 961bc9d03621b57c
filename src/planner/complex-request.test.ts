import assert from 'node:assert/strict';
import { test } from 'node:test';

import { complexRequest } from './complex-request.ts';
import { planRoute } from './plan-route.ts';
import { randomLand } from './random-land.ts';
import { smallLand } from './small-land.ts';

test('a passport and a benefit are filed at once, the registration that needs the passport in a second round', () => {
  const mfc = [{ kind: 'mfc' as const }];
  const use = { evidence: 'passport', of: 'applicant', from: 'person' } as const;
  const { catalogue, told, assessment } = smallLand({
    needs: { money: 'weeks' },
    held: { 'passport|anna': 'no' },
    services: [
      {
        id: 'passport',
        channels: mfc,
        term: { days: 5, unit: 'working' },
        gives: [{ evidence: 'passport', of: 'applicant' }],
      },
      { id: 'benefit', covers: ['money'], channels: mfc, term: { days: 10, unit: 'working', extendedTo: 20 } },
      { id: 'registration', covers: ['money'], channels: mfc, evidence: [use], term: { days: 3, unit: 'working' } },
      { id: 'court', covers: ['money'], channels: [{ kind: 'agency' }] },
    ],
  });
  const request = complexRequest(catalogue, assessment, planRoute(catalogue, told, assessment));
  assert.deepEqual(
    request?.services.map(({ service, round, after }) => [service, round, after.map((one) => one.service)]),
    [
      ['benefit', 1, []],
      ['passport', 1, []],
      ['registration', 2, ['passport']],
    ],
  );
  // Twenty working days after Monday 2 March; nobody told of holidays.
  assert.equal(request?.until, '2026-03-30');
  assert.equal(request?.usually, '2026-03-16');
  assert.deepEqual(request?.endsWith, [{ service: 'benefit', subject: 'anna' }]);
  assert.deepEqual(request?.outside, [{ service: 'court', subject: 'anna' }]);
});

test('in every land each service is filed after those it waits for, and none is decided after the total term', () => {
  let seen = 0;
  for (let seed = 0; seed < 2000; seed += 1) {
    const { land, options } = randomLand(seed);
    const { catalogue, told, assessment } = smallLand(land);
    const request = complexRequest(catalogue, assessment, planRoute(catalogue, told, assessment, options));
    for (const one of request?.services ?? []) {
      assert.ok(one.decidedAtLatest <= (request?.until ?? ''), `seed ${seed}`);
      assert.ok(one.filed <= one.filedAtLatest && one.decided <= one.decidedAtLatest, `seed ${seed}`);
      for (const { service, subject } of one.after) {
        const earlier = request?.services.find((other) => other.service === service && other.subject === subject);
        assert.ok(earlier !== undefined && earlier.round < one.round && earlier.decided <= one.filed, `seed ${seed}`);
        seen += 1;
      }
    }
  }
  assert.ok(seen > 100, `only ${seen}`);
});
