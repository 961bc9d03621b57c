import { button } from '#web/parts/govuk.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { urgentStrip } from '#web/parts/urgent.ts';
import { say } from '#web/words.ts';

export type HeldForm = {
  /** Where it was sent. */
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
  /** Seconds. */
  readonly wait: number;
};

/** Too many forms came from the address: this one waits on the page and is sent again from it, with all that was typed. */
export function tooManyPage(screen: Screen, { action, fields, wait }: HeldForm): Html {
  const { language } = screen;
  const title = say(language, 'tooManyTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'tooManyLead', { minutes: String(Math.ceil(wait / 60)) })}</p>
    <form method="post" action="${action}">
      ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${button({ text: say(language, 'sendAgain') })}
    </form>
    ${urgentStrip(language)}`;
  return layout(screen, { title, body, error: true });
}
