import type { Catalogue } from '#catalogue';
import { button, input, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { details, errorSummary, type FieldProblem, inset } from '#web/parts/notices.ts';
import { urgentStrip } from '#web/parts/urgent.ts';
import { pathIn } from '#web/paths.ts';
import { examplesOf, say } from '#web/words.ts';
import { placesToGo } from './places.ts';

export type StartForm = {
  readonly words: string;
  readonly code: string;
  readonly problems: readonly FieldProblem[];
  /** Unpredictable and new with every page: the same form sent twice opens one situation. */
  readonly key: string;
};

/** The first page: help by phone at once, one field for free words, places to go, and the way back by code. */
export function startPage(screen: Screen, catalogue: Catalogue, form: StartForm): Html {
  const { language } = screen;
  const errorOf = (field: string): { error?: string } => {
    const problem = form.problems.find((one) => one.field === field);
    return problem === undefined ? {} : { error: problem.text };
  };
  const body = html` ${form.problems.length === 0 ? nothing : errorSummary(language, form.problems)}
    ${urgentStrip(language)}
    ${
      screen.open
        ? inset(
            html`<p class="govuk-body">${say(language, 'openHere')}</p>
              ${button({ text: say(language, 'continueHere'), href: pathIn(language, '/situation/result'), look: 'secondary' })}`,
          )
        : nothing
    }
    <h1 class="govuk-heading-xl">${say(language, 'startTitle')}</h1>
    <p class="govuk-body-l">${say(language, 'startLead')}</p>
    <form method="post" action="${pathIn(language, '/situations')}" novalidate>
      <input type="hidden" name="key" value="${form.key}" />
      ${textarea({
        name: 'words',
        label: say(language, 'wordsLabel'),
        hint: say(language, 'wordsHint'),
        value: form.words,
        rows: 5,
        language,
        attributes: { maxlength: '3000' },
        ...errorOf('words'),
      })}
      ${button({ text: say(language, 'tell') })}
    </form>
    <h2 class="govuk-heading-s">${say(language, 'examplesTitle')}</h2>
    <ul class="okno-examples">
      ${examplesOf(language).map((example, index) => html`<li><a class="govuk-link" href="${pathIn(language, `/?example=${index + 1}`)}">${example}</a></li>`)}
    </ul>
    <p class="govuk-body okno-quiet">${say(language, 'privacyLine')}</p>
    <section class="okno-section" aria-labelledby="places-title">
      <h2 class="govuk-heading-m" id="places-title">${say(language, 'placesTitle')}</h2>
      <p class="govuk-body">${say(language, 'placesLead')}</p>
      ${placesToGo(language, catalogue, { most: 3 })}
      <p class="govuk-body">
        <a class="govuk-link" href="${pathIn(language, '/places')}">${say(language, 'placesAll')}</a>
      </p>
    </section>
    <section class="okno-section" id="resume">
      ${details({
        summary: say(language, 'resumeTitle'),
        open: form.code !== '' || form.problems.some((problem) => problem.field === 'code'),
        body: html`<form method="post" action="${pathIn(language, '/resume')}" novalidate>
          ${input({ name: 'code', label: say(language, 'codeLabel'), hint: say(language, 'codeHint'), value: form.code, width: 20, language, ...errorOf('code') })}
          ${button({ text: say(language, 'resume'), look: 'secondary' })}
        </form>`,
      })}
    </section>`;
  return layout(screen, { title: say(language, 'startTitle'), body, error: form.problems.length > 0 });
}
