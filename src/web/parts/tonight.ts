import type { NeedId } from '#catalogue';
import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';
import { whyDetails } from './criteria.ts';
import { capitalised } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { badge, ticket } from './notices.ts';
import { officeText, phoneLink } from './office.ts';
import { deciderOf, officeOf, phoneOf, stepTitle } from './step.ts';
import type { Stop } from './stops.ts';
import { stopGroups } from './stops.ts';

/** What cannot wait until morning: each thing to do with whom to call and where to go; large, and nothing beside it. */
export function tonightSection(language: Language, open: Open, level: 'h1' | 'h2' = 'h2'): Html {
  const stops = stopGroups(language, open).flatMap((group) => (group.kind === 'tonight' ? group.stops : []));
  const needs = open.assessment.needs.filter((need) => need.urgency === 'tonight');
  if (stops.length === 0 && needs.length === 0) return nothing;
  const met = new Set(stops.flatMap(({ tasks }) => tasks.flatMap(({ step }) => step.meets)));
  const unmet = needs.filter((need) => !met.has(need.need));
  const title = say(language, 'tonightTitle');
  return html`<section class="okno-tonight" aria-labelledby="tonight">
    ${level === 'h1' ? html`<h1 class="govuk-heading-l" id="tonight">${title}</h1>` : html`<h2 class="govuk-heading-l" id="tonight">${title}</h2>`}
    <p class="govuk-body">${say(language, 'tonightLead')}</p>
    ${stops.map((stop) => ticket(tonightStop(language, open, stop), 'orange'))}
    ${unmet.map((need) => ticket(unmetNeed(language, open, need.need), 'orange'))}
  </section>`;
}

function tonightStop(language: Language, open: Open, stop: Stop): Html {
  const [first] = stop.tasks;
  if (first === undefined) return nothing;
  const office = officeOf(open, first.step);
  const agency = open.catalogue.agencies.get(first.step.agency);
  const phone = phoneOf(open, first.step);
  return html`${stop.tasks.map(({ step }) => tonightTask(language, open, step))}
    ${phone === undefined ? nothing : html`<p class="okno-tonight__call">${phoneLink(phone)}</p>`}
    <p class="govuk-body">
      ${office === undefined ? (agency?.shortName[language] ?? '') : officeText(language, office, '')}
    </p>
    ${
      stop.bring.length === 0
        ? html`<p class="govuk-body">${badge(say(language, 'withoutPapers'), 'green')}</p>`
        : nothing
    }
    ${whyDetails(
      language,
      open,
      stop.tasks.map(({ step }) => step),
    )}`;
}

function tonightTask(language: Language, open: Open, step: Step): Html {
  return html`<h3 class="govuk-heading-m">${stepTitle(language, open, step)}</h3>
    ${step.sure ? nothing : html`<p class="govuk-body">${badge(deciderOf(language, open, step), 'orange')}</p>`}
    <p class="govuk-body">${step.text[language]}</p>`;
}

function unmetNeed(language: Language, open: Open, need: NeedId): Html {
  const gap = open.assessment.gaps.find((one) => one.need === need);
  return html`<h3 class="govuk-heading-m">${open.catalogue.needs.get(need)?.name[language] ?? need}</h3>
    <p class="govuk-body">${gap === undefined ? say(language, 'tonightAsk') : capitalised(gap.text[language])}</p>
    <p class="govuk-body">${say(language, 'tonightUnmet')} <a class="okno-phone govuk-link" href="tel:112">112</a></p>`;
}
