import type { Language } from '#language';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

import { button } from './govuk.ts';
import { type Html, html } from './html.ts';

/** A part of a page of the operators under its heading. */
export function operatorsSection(title: Word, language: Language, body: Html): Html {
  return html`<section class="okno-section" aria-labelledby="${title}">
    <h2 class="govuk-heading-m" id="${title}">${say(language, title)}</h2>
    ${body}
  </section>`;
}

/** One thing an operator does to one row, at once and without a question; `about` tells a screen reader which row. */
export function rowForm(language: Language, path: string, id: string, word: Word, about: string): Html {
  return html`<form method="post" action="${pathIn(language, path)}">
    <input type="hidden" name="id" value="${id}" />
    ${button({ text: say(language, word), look: 'link', attributes: { 'aria-label': `${say(language, word)}: ${about}` } })}
  </form>`;
}
