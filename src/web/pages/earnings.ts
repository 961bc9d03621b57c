import { cliffsText } from '#web/parts/cliffs.ts';
import { html } from '#web/parts/html.ts';
import type { Html } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { isDanger } from '#web/danger.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

/** What becomes of the help as more is earned; on a page of its own, as it takes longest to count. */
export function earningsPage(screen: Screen, open: Open): Html {
  const { language } = screen;
  const title = say(language, 'earnTitle');
  return layout(screen, {
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
      ${cliffsText(language, open)}`,
    back: '/situation/result',
    danger: isDanger(open),
  });
}
