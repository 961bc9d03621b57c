import type { RestrictedRecord } from '#access';
import { button, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type RestrictedView = {
  readonly number: string;
  readonly kept: RestrictedRecord;
  readonly isSaved: boolean;
  /** What was written and not taken, and why. */
  readonly refused?: { readonly words: string; readonly fault: string };
};

/** The record that only the lead of a case sees, and its change. */
export function restrictedPage(screen: Screen, { number, kept, isSaved, refused }: RestrictedView): Html {
  const { language } = screen;
  const title = say(language, 'restrictedTitle');
  const body = html`${refused === undefined ? nothing : errorSummary(language, [{ field: 'words', text: refused.fault }])}
    ${isSaved ? notice({ language, success: true, body: html`<p class="govuk-body">${say(language, 'restrictedSaved')}</p>` }) : nothing}
    <span class="govuk-caption-l">${say(language, 'caseNumber', { number })}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'restrictedLead')}</p>
    <p class="govuk-body">${say(language, 'restrictedTold')}</p>
    ${
      refused === undefined
        ? nothing
        : html`<h2 class="govuk-heading-s">${say(language, 'restrictedNow')}</h2>
            <p class="govuk-body okno-said">${kept.words === '' ? say(language, 'restrictedNothing') : kept.words}</p>`
    }
    <form method="post" action="${pathIn(language, `/case/${number}/restricted`)}" novalidate>
      <input type="hidden" name="version" value="${kept.version}" />
      ${textarea({
        language,
        name: 'words',
        label: say(language, 'restrictedWordsLabel'),
        hint: say(language, 'restrictedWordsHint'),
        rows: 5,
        value: refused?.words ?? kept.words,
        ...(refused === undefined ? {} : { error: refused.fault }),
      })}
      <div class="okno-answer-buttons">
        ${button({ text: say(language, 'restrictedSave') })}
        ${button({ text: say(language, 'doCancel'), look: 'link', href: pathIn(language, `/case/${number}`) })}
      </div>
    </form>`;
  return layout(screen, { title, body, back: `/case/${number}`, error: refused !== undefined });
}
