import type { Helped } from '#access';
import type { CaseLine } from '#cases';
import type { Catalogue } from '#catalogue';
import type { AnswerAbout } from '#copies';
import { factNames } from '#web/parts/case-sections.ts';
import { dayText } from '#web/parts/format.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { inset, tag } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type MyCasesView = {
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  readonly person: string;
  readonly cases: readonly CaseLine[];
  readonly helped: readonly Helped[];
  /** Answers of registers that are not used before she has looked. */
  readonly previews: readonly AnswerAbout[];
};

/** The cases of whoever is signed in; a helper comes first to those whom she helps. */
export function myCasesPage(screen: Screen, view: MyCasesView): Html {
  const { language } = screen;
  const { person, cases, helped } = view;
  const own = cases.filter((one) => one.person === person);
  const isHelper = helped.length > 0;
  const ownPart =
    own.length === 0
      ? html`<p class="govuk-body">${say(language, isHelper ? 'onBehalfOwnNone' : 'myNone')}</p>
          ${isHelper ? nothing : button({ text: say(language, 'toStart'), href: pathIn(language, '/') })}`
      : cards(screen, view, own);
  const body = html`<h1 class="govuk-heading-l">${say(language, 'myTitle')}</h1>
    ${previewsPart(screen, view)} ${helped.map((one) => helpedSection(screen, view, one))}
    ${
      isHelper
        ? html`<section class="okno-section" aria-labelledby="own">
            <h2 class="govuk-heading-m" id="own">${say(language, 'onBehalfOwn')}</h2>
            ${ownPart}
          </section>`
        : ownPart
    }
    ${screen.open ? html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, '/situation/open-case')}">${say(language, 'caseOpenTitle')}</a></p>` : nothing}
    <ul class="govuk-list">
      ${(
        [
          ['/my/offers', 'myOffersTitle'],
          ['/my/notices', 'noticesTitle'],
          ['/my/helpers', 'helpersTitle'],
          ['/my/contact', 'contactTitle'],
          ['/my/journal', 'journalTitle'],
          ['/my/registers', 'holdingsTitle'],
        ] as const
      ).map(
        ([path, word]) =>
          html`<li><a class="govuk-link" href="${pathIn(language, path)}">${say(language, word)}</a></li>`,
      )}
    </ul>
    <p class="govuk-body okno-quiet">${say(language, 'myNumber', { id: person })}</p>`;
  return layout(screen, { title: say(language, 'myTitle'), body });
}

function previewsPart({ language }: Screen, { catalogue, previews }: MyCasesView): Html {
  if (previews.length === 0) return nothing;
  return inset(
    html`<h2 class="govuk-heading-m">${say(language, 'previewWaiting')}</h2>
      <ul class="govuk-list">
        ${previews.map(
          ({ id, agency, facts }) =>
            html`<li>
              <a class="govuk-link" href="${pathIn(language, `/my/inquiry/${id}`)}"
                >${say(language, 'previewLink', { agency: catalogue.agencies.get(agency)?.shortName[language] ?? agency, facts: factNames({ catalogue, language }, facts) })}</a
              >
            </li>`,
        )}
      </ul>`,
  );
}

function helpedSection(screen: Screen, view: MyCasesView, { person, name, until, as }: Helped): Html {
  const { language } = screen;
  const theirs = view.cases.filter((one) => one.person === person);
  const title = say(language, as === undefined ? 'onBehalfTitle' : 'representativeTitle', { name });
  return html`<section class="okno-section" aria-label="${title}">
    <h2 class="govuk-heading-m">${title}</h2>
    <p class="govuk-body okno-quiet">${say(language, 'helperUntil', { day: dayText(language, until) })}</p>
    ${
      theirs.length === 0
        ? html`<p class="govuk-body">${say(language, 'onBehalfNoCases')}</p>`
        : cards(screen, view, theirs)
    }
  </section>`;
}

function cards({ language }: Screen, { catalogue, timeZone }: MyCasesView, cases: readonly CaseLine[]): Html {
  return html`<ul class="okno-cards">
    ${cases.map(
      ({ number, status, agreement, lead, openedAt }) =>
        html`<li class="okno-card">
          <h3 class="govuk-heading-s">
            <a class="govuk-link" href="${pathIn(language, `/case/${number}`)}"
              >${say(language, 'caseNumber', { number })}</a
            >
            ${tag(say(language, status === 'open' ? 'caseOpen' : 'caseClosed'), status === 'open' ? 'green' : 'grey')}
          </h3>
          <p class="govuk-body">${catalogue.agreements.get(agreement)?.name[language] ?? agreement}</p>
          <p class="govuk-body okno-quiet">
            ${momentText(language, timeZone, openedAt.toISOString())},
            ${catalogue.agencies.get(lead)?.shortName[language] ?? lead}
          </p>
        </li>`,
    )}
  </ul>`;
}
