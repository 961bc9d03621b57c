import type { Asked } from '#web/actions/action.ts';
import { actions } from '#web/actions/all.ts';
import { casePage } from '#web/pages/case.ts';
import { applicantCasePage } from '#web/pages/applicant-case.ts';
import type { WhatIsPossible } from '#web/parts/case-task.ts';
import { html, nothing } from '#web/parts/html.ts';
import type { Html } from '#web/parts/html.ts';
import { momentText } from '#web/parts/moments.ts';
import { notice } from '#web/parts/notices.ts';
import type { Language } from '#language';
import { homeOf, listKept } from '#web/signed-in.ts';
import { say } from '#web/words.ts';

import { askedOf, mayDo } from './case-do.ts';
import { withCase } from './case-look.ts';
import type { CaseVisit } from './case-look.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

/** One case: the applicant's plan, or an officer's case page. */
export function addCase(walk: Walk): void {
  walk.app.get(
    '/case/:number',
    withCase(walk, 'case page', async (visit) => {
      const { c, screen, events, viewer, shown, isAboutChild } = visit;
      const asked = askedOf(walk, visit, '');
      const isPossible = possibleFor(visit, asked);
      const done = html`${emergencyNotice(walk, visit)}${doneNotice(screen.language, c.req.query('done'))}`;
      if (viewer === 'applicant') await walk.house.contacts.markRead(visit.joint);
      if (viewer === 'applicant') return show(c, applicantCasePage(screen, asked, events, isPossible, done));
      return show(
        c,
        casePage(screen, {
          asked,
          events,
          shown,
          isAboutChild,
          isPossible,
          done,
          back: listKept(c) ?? homeOf(visit.who),
        }),
      );
    }),
  );
}

function possibleFor(visit: CaseVisit, asked: Asked): WhatIsPossible {
  return (action, of) => mayDo(visit, action) && action.isOffered({ ...asked, of });
}

function emergencyNotice({ house, language }: Walk, { emergencyUntil }: CaseVisit): Html {
  if (emergencyUntil === undefined) return nothing;
  const until = momentText(language, house.timeZone, emergencyUntil.toISOString());
  return notice({
    language,
    id: 'emergency-title',
    body: html`<p class="govuk-body">${say(language, 'emergencyNow', { until })}</p>`,
  });
}

function doneNotice(language: Language, done: string | undefined): Html {
  const action = actions.find(({ kind }) => kind === done);
  if (action === undefined) return nothing;
  const what = say(language, `do-${action.kind}`);
  return notice({
    language,
    success: true,
    body: html`<p class="govuk-body">${say(language, 'doneNotice', { what })}</p>`,
  });
}
