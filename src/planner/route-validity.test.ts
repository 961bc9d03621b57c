import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkRoute } from './check-route.ts';
import type { Route } from './model.ts';
import { planRoute } from './plan-route.ts';
import { type Drawn, randomLand } from './random-land.ts';
import { smallLand } from './small-land.ts';

const count = 20_000;

function planned({ land, options }: Drawn): { readonly route: Route; readonly mistakes: readonly string[] } {
  const { catalogue, told, assessment } = smallLand(land);
  const route = planRoute(catalogue, told, assessment, options);
  return { route, mistakes: checkRoute(catalogue, told, assessment, route, options) };
}

/** The same land with as few services as still show the mistake. */
function smallest(drawn: Drawn): Drawn {
  for (const { id } of drawn.land.services) {
    const services = drawn.land.services.filter((service) => service.id !== id);
    const less = { ...drawn, land: { ...drawn.land, services } };
    if (services.length > 0 && isWrong(less)) return smallest(less);
  }
  return drawn;
}

function isWrong(drawn: Drawn): boolean {
  try {
    return planned(drawn).mistakes.length > 0;
  } catch {
    return true;
  }
}

test(`the routes of ${count} households in random lands keep what they promise to people`, () => {
  const seen = { steps: 0, again: 0, missed: 0, circles: 0, unlocked: 0, tooEarly: 0, delayed: 0, gaps: 0 };
  for (let seed = 0; seed < count; seed += 1) {
    const drawn = randomLand(seed);
    if (isWrong(drawn)) {
      const less = smallest(drawn);
      assert.deepEqual(planned(less).mistakes, [], `seed ${seed}: ${JSON.stringify(less, undefined, 1)}`);
    }
    const { route } = planned(drawn);
    seen.steps += route.steps.length;
    seen.again += route.steps.filter(({ turn }) => turn > 1).length;
    seen.missed += route.missed.length;
    seen.circles += route.circles.length;
    seen.unlocked += route.steps.filter(({ unlockedBy }) => unlockedBy.length > 0).length;
    seen.tooEarly += route.steps.filter(({ window }) => window?.opens !== undefined).length;
    seen.delayed += route.steps.filter(({ latestStart, start }) => latestStart > start).length;
    seen.gaps += route.needs.filter(({ gap }) => gap !== undefined).length;
  }
  // A test that never meets what it is about would show nothing.
  for (const [what, times] of Object.entries(seen)) assert.ok(times > 100, `${what}: only ${times}`);
});
