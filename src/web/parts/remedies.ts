import type { Catalogue, Remedy, RemedySpan } from '#catalogue';
import { spanText } from '#desk';
import type { Language } from '#language';
import { say } from '#web/words.ts';

import { articleText, sureness } from './criteria.ts';
import { html, nothing } from './html.ts';
import type { Html } from './html.ts';

/** Ways to object to a refusal: to whom, by when, and how long the answer takes. */
export function remediesList(language: Language, catalogue: Catalogue, remedies: readonly Remedy[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${remedies.map(
      ({ text, to, within, answered, article }) =>
        html`<li>
          ${text[language]}. <strong>${catalogue.agencies.get(to)?.shortName[language] ?? to}.</strong>
          ${spanLine(language, 'objectWithin', within)} ${spanLine(language, 'objectAnswered', answered)}
          ${articleText(article.citation)}${sureness(language, article.certainty)}
        </li>`,
    )}
  </ul>`;
}

function spanLine(language: Language, word: 'objectWithin' | 'objectAnswered', span: RemedySpan | undefined): Html {
  if (span === undefined) return nothing;
  return html`${say(language, word, { span: spanText(span, language) })}${sureness(language, span.certainty)}`;
}
