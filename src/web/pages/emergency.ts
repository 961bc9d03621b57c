import type { Glass, GlassVerdict, LookRef, Officers, ReviewedGlass } from '#access';
import type { Catalogue } from '#catalogue';
import { packed } from '#web/form.ts';
import { button, radios, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { errorSummary, notice, tag, warningText } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** Asks an officer who takes no part why she has to look, and tells who will read it. */
export function emergencyPage(
  screen: Screen,
  { number, reason, fault }: { readonly number: string; readonly reason: string; readonly fault?: string },
): Html {
  const { language } = screen;
  const title = say(language, 'emergencyTitle', { number });
  const body = html`${fault === undefined ? nothing : errorSummary(language, [{ field: 'reason', text: fault }])}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'emergencyLead')}</p>
    ${warningText(language, say(language, 'emergencyTold'))}
    <form method="post" action="${pathIn(language, `/case/${number}/emergency`)}" novalidate>
      ${textarea({
        language,
        name: 'reason',
        label: say(language, 'emergencyReason'),
        hint: say(language, 'emergencyReasonHint'),
        value: reason,
        rows: 4,
        ...(fault === undefined ? {} : { error: fault }),
      })}
      ${button({ text: say(language, 'emergencyOpen'), look: 'warning' })}
    </form>
    <p class="govuk-body">${say(language, 'emergencyCall')}</p>`;
  return layout(screen, { title, body, back: '/work', error: fault !== undefined });
}

export type ReviewView = {
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  readonly officers: Officers;
  readonly looks: readonly Glass[];
  readonly reviewed: readonly ReviewedGlass[];
  readonly done?: 'reviewSaved' | 'reviewStands';
  /** A verdict that was not taken, with what was written. */
  readonly failed?: { readonly look: string; readonly given: Partial<GlassVerdict>; readonly fault: string };
};

/** What a look is called in a form. */
export function lookName({ person, caseId, agency, officer, at }: LookRef): string {
  return packed([person, caseId, agency, officer, at.toISOString()]);
}

/** Every emergency look that nobody has reviewed, with its reason and a verdict to give; and the last verdicts. */
export function reviewPage(screen: Screen, view: ReviewView): Html {
  const { language } = screen;
  const { looks, reviewed, done, failed } = view;
  const at = looks.findIndex((one) => lookName(one) === failed?.look);
  const body = html`${failed === undefined ? nothing : errorSummary(language, [{ field: `verdict-${at}`, text: failed.fault }])}
    ${done === undefined ? nothing : notice({ language, success: done === 'reviewSaved', body: html`<p class="govuk-body">${say(language, done)}</p>` })}
    <h1 class="govuk-heading-l">${say(language, 'reviewTitle')}</h1>
    <p class="govuk-body">${say(language, 'reviewLead')}</p>
    ${
      looks.length === 0
        ? html`<p class="govuk-body">${say(language, 'reviewNone')}</p>`
        : html`<ul class="okno-cards">
            ${looks.map((look, index) => lookCard(screen, view, look, index))}
          </ul>`
    }
    ${
      reviewed.length === 0
        ? nothing
        : html`<section class="okno-section" aria-labelledby="reviewed">
            <h2 class="govuk-heading-m" id="reviewed">${say(language, 'reviewDoneTitle')}</h2>
            <ul class="okno-cards">
              ${reviewed.map((look) => html`<li class="okno-card okno-card--no">${told(screen, view, look)} ${verdictText(screen, look)}</li>`)}
            </ul>
          </section>`
    }`;
  return layout(screen, { title: say(language, 'reviewTitle'), body, error: failed !== undefined });
}

function told({ language }: Screen, { catalogue, timeZone, officers }: ReviewView, look: Glass): Html {
  const agency = catalogue.agencies.get(look.agency)?.shortName[language] ?? look.agency;
  const at = momentText(language, timeZone, look.at.toISOString());
  return html`<h3 class="govuk-heading-s">
      ${say(language, 'reviewWho', { agency, officer: officers.nameOf(look.agency, look.officer) })}
    </h3>
    <p class="govuk-body okno-quiet">${say(language, 'reviewWhen', { at, number: look.number })}</p>
    <p class="govuk-body okno-said">${look.reason}</p>`;
}

function verdictText({ language }: Screen, { verdict, words, reviewedBy }: ReviewedGlass): Html {
  return html`<p class="govuk-body">
    ${tag(say(language, `verdict-${verdict}`), verdict === 'justified' ? 'green' : 'orange')} ${words}
    <span class="okno-quiet">${say(language, 'reviewBy', { officer: reviewedBy })}</span>
  </p>`;
}

function lookCard(screen: Screen, view: ReviewView, look: Glass, index: number): Html {
  const { language } = screen;
  const name = lookName(look);
  const failed = view.failed?.look === name ? view.failed : undefined;
  return html`<li class="okno-card okno-card--gap">
    ${told(screen, view, look)}
    <form method="post" action="${pathIn(language, '/review')}" novalidate>
      <input type="hidden" name="look" value="${name}" />
      <input type="hidden" name="index" value="${index}" />
      ${radios({
        language,
        name: `verdict-${index}`,
        label: say(language, 'reviewVerdict'),
        inline: true,
        items: (['justified', 'not-justified'] as const).map((value) => ({
          value,
          text: say(language, `verdict-${value}`),
          checked: failed?.given.verdict === value,
        })),
        ...(failed === undefined ? {} : { error: failed.fault }),
      })}
      ${textarea({ language, name: `words-${index}`, label: say(language, 'reviewWords'), hint: say(language, 'reviewWordsHint'), rows: 2, value: failed?.given.words ?? '' })}
      ${button({ text: say(language, 'reviewSave'), look: 'secondary' })}
    </form>
  </li>`;
}
