import type { Asked } from '#web/actions/action.ts';
import { tellsFacts } from '#web/actions/fact-actions.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import { type Html, html, nothing } from './html.ts';

/** The way to tell what has changed, for whoever may. */
export function tellFactsLink(asked: Asked): Html {
  const { language, joint } = asked;
  if (!tellsFacts(asked)) return nothing;
  return html`<p class="govuk-body okno-screen-only">
    <a class="govuk-link" href="${pathIn(language, `/case/${joint.number}/facts`)}"
      >${say(language, 'do-tell-facts')}</a
    >
  </p>`;
}

/** The way to what registers answered to the agency of whoever looks. */
export function answersLink({ language, joint }: Asked): Html {
  return html`<p class="govuk-body okno-screen-only">
    <a class="govuk-link" href="${pathIn(language, `/case/${joint.number}/answers`)}"
      >${say(language, 'caseAnswersTitle')}</a
    >
  </p>`;
}
