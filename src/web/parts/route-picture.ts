import { instance } from '@viz-js/viz';

import type { Language } from '#language';
import { routeAsDot } from '#planner';
import type { Route } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { approximateSteps } from './approximate.ts';
import { dayShort } from './format.ts';
import type { Html } from './html.ts';
import { html, trusted } from './html.ts';
import { agencyName, isDoneByPerson, stepFor, stepTitle } from './step.ts';

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

let graphviz: ReturnType<typeof instance> | undefined;

/** The route drawn on the server: one picture for a reader of pictures, while the list beside it says the same in words. */
export async function routePicture(language: Language, open: Open): Promise<Html> {
  graphviz ??= instance();
  const approximate = approximateSteps(open.route);
  const approximateDays = new Set(
    open.route.steps.filter(({ id, action }) => action !== 'waiting' && approximate.has(id)).map(({ start }) => start),
  );
  const dot = routeAsDot(drawnPart(open.route).route, {
    title: (step) => {
      const whose = stepFor(language, open, step);
      return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}`;
    },
    actor: (step) =>
      isDoneByPerson(step)
        ? say(language, 'youDo')
        : say(language, 'agencyDoes', { agency: agencyName(language, open, step.agency) }),
    day: (day) => `${approximateDays.has(day) ? '≈ ' : ''}${dayShort(language, day)}`,
    tonight: say(language, 'tonightTitle'),
  });
  const drawn = (await graphviz).renderString(dot, { format: 'svg' });
  const svg = drawn.slice(drawn.indexOf('<svg'));
  // Titles of single boxes are ids of Graphviz; the picture has one name, and its words are in the list.
  const plain = svg
    .replaceAll(/<title>[\s\S]*?<\/title>/gu, '')
    .replaceAll(/ xlink:title="[^"]*"/gu, '')
    .replaceAll(/<!--[\s\S]*?-->/gu, '');
  return html`<div role="img" aria-label="${say(language, 'pictureTitle')}">${trusted(plain)}</div>`;
}
