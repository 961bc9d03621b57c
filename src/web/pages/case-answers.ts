import type { AnswerAbout } from '#copies';
import { factNames } from '#web/parts/case-sections.ts';
import type { CopyAround } from '#web/parts/copy-sheet.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** What an agency has asked registers about the applicant of a case: which facts, how each stands, and a copy on paper. */
export function caseAnswersPage(
  screen: Screen,
  { catalogue, timeZone }: CopyAround,
  view: {
    readonly number: string;
    readonly answers: readonly AnswerAbout[];
    readonly mayIssue: boolean;
    /** Key of the form that asks; left out where whoever looks may not ask. */
    readonly key?: string;
  },
): Html {
  const { language } = screen;
  const { number, answers, mayIssue, key } = view;
  const title = say(language, 'caseAnswersTitle');
  const body = html`<span class="govuk-caption-l">${say(language, 'caseNumber', { number })}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, answers.length === 0 ? 'caseAnswersNone' : 'caseAnswersLead')}</p>
    ${
      key === undefined
        ? nothing
        : html`<form method="post" action="${pathIn(language, `/case/${number}/answers`)}">
            <input type="hidden" name="key" value="${key}" />
            <p class="govuk-body okno-quiet">${say(language, 'caseAnswersAskHint')}</p>
            ${button({ text: say(language, 'caseAnswersAsk'), look: 'secondary' })}
          </form>`
    }
    ${
      answers.length === 0
        ? nothing
        : table({
            label: title,
            columns: (['copySource', 'caseAnswersFacts', 'copyState'] as const).map((word) => say(language, word)),
            rows: answers.map((answer) => ({
              name: html`${catalogue.agencies.get(answer.agency)?.shortName[language] ?? answer.agency}`,
              cells: [
                html`${factNames({ catalogue, language }, answer.facts)}`,
                html`${say(language, `inquiry-state-${answer.state}`)}${answer.at === null ? nothing : html`, <span class="okno-quiet">${momentText(language, timeZone, answer.at.toISOString())}</span>`}
                ${answer.preview === 'not-needed' ? nothing : html`<br /><strong>${say(language, `preview-${answer.preview}`)}</strong>`}
                ${
                  mayIssue &&
                  answer.state === 'answered' &&
                  (answer.preview === 'not-needed' || answer.preview === 'accepted')
                    ? html`<br /><a
                          class="govuk-link"
                          href="${pathIn(language, `/copies/make?inquiry=${encodeURIComponent(answer.id)}`)}"
                          >${say(language, 'copyMake')}</a
                        >`
                    : nothing
                }`,
              ],
            })),
          })
    }`;
  return layout(screen, { title, body, back: `/case/${number}`, wide: true });
}
