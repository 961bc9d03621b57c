import type { Agreement, Article, Catalogue } from '#catalogue';
import type { Language } from '#language';
import { articleText } from '#web/parts/criteria.ts';
import { factNames } from '#web/parts/case-sections.ts';
import { dayText } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { inset, tag, toBeChecked } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

export function agreementsPage(screen: Screen, { agreements }: Catalogue): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'agreementsTitle')}</h1>
    <ul class="okno-cards">
      ${[...agreements.values()].map(
        (one) =>
          html`<li class="okno-card">
            <h2 class="govuk-heading-s">
              <a class="govuk-link" href="${pathIn(language, `/agreements/${one.id}`)}">${one.name[language]}</a>
            </h2>
            <p class="govuk-body">${standingText(language, one)}</p>
          </li>`,
      )}
    </ul>`;
  return layout(screen, { title: say(language, 'agreementsTitle'), body });
}

/** An agreement as a text people can read: clause by clause, with its ground. */
export function agreementPage(screen: Screen, catalogue: Catalogue, agreement: Agreement): Html {
  const { language } = screen;
  const agency = (id: string): string => catalogue.agencies.get(id)?.name[language] ?? id;
  const clause = (title: Word, number: string, body: Html | string): Html =>
    html`<section class="okno-section">
      <h2 class="govuk-heading-m">${number} ${say(language, title)}</h2>
      ${typeof body === 'string' ? html`<p class="govuk-body">${body}</p>` : body}
    </section>`;
  const { situations, lead, plan, participants, terms, disclosures, review, escalation, followUp } = agreement;
  const listed = (lines: readonly Html[]): Html =>
    html`<ul class="govuk-list govuk-list--bullet">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
  const span = ({ days, unit }: Agreement['terms'][number]): string =>
    say(language, unit === 'working' ? 'packsTermWorking' : 'packsTermCalendar', { days: String(days) });
  const body = html`<h1 class="govuk-heading-l">${agreement.name[language]}</h1>
    ${inset(html`<p class="govuk-body">${standingText(language, agreement)}</p>`)}
    ${clause('agreementSituations', situations.clause, situations.because[language])}
    ${clause('agreementLead', lead.clause, agency(lead.agency))}
    ${clause('agreementPlan', plan.clause, say(language, 'agreementPlanText'))}
    ${
      participants.length === 0
        ? nothing
        : html`<section class="okno-section">
            <h2 class="govuk-heading-m">${say(language, 'agreementInvited')}</h2>
            ${listed(participants.map((one) => html`${one.clause} ${agency(one.agency)}: ${one.because[language]}`))}
          </section>`
    }
    ${
      terms.length === 0
        ? nothing
        : html`<section class="okno-section">
            <h2 class="govuk-heading-m">${say(language, 'agreementTerms')}</h2>
            ${listed(terms.map((term) => html`${term.clause} ${catalogue.services.get(term.service)?.name[language] ?? term.service}: ${span(term)}`))}
          </section>`
    }
    <section class="okno-section">
      <h2 class="govuk-heading-m">${say(language, 'agreementShown')}</h2>
      ${listed(
        disclosures.map(
          (one) =>
            html`${one.clause} ${one.to === 'participants' ? say(language, 'agreementEach') : agency(one.to)}:
            ${one.facts === 'services' ? say(language, 'agreementOwnServices') : factNames({ catalogue, language }, one.facts)}
            — ${one.purpose[language]}.
            ${tag(say(language, `ground-${one.ground}`), one.ground === 'consent' ? 'yellow' : 'grey')}
            ${citation(language, one.article)}`,
        ),
      )}
    </section>
    ${clause('agreementReview', review.clause, say(language, 'agreementReviewText', { days: String(review.everyDays) }))}
    ${clause(
      'agreementEscalation',
      escalation.clause,
      say(language, 'agreementEscalationText', {
        lead: String(escalation.leadAfterDays),
        head: String(escalation.headAfterDays),
      }),
    )}
    ${clause('agreementFollowUp', followUp.clause, say(language, 'agreementFollowUpText', { days: followUp.days.join(', ') }))}
    <section class="okno-section">
      <h2 class="govuk-heading-m">${say(language, 'agreementParties')}</h2>
      ${listed(agreement.parties.map((id) => html`${agency(id)}`))}
    </section>
    <section class="okno-section">
      <h2 class="govuk-heading-m">${say(language, 'agreementBasis')}</h2>
      ${listed(agreement.basis.map((article) => citation(language, article)))}
    </section>`;
  return layout(screen, { title: agreement.name[language], body, back: '/agreements' });
}

/** Said wherever an agreement is shown: nobody takes a proposal for law. */
export function standingText(language: Language, { standing, from }: Agreement): string {
  return say(language, `standing-${standing}`, { from: dayText(language, from) });
}

function citation(language: Language, { citation: text, certainty }: Article): Html {
  const isUnsure = certainty === 'unsure' || certainty === 'memory';
  return html`${articleText(text)} ${isUnsure ? toBeChecked(language) : nothing}`;
}
