import type { FactKey } from '#assessment';
import type { Language } from '#language';
import { contradictionsNotice } from '#web/parts/contradictions.ts';
import { questionPath } from '#web/parts/entitlement.ts';
import { ageText, keyText, valueText, whoText } from '#web/parts/fact-words.ts';
import { capitalised } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { type SummaryRow, summaryList } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { household, toldFact, toldFacts } from '#web/stored.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

const shownWithPerson = new Set(['relation', 'birthDate', 'ageYears']);

/** All that was told, person by person; each answer can be changed, or erased on its own page. */
export function answersPage(screen: Screen, open: Open): Html {
  const { language } = screen;
  const { stored, catalogue } = open;
  const facts = toldFacts(stored);
  const rowsOf = (subject: string): readonly SummaryRow[] =>
    facts
      .filter((one) => one.subject === subject && !shownWithPerson.has(one.fact))
      .flatMap((one) => {
        const fact = catalogue.facts.get(one.fact);
        if (fact === undefined) return [];
        return [
          {
            key: fact.name[language],
            value: valueText(language, fact, one.value),
            actions: [
              {
                text: say(language, 'change'),
                href: questionPath(language, one, 'answers'),
                about: fact.name[language],
              },
            ],
          },
        ];
      });
  const ofHousehold = rowsOf(household);
  const body = html`${contradictionsNotice(language, catalogue, stored, open.assessment.contradictions)}
    <h1 class="govuk-heading-l">${say(language, 'answersTitle')}</h1>
    <p class="govuk-body">${say(language, 'answersLead')}</p>
    ${stored.input.people.map((person) => {
      const who = capitalised(whoText(language, stored, person.id));
      const age = ageText(language, stored, person.id);
      const rows = rowsOf(person.id);
      return html`<h2 class="govuk-heading-m">
          ${who}${age === '' ? nothing : html`, <span class="okno-quiet">${age}</span>`}
        </h2>
        <p class="govuk-body">
          <a class="govuk-link" href="${pathIn(language, `/situation/person?id=${encodeURIComponent(person.id)}`)}"
            >${say(language, 'personChange')}<span class="govuk-visually-hidden">: ${who}</span></a
          >
        </p>
        ${rows.length === 0 ? nothing : summaryList(rows)}`;
    })}
    ${
      ofHousehold.length === 0
        ? nothing
        : html`<h2 class="govuk-heading-m">${say(language, 'wholeFamilyTitle')}</h2>
            ${summaryList(ofHousehold)}`
    }
    ${unansweredList(language, open, say(language, 'skippedTitle'), stored.skipped)}
    ${unansweredList(language, open, say(language, 'declinedTitle'), stored.declined)}
    <h2 class="govuk-heading-m">${say(language, 'consentsHead')}</h2>
    <p class="govuk-body">${consentsText(language, open)}</p>
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/situation/consents?then=answers')}"
        >${say(language, 'consentsChange')}</a
      >
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/situation/confirm')}">${say(language, 'changeTold')}</a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/situation/result')}">${say(language, 'toResult')}</a>
    </p>`;
  return layout(screen, { title: say(language, 'answersTitle'), body, back: '/situation/result' });
}

function unansweredList(language: Language, open: Open, title: string, keys: readonly FactKey[]): Html {
  const known = keys.filter((key) => open.catalogue.facts.has(key.fact) && toldFact(open.stored, key) === undefined);
  if (known.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">${title}</h2>
    <ul class="govuk-list okno-skipped">
      ${known.map((key) => html`<li><a class="govuk-link" href="${questionPath(language, key, 'answers')}">${keyText(language, open.catalogue, open.stored, key)}</a></li>`)}
    </ul>`;
}

function consentsText(language: Language, { stored, catalogue }: Open): string {
  const agencies = (stored.input.consents ?? []).filter(({ withdrawn }) => withdrawn === undefined);
  if (agencies.length === 0) return say(language, 'consentsNoneGiven');
  const names = agencies.map(({ agency }) => catalogue.agencies.get(agency)?.shortName[language] ?? agency);
  return say(language, 'consentsGiven', { agencies: names.join(', ') });
}
