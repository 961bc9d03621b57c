import { button } from '#web/parts/govuk.ts';
import { codeInGroups } from '#web/parts/format.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { inset, panel } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** The code by which everything is found again, large enough to be photographed by a bad camera. */
export function savePage(screen: Screen, code: string): Html {
  const { language } = screen;
  const body = html`${panel({ title: say(language, 'savePanel'), body: html`<span class="okno-code">${codeInGroups(code)}</span>` })}
    <p class="govuk-body-l">${say(language, 'saveLead')}</p>
    ${inset(html`<p class="govuk-body">${say(language, 'saveSecret')}</p>`)}
    <div class="govuk-button-group okno-screen-only">
      <button type="button" class="govuk-button govuk-button--secondary" hidden data-print>
        ${say(language, 'print')}
      </button>
      ${button({ text: say(language, 'toResult'), href: pathIn(language, '/situation/result') })}
    </div>
    <p class="govuk-body okno-screen-only">
      <a class="govuk-link" href="${pathIn(language, '/situation/forget')}">${say(language, 'finishHere')}</a>
    </p>`;
  return layout(screen, { title: say(language, 'saveTitle'), body, back: '/situation/result' });
}

/** Two ways to end, told apart: leave this device, or leave nothing anywhere. */
export function forgetPage(screen: Screen, code: string): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'forgetTitle')}</h1>
    <section class="okno-section">
      <h2 class="govuk-heading-m">${say(language, 'leaveTitle')}</h2>
      <p class="govuk-body">${say(language, 'leaveLead')}</p>
      <p class="govuk-body"><strong class="okno-code okno-code--small">${codeInGroups(code)}</strong></p>
      <form method="post" action="${pathIn(language, '/situation/forget')}">
        ${button({ text: say(language, 'leaveButton'), name: 'do', value: 'leave' })}
      </form>
    </section>
    <section class="okno-section">
      <h2 class="govuk-heading-m">${say(language, 'eraseTitle')}</h2>
      <p class="govuk-body">${say(language, 'eraseLead')}</p>
      <form method="post" action="${pathIn(language, '/situation/forget')}">
        ${button({ text: say(language, 'eraseButton'), look: 'warning', name: 'do', value: 'erase' })}
      </form>
    </section>`;
  return layout(screen, { title: say(language, 'forgetTitle'), body, back: '/situation/save' });
}

/** After either: nothing personal is on the screen any more. */
export function gonePage(screen: Screen, erased: boolean): Html {
  const { language } = screen;
  const title = say(language, erased ? 'erasedTitle' : 'leftTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, erased ? 'erasedLead' : 'leftLead')}</p>
    ${button({ text: say(language, 'startAgain'), href: pathIn(language, '/'), look: 'secondary' })}`;
  return layout({ ...screen, open: false }, { title, body });
}
