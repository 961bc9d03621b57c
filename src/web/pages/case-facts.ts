import { personName } from '#assessment';
import type { Asked } from '#web/actions/action.ts';
import { nameOf } from '#web/actions/fact-actions.ts';
import type { TellableFact } from '#web/actions/fact-actions.ts';
import { applicantName } from '#web/parts/applicant.ts';
import { valueText } from '#web/parts/fact-words.ts';
import { capitalised } from '#web/parts/format.ts';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { summaryList } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** Every fact that can be told in a case, person by person, with what is told of it now; each is told by its own question. */
export function caseFactsPage(screen: Screen, asked: Asked, facts: readonly TellableFact[]): Html {
  const { language } = screen;
  const { joint } = asked;
  const title = say(language, 'caseFactsTitle');
  const path = `/case/${joint.number}/do/tell-facts`;
  const whose = (subject: string): string => {
    if (subject === 'household') return say(language, 'wholeFamilyTitle');
    if (subject === joint.told.applicant) return applicantName(language, joint);
    return personName(joint.told, subject, language);
  };
  const body = html`<span class="govuk-caption-l">${say(language, 'caseNumber', { number: joint.number })}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'caseFactsLead')}</p>
    ${[...Map.groupBy(facts, ({ key }) => key.subject)].map(
      ([subject, some]) =>
        html`<h2 class="govuk-heading-m">${capitalised(whose(subject))}</h2>
          ${summaryList(
            some.map(({ key, fact, told }) => ({
              key: fact.name[language],
              value: told === undefined ? say(language, 'factsNotTold') : valueText(language, fact, told),
              actions: [
                {
                  text: say(language, told === undefined ? 'caseFactsTell' : 'change'),
                  href: pathIn(language, `${path}?of=${encodeURIComponent(nameOf(key))}`),
                  about: `${fact.name[language]}, ${whose(subject)}`,
                },
              ],
            })),
          )}`,
    )}`;
  return layout(screen, { title, body, back: `/case/${joint.number}` });
}
