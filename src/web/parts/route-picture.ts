import { instance } from '@viz-js/viz';

import type { Language } from '#language';
import { routeAsDot } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { dayShort } from './format.ts';
import type { Html } from './html.ts';
import { html, trusted } from './html.ts';
import { agencyName, isDoneByPerson, stepFor, stepTitle } from './step.ts';

let graphviz: ReturnType<typeof instance> | undefined;

/** The route drawn on the server: one picture for a reader of pictures, while the list beside it says the same in words. */
export async function routePicture(language: Language, open: Open): Promise<Html> {
  graphviz ??= instance();
  const dot = routeAsDot(open.route, {
    title: (step) => {
      const whose = stepFor(language, open, step);
      return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}`;
    },
    actor: (step) =>
      isDoneByPerson(step)
        ? say(language, 'youDo')
        : say(language, 'agencyDoes', { agency: agencyName(language, open, step.agency) }),
    day: (day) => dayShort(language, day),
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
