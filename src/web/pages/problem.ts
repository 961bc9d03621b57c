import { button } from '#web/parts/govuk.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { urgentStrip } from '#web/parts/urgent.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type ProblemKind =
  | 'notFound'
  | 'noSituation'
  | 'tooOften'
  | 'badRequest'
  | 'tooLarge'
  | 'otherOrigin'
  | 'defect';

/** What went wrong and the one thing to do now. */
export function problemPage(screen: Screen, kind: ProblemKind): Html {
  const { language } = screen;
  const title = say(language, `${kind}Title`);
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, `${kind}Lead`)}</p>
    ${screen.open && kind !== 'noSituation' && kind !== 'tooOften' ? button({ text: say(language, 'toResult'), href: pathIn(language, '/situation/result') }) : button({ text: say(language, 'toStart'), href: pathIn(language, '/') })}
    ${urgentStrip(language)}`;
  return layout(screen, { title, body });
}
