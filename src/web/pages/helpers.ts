import type { NamedHelper } from '#access';
import { dayText } from '#web/parts/format.ts';
import { button, dateInput, input } from '#web/parts/govuk.ts';
import type { DateTyped } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice, warningText } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type HelpersView = {
  readonly helpers: readonly NamedHelper[];
  readonly typed: { readonly name: string; readonly helper: string; readonly until: DateTyped };
  readonly problems: readonly FieldProblem[];
  /** What was just done. */
  readonly done?: string;
};

/** Whom a resident lets act for her: who does now, until when, and a way to name and to end. */
export function helpersPage(screen: Screen, view: HelpersView): Html {
  const { language } = screen;
  const { helpers, typed, problems, done } = view;
  const errorOf = (field: string): { readonly error?: string } => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${done === undefined ? nothing : notice({ language, success: true, body: html`<p class="govuk-body">${done}</p>` })}
    <h1 class="govuk-heading-l">${say(language, 'helpersTitle')}</h1>
    <p class="govuk-body">${say(language, 'helpersLead')}</p>
    <p class="govuk-body">${say(language, 'helpersNot')}</p>
    <section class="okno-section" aria-labelledby="now">
      <h2 class="govuk-heading-m" id="now">${say(language, 'helpersNow')}</h2>
      ${
        helpers.length === 0
          ? html`<p class="govuk-body">${say(language, 'helpersNone')}</p>`
          : html`<ul class="okno-cards">
              ${helpers.map((one) => helperCard(screen, one))}
            </ul>`
      }
    </section>
    <section class="okno-section" aria-labelledby="add">
      <h2 class="govuk-heading-m" id="add">${say(language, 'helperAdd')}</h2>
      ${warningText(language, say(language, 'helpersWarning'))}
      <form method="post" action="${pathIn(language, '/my/helpers')}" novalidate>
        ${input({ language, name: 'name', label: say(language, 'helperName'), value: typed.name, ...errorOf('name') })}
        ${input({ language, name: 'helper', label: say(language, 'helperId'), hint: say(language, 'helperIdHint'), value: typed.helper, ...errorOf('helper') })}
        ${dateInput({ language, name: 'until', label: say(language, 'helperUntilLabel'), hint: say(language, 'helperUntilHint'), typed: typed.until, ...errorOf('until-day') })}
        ${button({ text: say(language, 'helperButton') })}
      </form>
    </section>`;
  return layout(screen, { title: say(language, 'helpersTitle'), body, back: '/my', error: problems.length > 0 });
}

function helperCard({ language }: Screen, { helper, name, until }: NamedHelper): Html {
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${name}</h3>
    <p class="govuk-body">
      ${say(language, 'helperUntil', { day: dayText(language, until) })}
      <span class="okno-quiet">${say(language, 'helperNumber', { id: helper })}</span>
    </p>
    <form method="post" action="${pathIn(language, '/my/helpers/end')}">
      <input type="hidden" name="helper" value="${helper}" />
      <button type="submit" class="govuk-button okno-button--link">
        ${say(language, 'helperEnd')}<span class="govuk-visually-hidden"
          >${say(language, 'helperEndAbout', { name })}</span
        >
      </button>
    </form>
  </li>`;
}
