import type { FactKey, RuledOut } from '#assessment';
import type { Fact } from '#catalogue';
import type { Typed } from '#web/answer.ts';
import { factControl, firstField, hasChoices, skipChoices } from '#web/parts/fact-control.ts';
import { ruledOutNote } from '#web/parts/contradictions.ts';
import { button, checkboxes } from '#web/parts/govuk.ts';
import { uncapitalised } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice } from '#web/parts/notices.ts';
import { progressLine } from '#web/parts/progress.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

/** One question of a page of several. */
export type GroupField = {
  readonly key: FactKey;
  readonly fact: Fact;
  readonly text: string;
  /** Why it is asked; absent when it was answered before. */
  readonly why?: string;
  readonly typed: Typed;
  /** Answers that are not offered. */
  readonly ruledOut: readonly RuledOut[];
  /** The mark beside a field: `~unknown`, `~declined`, or nothing. */
  readonly marked: string;
  readonly error?: string;
};

export type QuestionGroupView = {
  readonly group: string;
  readonly subject: string;
  readonly title: string;
  readonly fields: readonly GroupField[];
  readonly version: number;
  readonly back: string;
  readonly then: 'question' | 'result' | 'answers';
  readonly changedMeanwhile: boolean;
};

/** The name of a question's field on a page with others. */
export const fieldName = (fact: string): string => `answer-${fact}`;
export const markName = (fact: string): string => `skip-${fact}`;

/** Questions that belong together on one page: each with its reason, and each may be left without an answer. */
export function questionGroupPage(screen: Screen, open: Open, view: QuestionGroupView): Html {
  const { language } = screen;
  const errors = view.fields.flatMap(({ fact, error }) =>
    error === undefined
      ? []
      : [{ field: firstField(fact, fieldName(fact.id)), text: `${fact.name[language]}: ${uncapitalised(error)}` }],
  );
  const isPersonal = view.fields.some(({ fact }) => fact.sensitive);
  const body = html` ${errors.length === 0 ? nothing : errorSummary(language, errors)}
    ${view.changedMeanwhile ? notice({ language, body: html`<p class="govuk-body">${say(language, 'changedMeanwhileAnswer')}</p>` }) : nothing}
    <h1 class="govuk-heading-l">${view.title}</h1>
    ${isPersonal ? html`<p class="okno-private">${say(language, 'sensitiveNotes')}</p>` : nothing}
    <form method="post" action="${pathIn(language, '/situation/questions')}" novalidate>
      <input type="hidden" name="version" value="${view.version}" />
      <input type="hidden" name="group" value="${view.group}" />
      <input type="hidden" name="subject" value="${view.subject}" />
      <input type="hidden" name="then" value="${view.then}" />
      ${view.fields.map((field) => fieldHtml(screen, open, field))}
      <div class="okno-answer-buttons">
        ${button({ text: say(language, 'next'), name: 'do', value: 'answer' })}
        ${button({ text: say(language, 'dontKnowRest'), look: 'secondary', name: 'do', value: 'unknown' })}
      </div>
    </form>
    ${progressLine(screen, open)}`;
  return layout(screen, { title: view.title, body, back: view.back, error: errors.length > 0 });
}

function fieldHtml(
  { language }: Screen,
  open: Open,
  { fact, text, why, typed, marked, error, ruledOut }: GroupField,
): Html {
  const help = fact.help?.[language];
  const name = fieldName(fact.id);
  return html`<div class="okno-question">
    <input type="hidden" name="asked" value="${fact.id}" />
    ${factControl({
      language,
      fact,
      name,
      question: text,
      typed,
      ruledOut,
      ...(help === undefined ? {} : { hint: help }),
      ...(error === undefined ? {} : { error }),
    })}
    ${ruledOutNote(language, open.catalogue, open.stored, fact, ruledOut)}
    ${hasChoices(fact) ? nothing : checkboxes({ language, name: markName(fact.id), label: say(language, 'orMark'), quietLabel: true, small: true, items: skipChoices(language, marked) })}
    ${why === undefined ? nothing : html`<p class="govuk-body-s okno-quiet okno-question__why">${why}</p>`}
  </div>`;
}
