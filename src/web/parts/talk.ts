import { papersOf } from '#cases';
import type { NeededPaper, SeenEvent, ShownPaper } from '#cases';
import type { Language } from '#language';
import type { Asked } from '#web/actions/action.ts';
import { agencyName } from '#web/actions/action.ts';
import { paperActions, talkActions } from '#web/actions/talk-actions.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';
import { actionLinks } from './case-task.ts';
import type { WhatIsPossible } from './case-task.ts';
import { actorText } from './case-timeline.ts';
import { capitalised, dayText } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { dayOfMoment, momentText } from './moments.ts';
import { details } from './notices.ts';

/** Letters between the participants and the applicant, those that whoever looks may read. */
export function talkSection(asked: Asked, events: readonly SeenEvent[], isPossible: WhatIsPossible): Html {
  const { language, timeZone } = asked;
  const letters = events.filter(({ kind }) => kind === 'said');
  const title = say(language, 'talkTitle');
  return html`<section class="okno-section" aria-labelledby="talk">
    <h2 class="govuk-heading-m" id="talk">${title}</h2>
    <p class="govuk-body okno-quiet">${say(language, 'talkLead')}</p>
    ${
      letters.length === 0
        ? html`<p class="govuk-body">${say(language, 'talkNone')}</p>`
        : html`<ol class="govuk-list okno-timeline">
            ${letters.map(
              ({ sequence, at, by, words = '', to = [] }) =>
                html`<li id="event-${sequence}">
                  <strong>${capitalised(actorText(asked, by))}</strong>
                  <span class="okno-quiet">
                    ${momentText(language, timeZone, at)}${to.length === 0 ? nothing : html`, ${say(language, 'talkTo', { to: to.map((one) => nameOf(asked, one)).join(', ') })}`}
                  </span>
                  <br /><span class="okno-said">${words}</span>
                </li>`,
            )}
          </ol>`
    }
    ${actionLinks(asked, talkActions, '', title, isPossible)}
  </section>`;
}

function nameOf(asked: Asked, to: string): string {
  return to === 'person' ? say(asked.language, 'whoApplicant') : agencyName(asked, to);
}

/** Which papers the services of the case need: what is to be brought, and what nobody has to bring and why. */
export function papersSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint, catalogue } = asked;
  const papers = papersOf(joint, catalogue);
  const groups = [
    ['person', 'papersBring'],
    ['shown', 'papersShown'],
    ['service', 'papersGiven'],
    ['agency', 'papersAsked'],
  ] as const satisfies readonly (readonly [NeededPaper['from']['kind'] | 'shown', Word])[];
  if (papers.length === 0 && joint.status === 'closed') return nothing;
  return html`<section class="okno-section" aria-labelledby="papers">
    <h2 class="govuk-heading-m" id="papers">${say(language, 'papersTitle')}</h2>
    ${papers.length === 0 ? html`<p class="govuk-body">${say(language, 'papersNone')}</p>` : nothing}
    ${groups.map(([kind, word]) => {
      const some = papers.filter(({ from, shown }) => (shown === undefined ? from.kind : 'shown') === kind);
      if (some.length === 0) return nothing;
      const list = html`<ul class="govuk-list govuk-list--bullet">
        ${some.map((paper) => html`<li>${paperText(asked, paper, isPossible)}</li>`)}
      </ul>`;
      // What has to be brought and what was shown is to be seen; what nobody has to bring is there for whoever wonders.
      return kind === 'person' || kind === 'shown'
        ? html`<h3 class="govuk-heading-s">${say(language, word)}</h3>
            ${list}`
        : details({ summary: `${say(language, word)} (${some.length})`, body: list });
    })}
  </section>`;
}

function paperText(
  asked: Asked,
  { evidence, from, isNeeded, services, shown }: NeededPaper,
  isPossible: WhatIsPossible,
): Html {
  const { language, catalogue } = asked;
  const service = (id: string): string => catalogue.services.get(id)?.name[language] ?? id;
  const source =
    from.kind === 'service'
      ? say(language, 'paperGivenBy', { service: service(from.service) })
      : from.kind === 'agency' && from.agency !== undefined
        ? say(language, 'paperHeldBy', { agency: agencyName({ catalogue, language }, from.agency) })
        : '';
  const why = [
    ...(shown === undefined ? [] : [shownText(asked, shown)]),
    ...(shown === undefined && isNeeded === 'unknown' ? [say(language, 'paperPerhaps')] : []),
    ...(shown !== undefined || source === '' ? [] : [source]),
    say(language, 'paperFor', { services: fewNames(language, services.map(service)) }),
  ];
  const name = capitalised(catalogue.evidence.get(evidence)?.name[language] ?? evidence);
  return html`${name}
    <span class="okno-quiet">— ${why.join('; ')}</span>
    ${actionLinks(asked, paperActions, evidence, name, isPossible)}`;
}

function shownText(asked: Asked, { by, at, hasCopy }: ShownPaper): string {
  const { language, timeZone, who } = asked;
  const word = who.actor.kind === 'person' ? 'paperYouShowed' : 'paperShownTo';
  const agency = by.kind === 'officer' ? agencyName(asked, by.agency) : '';
  const seen = say(language, word, { day: dayText(language, dayOfMoment(timeZone, at)), agency });
  return hasCopy ? `${seen}, ${say(language, 'paperHasCopy')}` : seen;
}

const namesShown = 2;

function fewNames(language: Language, names: readonly string[]): string {
  const more = names.length - namesShown;
  const shown = names.slice(0, namesShown).join('; ');
  return more > 0 ? `${shown} ${say(language, 'boardLateMore', { count: String(more) })}` : shown;
}
