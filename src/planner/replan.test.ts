import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mistakesAfter } from './check-replanned.ts';
import type { Happened } from './happened.ts';
import type { Step } from './model.ts';
import { compareText } from './order.ts';
import { planRoute } from './plan-route.ts';
import { Draw, type Drawn, randomLand } from './random-land.ts';
import { type Planned, replan } from './replan.ts';
import { smallLand } from './small-land.ts';
import { addDays } from './working-days.ts';

const count = 3000;

function plannedIn({
  land,
  options,
}: Drawn): Planned & { readonly catalogue: ReturnType<typeof smallLand>['catalogue'] } {
  const { catalogue, told, assessment } = smallLand(land);
  return { catalogue, told, assessment, route: planRoute(catalogue, told, assessment, options) };
}

test('when nothing has happened the route is the same, on the same day and on every later one', () => {
  for (let seed = 0; seed < count; seed += 1) {
    const drawn = randomLand(seed);
    const before = plannedIn(drawn);
    const { route } = before;
    assert.equal(replan(before.catalogue, before, [], before, drawn.options).route, route, `seed ${seed}`);
    const told = { ...before.told, asOf: addDays(before.told.asOf, seed % 20) };
    const { done, route: rest } = replan(before.catalogue, before, [], { ...before, told }, drawn.options);
    const days = ({ id, start, end, office }: Step): string => `${id} ${start} ${end} ${office ?? ''}`;
    assert.deepEqual(
      [...done, ...rest.steps].map(days).toSorted(compareText),
      route.steps.map(days).toSorted(compareText),
      `seed ${seed}`,
    );
  }
});

/** Something that may happen to a route, drawn at random. */
function drawHappened(draw: Draw, before: Planned, today: string): readonly Happened[] {
  return draw.some(2, (): Happened => {
    const steps = before.route.steps as [Step, ...Step[]];
    const step = draw.of(steps);
    const { service, subject } = step;
    const delayed = {
      kind: 'delayed',
      step: step.id,
      until: addDays(today > step.end ? today : step.end, 1 + draw.upTo(15)),
    } as const;
    const paper = steps.flatMap(({ bring, gives }) => [...bring, ...gives])[0];
    return draw.of<Happened>([
      delayed,
      { kind: 'refused', service, subject },
      paper === undefined ? delayed : { kind: 'lost', evidence: paper.evidence, subject: paper.subject },
      { kind: 'missed', step: step.id },
    ]);
  });
}

test(`what is done stays as it was, and the rest keeps what it promises, whatever happens to ${count} routes`, () => {
  const seen = { moved: 0, added: 0, removed: 0, changed: 0, done: 0, same: 0, runOut: 0 };
  for (let seed = 0; seed < count; seed += 1) {
    const drawn = randomLand(seed);
    const before = plannedIn(drawn);
    if (before.route.steps.length === 0) continue;
    const draw = new Draw(seed + 7);
    const today = addDays(before.told.asOf, draw.upTo(15));
    const happened = drawHappened(draw, before, today);
    const told = { ...before.told, asOf: today };
    const after = replan(before.catalogue, before, happened, { ...before, told }, drawn.options);
    const about = `seed ${seed}, ${today}: ${JSON.stringify(happened)}`;
    const was = new Map(before.route.steps.map((step) => [step.id, step]));
    for (const step of after.done) assert.equal(step, was.get(step.id), about);
    const mistakes = mistakesAfter(before.catalogue, told, happened, after, drawn.options);
    // Told to the person: a paper that is not accepted any more on the new day.
    const runOut = new Set(
      after.changes.at(-1)?.runOut.map(({ step, paper }) => `${step.id} uses ${paper.evidence} after it has run out.`),
    );
    assert.deepEqual(
      mistakes.filter((mistake) => !runOut.has(mistake)),
      [],
      about,
    );
    seen.runOut += runOut.size;
    for (const { moved, added, removed, changed } of after.changes) {
      seen.moved += moved.length;
      seen.added += added.length;
      seen.removed += removed.length;
      seen.changed += changed.length;
    }
    seen.done += after.done.length;
    seen.same += after.route.steps.filter(({ id, start }) => was.get(id)?.start === start).length;
  }
  for (const [what, times] of Object.entries(seen))
    assert.ok(what === 'runOut' ? times < count / 100 : times > 100, `${what}: ${times}`);
});
