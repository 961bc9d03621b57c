import type { FactKey, RuledOut } from '#assessment';
import type { Fact } from '#catalogue';
import type { Typed } from '#web/answer.ts';
import { factControl, firstField } from '#web/parts/fact-control.ts';
import { ruledOutNote } from '#web/parts/contradictions.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice } from '#web/parts/notices.ts';
import { progressLine } from '#web/parts/progress.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

export type Question = {
  readonly key: FactKey;
  readonly fact: Fact;
  readonly text: string;
  /** Why it is asked; absent when the person came to it by themselves. */
  readonly why?: string;
  readonly typed: Typed;
  /** Answers that are not offered. */
  readonly ruledOut: readonly RuledOut[];
  readonly error?: string;
  readonly version: number;
  readonly isAnswered: boolean;
  readonly back: string;
  /** Page to go to after the answer. */
  readonly then: 'question' | 'result' | 'answers';
  readonly changedMeanwhile: boolean;
};

const dangerFacts = new Set(['dangerFromPerson']);

/** One question, its reason in sight, and always three ways on: an answer, "I don't know", the result as it stands. */
export function questionPage(screen: Screen, open: Open, question: Question): Html {
  const { language } = screen;
  const { fact } = question;
  const help = fact.help?.[language];
  const body = html` ${question.error === undefined ? nothing : errorSummary(language, [{ field: firstField(fact), text: question.error }])}
    ${question.changedMeanwhile ? notice({ language, body: html`<p class="govuk-body">${say(language, 'changedMeanwhileAnswer')}</p>` }) : nothing}
    <form method="post" action="${pathIn(language, '/situation/question')}" novalidate>
      <input type="hidden" name="version" value="${question.version}" />
      <input type="hidden" name="fact" value="${question.key.fact}" />
      <input type="hidden" name="subject" value="${question.key.subject}" />
      <input type="hidden" name="then" value="${question.then}" />
      ${factControl({
        language,
        fact,
        question: question.text,
        typed: question.typed,
        ruledOut: question.ruledOut,
        ...(help === undefined ? {} : { hint: help }),
        ...(question.error === undefined ? {} : { error: question.error }),
      })}
      ${ruledOutNote(language, open.catalogue, open.stored, fact, question.ruledOut)}
      ${
        question.why === undefined
          ? nothing
          : html`<div class="okno-why">
              <h2 class="okno-why__title">${say(language, 'whyAsk')}</h2>
              <p class="govuk-body">${question.why}</p>
            </div>`
      }
      ${fact.sensitive ? html`<p class="okno-private">${say(language, 'sensitiveNote')}</p>` : nothing}
      <div class="okno-answer-buttons">
        ${button({ text: say(language, 'next'), name: 'do', value: 'answer' })}
        ${button({ text: say(language, 'dontKnow'), look: 'secondary', name: 'do', value: 'unknown' })}
        ${button({ text: say(language, 'ratherNot'), look: 'secondary', name: 'do', value: 'declined' })}
        ${question.isAnswered ? button({ text: say(language, 'eraseAnswer'), look: 'link', name: 'do', value: 'erase' }) : nothing}
      </div>
    </form>
    ${progressLine(screen, open)}`;
  return layout(screen, {
    title: question.text,
    body,
    back: question.back,
    error: question.error !== undefined,
    danger: dangerFacts.has(fact.id),
  });
}
