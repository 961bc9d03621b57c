import { explainCriterion } from '#assessment';
import type { CriterionAnswer, Entitlement } from '#assessment';
import type { Service } from '#catalogue';
import { rowTold } from '#language';
import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import { factText, whoText } from './fact-words.ts';
import { capitalised } from './format.ts';
import type { Html } from './html.ts';
import { html, nothing } from './html.ts';
import { details, toBeChecked } from './notices.ts';
import { criterionMark } from './rule.ts';

/** The rules behind what is to be done at once, folded away: for those who want to know, and for a clerk who doubts. */
export function whyDetails(language: Language, open: Open, steps: readonly Step[]): Html {
  const found = steps.flatMap((step) => {
    const service = open.catalogue.services.get(step.service);
    const entitlement = open.assessment.entitlements.find(
      (one) => one.service === step.service && one.subject === step.subject,
    );
    return service === undefined || entitlement === undefined ? [] : [{ service, entitlement }];
  });
  if (found.length === 0) return nothing;
  const names = found.map(({ service }) => service.name[language]);
  return details({
    summary: summaryAbout(say(language, 'whyYes'), names.join(', ')),
    body: html`${found.map(
      ({ service, entitlement }) =>
        html`${found.length > 1 ? html`<p class="govuk-body"><strong>${service.name[language]}</strong></p>` : nothing}
        ${criteriaList(language, open, service, entitlement, false)}`,
    )}`,
  });
}

export function summaryAbout(text: string, about: string): Html {
  return html`${text}<span class="govuk-visually-hidden">: ${about}</span>`;
}

const signs = { yes: '✓', no: '✕', unknown: '?' } as const;

export function criteriaList(
  language: Language,
  open: Open,
  service: Service,
  entitlement: Entitlement,
  named: boolean,
): Html {
  const basis = service.versions[entitlement.version]?.basis ?? [];
  return html`${named ? html`<p class="govuk-body"><strong>${capitalised(whoText(language, open.stored, entitlement.subject))}</strong></p>` : nothing}
    <ul class="okno-criteria">
      ${entitlement.criteria.map(
        (criterion) =>
          html`<li class="okno-criteria__${criterion.answer}">
            <span class="okno-criteria__sign" aria-hidden="true">${signs[criterion.answer]}</span
            ><span class="govuk-visually-hidden">${say(language, `criterion-${criterion.answer}`)}: </span
            >${criterion.text[language]}.
            ${articleText(criterion.article)}${sureness(language, criterion.certainty)}${restsOn(language, open, criterion)}
            ${decidingRow(language, open, service, entitlement, criterion)}
          </li>`,
      )}
    </ul>
    ${basis.length === 0 ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'basis')} ${articleText(basis.map((article) => article.citation).join('; '))}</p>`}`;
}

/**
 * Which row of the table decided, for a criterion that is written as one. The row itself is code, and stands where the
 * rules of the service do, for those who want to read them.
 */
function decidingRow(
  language: Language,
  open: Open,
  service: Service,
  entitlement: Entitlement,
  { id }: CriterionAnswer,
): Html {
  const version = service.versions[entitlement.version];
  const when = version?.criteria.find((one) => one.id === id)?.when;
  if (version === undefined || when?.table === undefined) return nothing;
  const { parts = [] } = explainCriterion(open.catalogue, open.told, entitlement, id) ?? {};
  const rules = pathIn(language, `/packs/${service.id}#${criterionMark(version, id)}`);
  const rows = parts.flatMap(({ row }) => (row === undefined ? [] : [capitalised(rowTold(row)[language])]));
  return html`${rows.map((row) => html`<br /><a class="govuk-link okno-quiet" href="${rules}">${row}</a>`)}`;
}

/** A citation as a lawyer writes it: Russian law is cited in Russian on every page. */
export function articleText(citation: string): Html {
  return html`<span class="okno-article" lang="ru">${citation}</span>`;
}

export function restsOn(language: Language, open: Open, criterion: CriterionAnswer): Html {
  if (criterion.facts.length === 0) return nothing;
  return html`<br /><span class="okno-quiet"
      >${say(language, 'youTold')}
      ${criterion.facts.map((fact) => factText(language, open.catalogue, open.stored, fact)).join('; ')}</span
    >`;
}

export function sureness(language: Language, certainty: Entitlement['certainty']): Html {
  if (certainty === 'unsure') return html` ${toBeChecked(language)}`;
  if (certainty === 'memory' || certainty === 'derived')
    return html` <span class="okno-quiet">${say(language, `certainty-${certainty}`)}</span>`;
  return nothing;
}
