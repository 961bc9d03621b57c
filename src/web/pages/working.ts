import type { Steps } from '#web/long-work.ts';
import { number } from '#web/parts/format.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** Long work under way: how far it has come, and the way to look again; the page looks again by itself, too. */
export function workingPage(
  screen: Screen,
  { done, all }: Steps,
  { title, back, at }: { readonly title: Word; readonly back: string; readonly at: string },
): Html {
  const { language } = screen;
  const share = all === 0 ? 0 : Math.round((100 * done) / all);
  const body = html`<h1 class="govuk-heading-l">${say(language, title)}</h1>
    <p class="govuk-body" role="status">
      ${all === 0 ? say(language, 'workingBegins') : say(language, 'workingShare', { share: number(language, share) })}
    </p>
    <progress
      class="okno-working"
      max="100"
      value="${String(share)}"
      aria-label="${say(language, 'workingBar')}"
    ></progress>
    <p class="govuk-body">
      ${say(language, 'workingStays')}
      <a class="govuk-link" href="${at}">${say(language, 'workingAgain')}</a>
    </p>`;
  return layout(screen, { title: say(language, title), body, back, wide: true });
}
