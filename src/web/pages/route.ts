import { button } from '#web/parts/govuk.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { routeList, visitsText } from '#web/parts/route-list.ts';
import { drawnPart } from '#web/parts/route-picture.ts';
import { routeSheet } from '#web/parts/route-sheet.ts';
import { isDanger } from '#web/danger.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { complexRequestOffer } from './complex-request.ts';
import type { Open } from './open.ts';

/** What to do in which order: the list, its picture, its sheet of paper and its calendar. */
export function routePage(screen: Screen, open: Open, picture: Html): Html {
  const { language } = screen;
  if (open.route.steps.length === 0) {
    const empty = html`<h1 class="govuk-heading-l">${say(language, 'routeTitle')}</h1>
      <p class="govuk-body">${say(language, 'routeEmpty')}</p>
      ${button({ text: say(language, 'backToQuestions'), href: pathIn(language, '/situation/question') })}`;
    return layout(screen, {
      title: say(language, 'routeTitle'),
      body: empty,
      back: '/situation/result',
      danger: isDanger(open),
    });
  }
  const body = html` <div class="okno-screen">
      <h1 class="govuk-heading-l">${say(language, 'routeTitle')}</h1>
      <p class="govuk-body-l">${visitsText(language, open)}</p>
      <p class="govuk-body">${say(language, 'routeLead')}</p>
      <div class="govuk-button-group okno-route-tools">
        <button type="button" class="govuk-button okno-print" hidden data-print>${say(language, 'print')}</button>
        ${button({ text: say(language, 'calendar'), look: 'secondary', href: pathIn(language, '/situation/route.ics') })}
      </div>
      <noscript><p class="govuk-body okno-quiet">${say(language, 'printWithoutScript')}</p></noscript>
      ${routeList(language, open)}
      <section class="okno-section" aria-labelledby="picture">
        <h2 class="govuk-heading-m" id="picture">${say(language, 'pictureTitle')}</h2>
        <p class="govuk-body okno-quiet">
          ${say(language, drawnPart(open.route).isWhole ? 'pictureLead' : 'pictureSureLead')}
        </p>
        <div class="okno-picture" role="region" tabindex="0" aria-label="${say(language, 'pictureTitle')}">
          ${picture}
        </div>
        ${
          isDanger(open)
            ? ''
            : html`<p class="govuk-body okno-quiet">
                ${say(language, 'bpmnLead')}
                <a class="govuk-link" href="${pathIn(language, '/situation/route.bpmn')}">BPMN 2.0</a>
              </p>`
        }
      </section>
      ${complexRequestOffer(language, open)}
      <p class="govuk-body">
        ${say(language, 'caseOffer')}
        <a class="govuk-link" href="${pathIn(language, '/situation/open-case')}">${say(language, 'caseOpenTitle')}</a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="${pathIn(language, '/situation/save')}">${say(language, 'saveTitle')}</a>
      </p>
    </div>
    ${routeSheet(language, open)}`;
  return layout(screen, {
    title: say(language, 'routeTitle'),
    body,
    back: '/situation/result',
    danger: isDanger(open),
    wide: true,
  });
}
