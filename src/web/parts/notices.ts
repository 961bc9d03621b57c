import type { Language, Problem } from '#language';
import { say } from '#web/words.ts';
import { type Html, html } from './html.ts';
import { macro } from './macro.ts';

export type FieldProblem = { readonly field: string; readonly text: string };

/** The list at the head of a page that names what to mend; each line leads to its field. */
export function errorSummary(language: Language, problems: readonly FieldProblem[]): Html {
  return macro('govuk/components/error-summary', 'govukErrorSummary', {
    titleText: say(language, 'errorSummaryTitle'),
    errorList: problems.map((problem) => ({ text: problem.text, href: `#${problem.field}` })),
  });
}

export function details(options: {
  readonly summary: string | Html;
  readonly body: Html;
  readonly open?: boolean;
  readonly id?: string;
}): Html {
  return macro('govuk/components/details', 'govukDetails', {
    ...(typeof options.summary === 'string'
      ? { summaryText: options.summary }
      : { summaryHtml: String(options.summary) }),
    html: String(options.body),
    open: options.open === true,
    classes: 'okno-details',
    ...(options.id === undefined ? {} : { id: options.id }),
  });
}

export function notice(options: {
  readonly language: Language;
  readonly body: Html;
  readonly success?: boolean;
  readonly id?: string;
}): Html {
  return macro('govuk/components/notification-banner', 'govukNotificationBanner', {
    titleText: say(options.language, options.success === true ? 'noticeDone' : 'noticeTitle'),
    titleId: options.id ?? 'notice-title',
    html: String(options.body),
    ...(options.success === true ? { type: 'success' } : {}),
  });
}

/** What is wrong, and what to do. */
export function problemText(language: Language, { message, remedy }: Problem): Html {
  return html`<p class="govuk-body">${message[language]} ${remedy?.[language] ?? ''}</p>`;
}

export function warningText(language: Language, text: string): Html {
  return macro('govuk/components/warning-text', 'govukWarningText', {
    text,
    iconFallbackText: say(language, 'warning'),
  });
}

export function inset(body: Html): Html {
  return macro('govuk/components/inset-text', 'govukInsetText', { html: String(body) });
}

export function panel(options: { readonly title: string; readonly body: Html }): Html {
  return macro('govuk/components/panel', 'govukPanel', {
    titleText: options.title,
    headingLevel: 1,
    html: String(options.body),
  });
}

export type TagColour = 'green' | 'yellow' | 'grey' | 'orange' | 'blue';

/** Words of the screens in a few colours: a page has hundreds, and each is written once. */
const tags = new Map<string, Html>();

export function tag(text: string, colour: TagColour): Html {
  const name = `${colour} ${text}`;
  const known = tags.get(name);
  if (known !== undefined) return known;
  const made = macro('govuk/components/tag', 'govukTag', { text, classes: `govuk-tag--${colour}` });
  tags.set(name, made);
  return made;
}

export function backLink(language: Language, href: string): Html {
  return macro('govuk/components/back-link', 'govukBackLink', { text: say(language, 'back'), href });
}

export type SummaryRow = {
  readonly key: string;
  readonly value: string | Html;
  /** Links beside the row; `about` says to a screen reader what the link is for. */
  readonly actions?: readonly { readonly text: string; readonly href: string; readonly about: string }[];
};

export function summaryList(rows: readonly SummaryRow[]): Html {
  return macro('govuk/components/summary-list', 'govukSummaryList', {
    rows: rows.map((row) => ({
      key: { text: row.key },
      value: typeof row.value === 'string' ? { text: row.value } : { html: String(row.value) },
      ...(row.actions === undefined
        ? {}
        : {
            actions: {
              items: row.actions.map((action) => ({
                text: action.text,
                href: action.href,
                visuallyHiddenText: action.about,
              })),
            },
          }),
    })),
  });
}

/** Leaves at once for a neutral page; a plain link without script, with it also the Shift key pressed three times. */
export function exitThisPage(language: Language, href: string): Html {
  return macro('govuk/components/exit-this-page', 'govukExitThisPage', {
    text: say(language, 'exitNow'),
    redirectUrl: href,
    activatedText: say(language, 'exitActivated'),
    timedOutText: say(language, 'exitTimedOut'),
    pressTwoMoreTimesText: say(language, 'exitPressTwo'),
    pressOneMoreTimeText: say(language, 'exitPressOne'),
  });
}

/** MoJ's ticket panel: one framed piece that stands out of the page. */
export function ticket(body: Html, colour: 'orange' | 'blue' | 'green' | 'grey'): Html {
  return macro('moj/components/ticket-panel', 'mojTicketPanel', {
    items: [{ html: String(body), classes: `moj-ticket-panel__content--${colour}` }],
  });
}

export function badge(text: string, colour: 'green' | 'orange' | 'grey' | 'blue'): Html {
  return macro('moj/components/badge', 'mojBadge', { text, classes: `moj-badge--${colour}` });
}

/** Stands beside whatever is not certain enough to be relied on. */
export function toBeChecked(language: Language): Html {
  return html`<span class="okno-unsure">${say(language, 'toBeChecked')}</span>`;
}

export function paragraph(text: string): Html {
  return html`<p class="govuk-body">${text}</p>`;
}
