import type { CaseLine } from '#cases';
import type { Catalogue } from '#catalogue';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { tag } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** The cases of whoever is signed in, and of those who have named her as a helper. */
export function myCasesPage(
  screen: Screen,
  catalogue: Catalogue,
  timeZone: string,
  person: string,
  cases: readonly CaseLine[],
): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'myTitle')}</h1>
    ${
      cases.length === 0
        ? html`<p class="govuk-body">${say(language, 'myNone')}</p>
            ${button({ text: say(language, 'toStart'), href: pathIn(language, '/') })}`
        : html`<ul class="okno-cards">
            ${cases.map(
              ({ number, status, agreement, lead, openedAt }) =>
                html`<li class="okno-card">
                  <h2 class="govuk-heading-s">
                    <a class="govuk-link" href="${pathIn(language, `/case/${number}`)}"
                      >${say(language, 'caseNumber', { number })}</a
                    >
                    ${tag(say(language, status === 'open' ? 'caseOpen' : 'caseClosed'), status === 'open' ? 'green' : 'grey')}
                  </h2>
                  <p class="govuk-body">${catalogue.agreements.get(agreement)?.name[language] ?? agreement}</p>
                  <p class="govuk-body okno-quiet">
                    ${momentText(language, timeZone, openedAt.toISOString())},
                    ${catalogue.agencies.get(lead)?.shortName[language] ?? lead}
                  </p>
                </li>`,
            )}
          </ul>`
    }
    <p class="govuk-body">${say(language, 'myNumber', { id: person })}</p>
    ${screen.open ? html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, '/situation/open-case')}">${say(language, 'caseOpenTitle')}</a></p>` : nothing}
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/my/journal')}">${say(language, 'journalTitle')}</a>
    </p>`;
  return layout(screen, { title: say(language, 'myTitle'), body });
}
