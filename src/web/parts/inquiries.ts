import type { Inquiry } from '#assessment';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { receivedNow } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { articleText } from './criteria.ts';
import { questionPath } from './entitlement.ts';
import { factText, keyText } from './fact-words.ts';
import { counted } from './format.ts';
import { button } from './govuk.ts';
import { type Html, html, nothing } from './html.ts';

/** What agencies will be asked, on which ground, what waits for them, and how to tell it oneself instead. */
export function inquiriesSection(language: Language, open: Open, isSignedIn: boolean): Html {
  const { inquiries } = open.assessment.interview;
  if (inquiries.length === 0) return registersSection(language, open);
  return html`${registersSection(language, open)}
    <section class="okno-section" aria-labelledby="inquiries">
      <h2 class="govuk-heading-m" id="inquiries">${say(language, 'inquiriesTitle')}</h2>
      <p class="govuk-body">${say(language, isSignedIn ? 'inquiriesWait' : 'consentsNotYet')}</p>
      <ul class="okno-cards">
        ${inquiries.map((inquiry) => inquiryItem(language, open, inquiry))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="${pathIn(language, '/situation/consents?then=result')}"
          >${say(language, 'consentsChange')}</a
        >
        ${
          isSignedIn
            ? nothing
            : html`<a
                class="govuk-link"
                href="${pathIn(language, `/sign-in?to=${encodeURIComponent(pathIn(language, '/situation/consents'))}`)}"
                >${say(language, 'consentsSignIn')}</a
              >`
        }
      </p>
      <form method="post" action="${pathIn(language, '/situation/registers')}">
        <input type="hidden" name="version" value="${open.version}" />
        ${button({ text: say(language, 'registersAsk'), look: 'secondary' })}
      </form>
    </section>`;
}

/** Which facts came from which register, and so were not asked. */
function registersSection(language: Language, open: Open): Html {
  const received = receivedNow(open.stored);
  if (received.length === 0) return nothing;
  const agencies = [...new Set(received.map(({ agency }) => agency))];
  return html`<section class="okno-section" aria-labelledby="registers">
    <h2 class="govuk-heading-m" id="registers">${say(language, 'registersTitle')}</h2>
    <p class="govuk-body">
      ${say(language, 'registersCount', { facts: counted(language, received.length, say(language, 'registersFacts')) })}
    </p>
    ${agencies.map(
      (agency) =>
        html`<h3 class="govuk-heading-s">${open.catalogue.agencies.get(agency)?.name[language] ?? agency}</h3>
          <ul class="govuk-list govuk-list--bullet">
            ${received
              .filter((one) => one.agency === agency)
              .map((one) => html`<li>${factText(language, open.catalogue, open.stored, one)}</li>`)}
          </ul>`,
    )}
  </section>`;
}

function inquiryItem(language: Language, open: Open, { agency, ground, article, facts, services }: Inquiry): Html {
  const names = services.map((id) => open.catalogue.services.get(id)?.name[language] ?? id);
  return html`<li class="okno-card okno-card--unknown">
    <h3 class="govuk-heading-s">${open.catalogue.agencies.get(agency)?.name[language] ?? agency}</h3>
    <p class="govuk-body okno-quiet">${say(language, `inquiry-${ground}`)} ${articleText(article.citation)}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${facts.map(
        (key) =>
          html`<li>
            ${keyText(language, open.catalogue, open.stored, key)}
            <a class="govuk-link" href="${questionPath(language, key, 'result')}"
              >${say(language, 'inquiryTell')}<span class="govuk-visually-hidden"
                >: ${keyText(language, open.catalogue, open.stored, key)}</span
              ></a
            >
          </li>`,
      )}
    </ul>
    ${names.length === 0 ? nothing : html`<p class="govuk-body">${say(language, 'inquiryOpen')} ${names.join('; ')}.</p>`}
  </li>`;
}
