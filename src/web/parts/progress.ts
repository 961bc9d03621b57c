import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { counted } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import type { Screen } from './layout.ts';

/** How far it still is, the way to the result as it stands, and what registers may be asked instead. */
export function progressLine(screen: Screen, open: Open): Html {
  const { language } = screen;
  const { history } = open.stored;
  const forms = say(language, 'questionForms');
  const answered =
    history.length === 0
      ? say(language, 'progressNone')
      : say(language, 'progress', { questions: counted(language, history.length, forms) });
  const left = open.assessment.interview.questionsLeft;
  return html`<p class="govuk-body okno-progress">
      ${answered} ${left === 0 ? nothing : say(language, 'progressLeft', { questions: counted(language, left, forms) })}
      <a class="govuk-link" href="${pathIn(language, '/situation/result')}">${say(language, 'showNow')}</a>
    </p>
    ${
      open.catalogue.registers.size === 0
        ? nothing
        : html`<p class="govuk-body okno-quiet">
            <a class="govuk-link" href="${pathIn(language, '/situation/consents?then=question')}"
              >${say(language, 'consentsLink')}</a
            >
          </p>`
    }`;
}
