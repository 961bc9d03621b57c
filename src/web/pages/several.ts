import type { Problem } from '#language';
import { button, lineInput, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { problemText, errorSummary, tag } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type MarkedTask = {
  readonly mark: string;
  readonly number: string;
  readonly title: string;
  readonly isPossible: boolean;
};

export type SeveralView = {
  readonly what: 'take' | 'pass';
  readonly tasks: readonly MarkedTask[];
  readonly back: string;
  readonly key: string;
  /** Names of colleagues, to choose from while typing. */
  readonly colleagues: readonly string[];
  readonly typed: { readonly officer: string; readonly reason: string };
  readonly problems: readonly FieldProblem[];
};

/** Asks once more before several tasks are taken or passed on; what cannot be is named, and why. */
export function severalPage(screen: Screen, view: SeveralView): Html {
  const { language } = screen;
  const { what, tasks, back, key, typed, problems, colleagues } = view;
  const possible = tasks.filter(({ isPossible }) => isPossible);
  const others = tasks.filter(({ isPossible }) => !isPossible);
  const title = say(
    language,
    possible.length === 0 ? 'bulkNothing' : what === 'take' ? 'bulkTakeTitle' : 'bulkPassTitle',
  );
  const errorOf = (field: string): { readonly error?: string } => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  const list = (some: readonly MarkedTask[]): Html =>
    html`<ul class="govuk-list govuk-list--bullet">
      ${some.map(({ number, title: task }) => html`<li>${task} <span class="okno-quiet">${number}</span></li>`)}
    </ul>`;
  const goBack = button({ text: say(language, 'bulkBack'), look: 'link', href: pathIn(language, back) });
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${tasks.length === 0 ? html`<p class="govuk-body">${say(language, 'bulkNothingLead')}</p>` : nothing}
    ${possible.length === 0 ? nothing : list(possible)}
    ${
      others.length === 0
        ? nothing
        : html`<p class="govuk-body">${say(language, 'bulkWillSkip')}</p>
            ${list(others)}
            <p class="govuk-body okno-quiet">${say(language, 'bulkCannotNow')}</p>`
    }
    ${
      possible.length === 0
        ? goBack
        : html`<form method="post" action="${pathIn(language, '/work/several/done')}" novalidate>
            <input type="hidden" name="key" value="${key}" />
            <input type="hidden" name="back" value="${back}" />
            <input type="hidden" name="do" value="${what}" />
            ${possible.map(({ mark }) => html`<input type="hidden" name="task" value="${mark}" />`)}
            ${
              what === 'take'
                ? nothing
                : html`${lineInput({ language, name: 'officer', label: say(language, 'bulkOfficer'), hint: say(language, 'bulkOfficerHint'), value: typed.officer, ...errorOf('officer') }, colleagues)}
                  ${textarea({ language, name: 'reason', label: say(language, 'doReason'), rows: 3, value: typed.reason, ...errorOf('reason') })}`
            }
            <div class="okno-answer-buttons">
              ${button({ text: say(language, what === 'take' ? 'bulkTakeButton' : 'bulkPassButton') })} ${goBack}
            </div>
          </form>`
    }`;
  return layout(screen, { title, body, back, error: problems.length > 0 });
}

export type DoneTask = Pick<MarkedTask, 'number' | 'title'> & { readonly task: string; readonly problem?: Problem };

/** What came of it, task by task. */
export function severalDonePage(
  screen: Screen,
  { what, tasks, back }: Pick<SeveralView, 'what' | 'back'> & { readonly tasks: readonly DoneTask[] },
): Html {
  const { language } = screen;
  const done = tasks.filter(({ problem }) => problem === undefined).length;
  const title = say(language, what === 'take' ? 'bulkTaken' : 'bulkPassed', {
    done: String(done),
    all: String(tasks.length),
  });
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <ul class="okno-cards">
      ${tasks.map(
        ({ number, title: name, task, problem }) =>
          html`<li class="okno-card ${problem === undefined ? '' : 'okno-card--gap'}">
            <h2 class="govuk-heading-s">
              <a class="govuk-link" href="${pathIn(language, `/case/${number}#task-${task}`)}">${name}</a>
              ${problem === undefined ? tag(say(language, what === 'take' ? 'bulkTookIt' : 'bulkPassedIt'), 'green') : tag(say(language, 'bulkNotDone'), 'orange')}
            </h2>
            <p class="govuk-body okno-quiet">${number}</p>
            ${problem === undefined ? nothing : problemText(language, problem)}
          </li>`,
      )}
    </ul>
    ${button({ text: say(language, 'bulkBack'), href: pathIn(language, back) })}`;
  return layout(screen, { title, body, back });
}
