import type { SeenEvent } from '#cases';
import type { Action, ActionField, Asked, Fault } from '#web/actions/action.ts';
import { taskOf } from '#web/actions/action.ts';
import { typedFrom, typedIn } from '#web/answer.ts';
import { factControl } from '#web/parts/fact-control.ts';
import { taskTitle } from '#web/parts/case-task.ts';
import { eventLine } from '#web/parts/case-timeline.ts';
import { button, checkboxes, dateInput, lineInput, radios, select, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, notice } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type ActionView = {
  readonly action: Action;
  readonly asked: Asked;
  /** Idempotency key of the form. */
  readonly key: string;
  /** Version of the case that the form is made from. */
  readonly seen: number;
  readonly typed: (name: string) => readonly string[];
  readonly faults: readonly Fault[];
  /** What happened since the form was made, when that is why it was not taken. */
  readonly meanwhile?: readonly SeenEvent[];
};

/** One thing to do with a case: a form that loses nothing of what was typed. */
export function caseActionPage(screen: Screen, view: ActionView): Html {
  const { language } = screen;
  const { action, asked, faults, meanwhile } = view;
  const title = say(language, `do-${action.kind}`);
  const { number } = asked.joint;
  const task = taskOf(asked);
  const need = [...asked.catalogue.needs.values()].find(({ id }) => id === asked.of);
  const paper = asked.catalogue.evidence.get(asked.of);
  const subject = task === undefined ? (need ?? paper)?.name[language] : taskTitle(asked, task);
  const path = `/case/${number}/do/${action.kind}`;
  const body = html`${faults.length === 0 ? nothing : errorSummary(language, faults)}
    ${
      meanwhile === undefined
        ? nothing
        : notice({
            language,
            body: html`<h2 class="govuk-heading-s">${say(language, 'doChangedTitle')}</h2>
              <p class="govuk-body">${say(language, 'doChangedLead')}</p>
              <ul class="govuk-list govuk-list--bullet">
                ${meanwhile.map((event) => html`<li>${eventLine(language, asked, event)}</li>`)}
              </ul>`,
          })
    }
    <span class="govuk-caption-l">${say(language, 'caseNumber', { number })}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    ${subject === undefined ? nothing : html`<p class="govuk-body-l">${subject}</p>`} ${lead(language, action)}
    <form method="post" action="${pathIn(language, path)}" novalidate>
      <input type="hidden" name="key" value="${view.key}" />
      <input type="hidden" name="seen" value="${view.seen}" />
      <input type="hidden" name="of" value="${asked.of}" />
      ${action.fields(asked).map((field) => control(language, field, view))}
      <div class="okno-answer-buttons">
        ${button({ text: action.fields(asked).length === 0 ? title : say(language, 'doSend') })}
        ${button({ text: say(language, 'doCancel'), look: 'link', href: pathIn(language, `/case/${number}`) })}
      </div>
    </form>`;
  return layout(screen, { title, body, back: `/case/${number}`, error: faults.length > 0 });
}

function lead(language: Screen['language'], { kind }: Action): Html {
  if (kind === 'close') return html`<p class="govuk-body">${say(language, 'doClosingLead')}</p>`;
  if (kind === 'withdraw-consent') return html`<p class="govuk-body">${say(language, 'doWithdrawLead')}</p>`;
  if (kind === 'mark-paper') return html`<p class="govuk-body">${say(language, 'markPaperLead')}</p>`;
  return nothing;
}

function control(language: Screen['language'], field: ActionField, { typed, faults }: ActionView): Html {
  const { name, kind, hint, items = [] } = field;
  const values = typed(name);
  const error = faults.find((fault) => fault.field === name || fault.field === `${name}-day`)?.text;
  const common = {
    language,
    name,
    label: field.optional === true ? `${field.label} ${say(language, 'doOptional')}` : field.label,
    ...(hint === undefined ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
  };
  const chosen = items.map((item) => ({ ...item, checked: values.includes(item.value) }));
  switch (kind) {
    case 'words':
      return textarea({ ...common, value: values[0] ?? '', rows: 4 });
    case 'line':
      return lineInput({ ...common, value: values[0] ?? '' }, field.suggestions);
    case 'choice':
      return radios({ ...common, items: chosen });
    case 'choices':
      return checkboxes({ ...common, items: chosen, small: true });
    case 'select':
      return select({ ...common, items: chosen });
    case 'fact': {
      if (field.fact === undefined) return nothing;
      const form = { one: (of: string) => typed(of).at(-1) ?? '', all: typed };
      const isSent = ['answer', 'answer-day', 'answer-month', 'answer-year', 'answer-absent'].some(
        (of) => typed(of).length > 0,
      );
      return factControl({
        language,
        name,
        fact: field.fact,
        question: field.label,
        typed: isSent ? typedIn(form) : typedFrom(field.told),
        ...(hint === undefined ? {} : { hint }),
        ...(error === undefined ? {} : { error }),
      });
    }
    case 'day': {
      const part = (one: string): string => typed(`${name}-${one}`)[0] ?? '';
      return dateInput({ ...common, typed: { day: part('day'), month: part('month'), year: part('year') } });
    }
  }
}
