import type { NeedId } from '#catalogue';
import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';
import { capitalised } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { badge, ticket } from './notices.ts';
import { officeText, phoneLink } from './office.ts';

/** What cannot wait until morning: each thing to do with whom to call and where to go; large, and nothing beside it. */
export function tonightSection(language: Language, open: Open, level: 'h1' | 'h2' = 'h2'): Html {
  const steps = open.route.steps.filter((step) => step.urgency === 'tonight');
  const needs = open.assessment.needs.filter((need) => need.urgency === 'tonight');
  if (steps.length === 0 && needs.length === 0) return nothing;
  const met = new Set(steps.flatMap((step) => step.meets));
  const unmet = needs.filter((need) => !met.has(need.need));
  const title = say(language, 'tonightTitle');
  return html`<section class="okno-tonight" aria-labelledby="tonight">
    ${level === 'h1' ? html`<h1 class="govuk-heading-l" id="tonight">${title}</h1>` : html`<h2 class="govuk-heading-l" id="tonight">${title}</h2>`}
    <p class="govuk-body">${say(language, 'tonightLead')}</p>
    ${steps.map((step) => ticket(tonightStep(language, open, step), 'orange'))}
    ${unmet.map((need) => ticket(unmetNeed(language, open, need.need), 'orange'))}
  </section>`;
}

function tonightStep(language: Language, open: Open, step: Step): Html {
  const service = open.catalogue.services.get(step.service);
  const office = open.catalogue.offices.find((one) => one.id === step.office);
  const agency = open.catalogue.agencies.get(step.agency);
  const phone = office?.phone ?? agency?.phone;
  return html`<h3 class="govuk-heading-m">${service?.name[language] ?? step.text[language]}</h3>
    <p class="govuk-body">${service?.howTo[language] ?? step.text[language]}</p>
    ${phone === undefined ? nothing : html`<p class="okno-tonight__call">${phoneLink(phone)}</p>`}
    ${office === undefined ? html`<p class="govuk-body">${agency?.name[language] ?? ''}</p>` : html`<p class="govuk-body">${officeText(language, office, { phone: false })}</p>`}
    ${step.bring.length === 0 ? html`<p class="govuk-body">${badge(say(language, 'withoutPapers'), 'green')}</p>` : nothing}`;
}

function unmetNeed(language: Language, open: Open, need: NeedId): Html {
  const gap = open.assessment.gaps.find((one) => one.need === need);
  return html`<h3 class="govuk-heading-m">${open.catalogue.needs.get(need)?.name[language] ?? need}</h3>
    <p class="govuk-body">${gap === undefined ? say(language, 'tonightAsk') : capitalised(gap.text[language])}</p>
    <p class="govuk-body">${say(language, 'tonightUnmet')} <a class="okno-phone govuk-link" href="tel:112">112</a></p>`;
}
