import type { Language } from '#language';
import { routeAsSvg } from '#planner';
import type { Route } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { approximateSteps } from './approximate.ts';
import { dayShort } from './format.ts';
import type { Html } from './html.ts';
import { html, trusted } from './html.ts';
import { stepFor, stepTitle } from './step.ts';

/** More boxes than this nobody reads at a glance: what is not certain is then left to the list. */
const mostBoxes = 16;

/** The part of a route that is drawn, and whether it is all of it. */
export function drawnPart(route: Route): { readonly route: Route; readonly isWhole: boolean } {
  if (route.steps.length <= mostBoxes) return { route, isWhole: true };
  const steps = route.steps.filter((step) => step.sure);
  if (steps.length === 0) return { route, isWhole: true };
  const drawn = new Set(steps.map((step) => step.id));
  const tied = steps.map((step) => ({ ...step, after: step.after.filter((id) => drawn.has(id)) }));
  return { route: { ...route, steps: tied }, isWhole: steps.length === route.steps.length };
}

/** Of a telephone and of a larger screen or a sheet of paper. */
const widths = { narrow: 328, wide: 760 } as const;

/** The route against time: one picture for a reader of pictures, while the list beside it says the same in words. */
export function routePicture(language: Language, open: Open): Html {
  const approximate = approximateSteps(open.route);
  const days = new Set(
    open.route.steps.filter(({ id }) => approximate.has(id)).flatMap(({ start, end }) => [start, end]),
  );
  const { route } = drawnPart(open.route);
  const drawn = (width: keyof typeof widths): Html =>
    html`<div class="okno-picture__${width}">
      ${trusted(
        routeAsSvg(
          route,
          open.today,
          {
            title: (step) => {
              const whose = stepFor(language, open, step);
              return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}`;
            },
            day: (day) => `${days.has(day) && day > open.today ? '≈ ' : ''}${dayShort(language, day)}`,
            today: say(language, 'pictureToday'),
            tonight: say(language, 'tonightTitle'),
            legend: {
              you: say(language, 'pictureYou'),
              agency: say(language, 'pictureAgency'),
              waiting: say(language, 'pictureWaiting'),
              critical: say(language, 'pictureCritical'),
            },
          },
          widths[width],
        ),
      )}
    </div>`;
  return html`<div role="img" aria-label="${say(language, 'pictureTitle')}">${drawn('narrow')}${drawn('wide')}</div>`;
}
