import { availableParallelism } from 'node:os';

import type { Context } from 'hono';

import { isRefused } from '#region';
import type { Asked, Refused } from '#region';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';
import type { LongWork, Standing, Steps } from '#web/long-work.ts';
import { workingPage } from '#web/pages/working.ts';
import type { Screen } from '#web/parts/layout.ts';
import type { Word } from '#web/words.ts';

import { show } from './walk.ts';

const secondsBetweenLooks = 2;

/** Work on the region of the house, beside whoever else is served: one processor is left to them. */
export async function onRegion<Found extends object>(
  house: House,
  works: LongWork<Found | Refused>,
  key: string,
  use: (asked: Asked) => Promise<Found | Refused>,
): Promise<Standing<Found | Refused>> {
  const standing = await works.ask(key, async (told) => {
    const population = await house.region.open();
    if ('problem' in population) return { problems: [population.problem] };
    return await use({
      catalogue: house.catalogue,
      population,
      day: await house.region.day(today(house)),
      threads: Math.max(1, availableParallelism() - 1),
      progress: (done, all) => told({ done, all }),
    });
  });
  // What could not be read may be there the next time.
  if ('found' in standing && isRefused(standing.found)) works.forget(key);
  return standing;
}

/** A page that says how far the work has come, and looks again by itself, also without script. */
export function showWorking(
  c: Context,
  screen: Screen,
  steps: Steps,
  page: { readonly title: Word; readonly back: string; readonly at: string },
): Response {
  c.header('refresh', String(secondsBetweenLooks));
  return show(c, workingPage(screen, steps, page));
}
