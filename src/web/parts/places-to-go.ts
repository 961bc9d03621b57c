import { placesToGo } from '#desk';
import type { PlaceToGo } from '#desk';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { counted } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { details } from './notices.ts';
import { officeText } from './office.ts';

const mostShown = 30;

/** Places of foreign directories for the needs at hand; what they write is shown as written and never answered for. */
export function placesSection(language: Language, { catalogue, told, assessment }: Open): Html {
  const places = placesToGo(catalogue, told.territory, assessment.needs);
  if (places.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="elsewhere">
    <h2 class="govuk-heading-m" id="elsewhere">${say(language, 'elsewhereTitle')}</h2>
    <p class="govuk-body">${say(language, 'elsewhereLead')}</p>
    ${details({
      summary: counted(language, places.length, say(language, 'elsewhereForms')),
      body: html`<ul class="okno-places">
        ${places.slice(0, mostShown).map((place) => placeItem(language, place))}
      </ul>`,
    })}
  </section>`;
}

function placeItem(language: Language, { office, offers, phone }: PlaceToGo): Html {
  return html`<li>
    ${officeText(language, office, phone)}
    <ul class="govuk-list govuk-list--bullet">
      ${offers.map(
        ({ name, whoFor, howTo }) =>
          html`<li>
            <strong>${name[language]}</strong>${' '}
            <span class="okno-quiet"
              >${say(language, 'elsewhereWhoFor')}: ${whoFor?.[language] ?? say(language, 'elsewhereNotSaid')}</span
            >
            ${howTo === undefined ? nothing : html`<br />${say(language, 'elsewhereHowTo')}: ${howTo[language]}`}
          </li>`,
      )}
    </ul>
  </li>`;
}
