import { isNever } from '#assessment';
import type { Contradiction, FactKey, RuledOut } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import type { Language } from '#language';
import { pathIn } from '#web/paths.ts';
import { household } from '#web/stored.ts';
import type { StoredSituation } from '#web/stored.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

import { questionPath } from './entitlement.ts';
import { factText, valueText } from './fact-words.ts';
import { html, nothing } from './html.ts';
import type { Html } from './html.ts';
import { notice } from './notices.ts';

/** Facts that are told on the page of a person, not by a question. */
const onPersonPage: ReadonlySet<string> = new Set(['relation', 'birthDate', 'ageYears']);

/**
 * Answers that cannot be right together, and those that rarely are, kindly: each leads to where it is changed. Nothing is
 * lost while they stand.
 */
export function contradictionsNotice(
  language: Language,
  catalogue: Catalogue,
  stored: StoredSituation,
  found: readonly Contradiction[],
): Html {
  if (found.length === 0) return nothing;
  const part = (title: Word, lead: Word, some: readonly Contradiction[]): Html =>
    some.length === 0
      ? nothing
      : html`<p class="govuk-notification-banner__heading">${say(language, title)}</p>
          <p class="govuk-body">${say(language, lead)}</p>
          ${some.map((one) => contradictionHtml(language, catalogue, stored, one))}`;
  const body = html`${part('contradictionsTitle', 'contradictionsLead', found.filter(isNever))}
  ${part(
    'doubtsTitle',
    'doubtsLead',
    found.filter((one) => !isNever(one)),
  )}`;
  return notice({ language, body, id: 'contradictions' });
}

function contradictionHtml(
  language: Language,
  catalogue: Catalogue,
  stored: StoredSituation,
  { text, unless, facts }: Contradiction,
): Html {
  return html`<p class="govuk-body">${text[language]}:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${facts.map(
        (fact) =>
          html`<li>
            ${factText(language, catalogue, stored, fact)} —
            <a class="govuk-link" href="${changePath(language, fact)}"
              >${say(language, 'change')}<span class="govuk-visually-hidden"
                >: ${catalogue.facts.get(fact.fact)?.name[language] ?? fact.fact}</span
              ></a
            >
          </li>`,
      )}
    </ul>
    ${unless === undefined ? nothing : html`<p class="govuk-body">${say(language, 'doubtUnless', { unless: unless[language] })}</p>`}`;
}

/** Which answers are not offered, what stands against each, and the way to say that this was wrong. */
export function ruledOutNote(
  language: Language,
  catalogue: Catalogue,
  stored: StoredSituation,
  fact: Fact,
  ruledOut: readonly RuledOut[],
): Html {
  const byRule = Map.groupBy(ruledOut, ({ rule }) => rule);
  return html`${[...byRule.values()].map(
    (some) =>
      html`<p class="govuk-body-s okno-quiet">
        ${say(language, 'notOffered', { answers: some.map(({ value }) => valueText(language, fact, value)).join(', ') })}
        ${some[0]!.against.map(
          (told) =>
            html`${factText(language, catalogue, stored, told)} (<a
                class="govuk-link"
                href="${changePath(language, told)}"
                >${say(language, 'toldWrong')}<span class="govuk-visually-hidden"
                  >: ${catalogue.facts.get(told.fact)?.name[language] ?? told.fact}</span
                ></a
              >). `,
        )}
      </p>`,
  )}`;
}

function changePath(language: Language, key: FactKey): string {
  if (key.subject !== household && onPersonPage.has(key.fact))
    return pathIn(language, `/situation/person?id=${encodeURIComponent(key.subject)}`);
  return questionPath(language, key, 'answers');
}
