import type { Officers } from '#access';
import type { ReviewRow } from '#cases';
import type { Language } from '#language';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import { dayText } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { tag } from './notices.ts';
import { table } from './table.ts';

/** Cases whose participants should meet again, with the way to call a meeting; `all` leads to those that are not shown here. */
export function reviewsSection(
  language: Language,
  {
    rows,
    agency,
    officers,
    all,
  }: {
    readonly rows: readonly ReviewRow[];
    readonly agency: string;
    readonly officers: Officers;
    readonly all?: string;
  },
): Html {
  const title = say(language, 'workReviews');
  const columns = (['workCase', 'workReviewSince', 'workReviewContact', 'workReviewDo'] as const).map((word) =>
    say(language, word),
  );
  return html`<section class="okno-section" aria-labelledby="reviews">
    <h2 class="govuk-heading-m" id="reviews">${title}</h2>
    ${table({
      label: title,
      columns,
      rows: rows.map(({ number, since, officer }) => ({
        name: html`<a class="govuk-link okno-nowrap" href="${pathIn(language, `/case/${number}`)}">${number}</a>`,
        cells: [
          tag(say(language, 'workReviewDay', { day: dayText(language, since) }), 'orange'),
          html`${officer === undefined ? say(language, 'workReviewNobody') : officers.nameOf(agency, officer)}`,
          html`<a class="govuk-link" href="${pathIn(language, `/case/${number}/do/call-meeting`)}"
            >${say(language, 'workReviewCall')}<span class="govuk-visually-hidden">: ${number}</span></a
          >`,
        ],
      })),
    })}
    ${all === undefined ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${all}">${say(language, 'workReviewAll')}</a></p>`}
  </section>`;
}
