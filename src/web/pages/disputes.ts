import type { Catalogue } from '#catalogue';
import type { Inquiry, ReceivedFact } from '#exchange';
import type { Language } from '#language';
import { aboutWhom } from '#web/parts/about-whom.ts';
import { dayText, uncapitalised, withDays } from '#web/parts/format.ts';
import { valueText } from '#web/parts/fact-words.ts';
import { button, radios, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type DisputesView = {
  readonly catalogue: Catalogue;
  readonly inquiry: Inquiry;
  readonly facts: readonly ReceivedFact[];
  readonly key: string;
  readonly typed: { readonly fact: string; readonly words: string };
  readonly problems: readonly FieldProblem[];
  readonly isDone: boolean;
};

/** What one register answered about a person, for whom and on which ground, and a way to say that it is wrong. */
export function disputesPage(screen: Screen, view: DisputesView): Html {
  const { language } = screen;
  const { catalogue, inquiry, facts, problems, isDone } = view;
  const { agency, asker, reason, ground } = inquiry;
  const open = facts.filter(({ standing }) => standing !== 'disputed');
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${isDone ? notice({ language, success: true, body: html`<p class="govuk-body">${say(language, 'disputeDone')}</p>` }) : nothing}
    <h1 class="govuk-heading-l">${say(language, 'answerTitle')}</h1>
    <p class="govuk-body">
      ${say(language, 'answerLead', { asker: agencyName(catalogue, language, asker), agency: agencyName(catalogue, language, agency), reason })}
    </p>
    <p class="govuk-body okno-quiet">
      ${say(language, 'answerGround', { ground: uncapitalised(say(language, `ground-${ground.kind}`)), basis: withDays(language, ground.basis) })}
    </p>
    ${
      facts.length === 0
        ? html`<p class="govuk-body">${say(language, 'answerNone')}</p>`
        : table({
            label: say(language, 'answerTitle'),
            columns: (['answerFact', 'answerAbout', 'answerValue'] as const).map((word) => say(language, word)),
            rows: facts.map((fact) => ({
              name: html`${factName(catalogue, language, fact.answer.fact)}`,
              cells: [
                html`${aboutWhom(language, inquiry.person, fact.subject)}`,
                answerCell(language, catalogue, fact),
              ],
            })),
          })
    }
    ${previewPart(language, view)}
    ${facts.length === 0 || inquiry.preview === 'waiting' || inquiry.preview === 'declined' ? nothing : html`<p class="govuk-body">${say(language, 'answerOnPaper', { asker: agencyName(catalogue, language, asker) })} ${say(language, 'answerNumber', { id: inquiry.id })}</p>`}
    ${open.length === 0 ? nothing : disputeForm(language, view, open)}`;
  return layout(screen, {
    title: say(language, 'answerTitle'),
    body,
    back: '/my/journal',
    error: problems.length > 0,
  });
}

/** What a clause of the agreement lets her look at before anybody uses it. */
function previewPart(language: Language, { catalogue, inquiry, facts }: DisputesView): Html {
  const { preview, id, asker } = inquiry;
  if (preview === 'not-needed' || facts.length === 0) return nothing;
  if (preview !== 'waiting')
    return html`<p class="govuk-body">
      <strong>${say(language, preview === 'accepted' ? 'previewAccepted' : 'previewDeclined')}</strong>
    </p>`;
  return html`<section class="okno-section" aria-labelledby="preview">
    <h2 class="govuk-heading-m" id="preview">${say(language, 'previewTitle')}</h2>
    <p class="govuk-body">${say(language, 'previewLead', { asker: agencyName(catalogue, language, asker) })}</p>
    <form method="post" action="${pathIn(language, `/my/inquiry/${id}/preview`)}">
      <div class="govuk-button-group">
        ${button({ text: say(language, 'previewAccept'), name: 'use', value: 'yes' })}
        ${button({ text: say(language, 'previewDecline'), name: 'use', value: 'no', look: 'secondary' })}
      </div>
    </form>
  </section>`;
}

function answerCell(language: Language, { facts }: Catalogue, { answer, standing }: ReceivedFact): Html {
  const fact = facts.get(answer.fact);
  const told =
    'notFound' in answer
      ? say(language, 'answerNotFound')
      : 'none' in answer
        ? (fact?.mayBeAbsent?.[language] ?? say(language, 'answerAbsent'))
        : fact === undefined
          ? String(answer.value)
          : valueText(language, fact, answer.value);
  const since =
    answer.heldSince === undefined ? '' : say(language, 'answerSince', { day: dayText(language, answer.heldSince) });
  return html`${told} ${since === '' ? nothing : html`<br /><span class="okno-quiet">${since}</span>`}
  ${standing === 'disputed' ? html`<br /><strong>${say(language, 'answerDisputed')}</strong>` : nothing}`;
}

function disputeForm(
  language: Language,
  { catalogue, inquiry, key, typed, problems }: DisputesView,
  facts: readonly ReceivedFact[],
): Html {
  const errorOf = (field: string): { readonly error?: string } => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  return html`<section class="okno-section" aria-labelledby="wrong">
    <h2 class="govuk-heading-m" id="wrong">${say(language, 'disputeTitle')}</h2>
    <p class="govuk-body">${say(language, 'disputeLead')}</p>
    <form method="post" action="${pathIn(language, `/my/inquiry/${inquiry.id}`)}" novalidate>
      <input type="hidden" name="key" value="${key}" />
      ${radios({
        language,
        name: 'fact',
        label: say(language, 'disputeWhich'),
        items: facts.map(({ answer }) => ({
          value: answer.fact,
          text: factName(catalogue, language, answer.fact),
          checked: answer.fact === typed.fact,
        })),
        ...errorOf('fact'),
      })}
      ${textarea({ language, name: 'words', label: say(language, 'disputeWords'), value: typed.words, rows: 3, ...errorOf('words') })}
      ${button({ text: say(language, 'disputeSend') })}
    </form>
  </section>`;
}

function factName({ facts }: Catalogue, language: Language, fact: string): string {
  return facts.get(fact)?.name[language] ?? fact;
}

function agencyName({ agencies }: Catalogue, language: Language, agency: string): string {
  return agencies.get(agency)?.shortName[language] ?? agency;
}
