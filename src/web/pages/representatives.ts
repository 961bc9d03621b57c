import { kinships } from '#access';
import type { Officers, Representative } from '#access';
import { dayText } from '#web/parts/format.ts';
import { button, checkboxes, dateInput, input, radios } from '#web/parts/govuk.ts';
import type { DateTyped } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { details, errorSummary, notice, warningText } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type RepresentativesView = {
  readonly number: string;
  readonly child: string;
  readonly officers: Officers;
  readonly now: readonly Representative[];
  readonly typed: {
    readonly name: string;
    readonly representative: string;
    readonly kinship: string;
    readonly certificate: string;
    readonly born: DateTyped;
    readonly isSeen: boolean;
  };
  readonly problems: readonly FieldProblem[];
  /** What was just done. */
  readonly done?: string;
};

/** Who acts for the child by law: who does now, and the form of an officer who has the certificate in his hands. */
export function representativesPage(screen: Screen, view: RepresentativesView): Html {
  const { language } = screen;
  const { number, child, now, problems, done } = view;
  const title = say(language, 'representativesTitle');
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${done === undefined ? nothing : notice({ language, success: true, body: html`<p class="govuk-body">${done}</p>` })}
    <span class="govuk-caption-l">${say(language, 'caseNumber', { number })}, ${child}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'representativesLead')}</p>
    <section class="okno-section" aria-labelledby="now">
      <h2 class="govuk-heading-m" id="now">${say(language, 'representativesNow')}</h2>
      ${
        now.length === 0
          ? html`<p class="govuk-body">${say(language, 'representativesNone')}</p>`
          : html`<ul class="okno-cards">
              ${now.map((one) => card(screen, view, one))}
            </ul>`
      }
    </section>
    ${form(screen, view)}`;
  return layout(screen, { title, body, back: `/case/${number}`, error: problems.length > 0 });
}

function form({ language }: Screen, { number, typed, problems }: RepresentativesView): Html {
  return html`<section class="okno-section" aria-labelledby="add">
    <h2 class="govuk-heading-m" id="add">${say(language, 'representativeAdd')}</h2>
    ${warningText(language, say(language, 'representativesWarning'))}
    <form method="post" action="${pathIn(language, `/case/${number}/representatives`)}" novalidate>
      ${input({ language, name: 'name', label: say(language, 'representativeName'), value: typed.name, ...errorOf(problems, 'name') })}
      ${input({ language, name: 'representative', label: say(language, 'representativeId'), hint: say(language, 'representativeIdHint'), value: typed.representative, ...errorOf(problems, 'representative') })}
      ${radios({
        language,
        name: 'kinship',
        label: say(language, 'representativeKinship'),
        ...errorOf(problems, 'kinship'),
        items: kinships.map((value) => ({
          value,
          text: say(language, `kinship-${value}`),
          checked: value === typed.kinship,
        })),
      })}
      ${input({ language, name: 'certificate', label: say(language, 'representativeCertificate'), hint: say(language, 'representativeCertificateHint'), value: typed.certificate, ...errorOf(problems, 'certificate') })}
      ${dateInput({ language, name: 'born', label: say(language, 'representativeBorn'), typed: typed.born, ...errorOf(problems, 'born-day') })}
      ${checkboxes({
        language,
        name: 'seen',
        label: say(language, 'representativeSeen'),
        ...errorOf(problems, 'seen'),
        items: [{ value: 'yes', text: say(language, 'representativeSeenYes'), checked: typed.isSeen }],
      })}
      ${button({ text: say(language, 'representativeButton') })}
    </form>
  </section>`;
}

/** Ending is folded away: it needs its reason. */
function card({ language }: Screen, { number, officers, problems }: RepresentativesView, one: Representative): Html {
  const { representative, name, kinship, certificate, endsOn, officer, agency } = one;
  const field = `because-${representative}`;
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${name}</h3>
    <p class="govuk-body">
      ${say(language, `kinship-${kinship}`)},
      ${say(language, 'representativeUntil', { day: dayText(language, endsOn) })}<br />
      <span class="okno-quiet"
        >${say(language, 'representativeBy', { officer: officers.nameOf(agency, officer), certificate })}</span
      >
    </p>
    ${details({
      summary: `${say(language, 'representativeEnd')}${say(language, 'representativeEndAbout', { name })}`,
      open: problems.some((problem) => problem.field === field),
      body: html`<form method="post" action="${pathIn(language, `/case/${number}/representatives/end`)}" novalidate>
        <input type="hidden" name="representative" value="${representative}" />
        ${input({ language, name: field, label: say(language, 'representativeEndWhy'), hint: say(language, 'representativeEndWhyHint'), ...errorOf(problems, field) })}
        ${button({ text: say(language, 'representativeEnd'), look: 'secondary' })}
      </form>`,
    })}
  </li>`;
}

function errorOf(problems: readonly FieldProblem[], field: string): { readonly error?: string } {
  const found = problems.find((one) => one.field === field);
  return found === undefined ? {} : { error: found.text };
}
