import { may } from '#access';
import { personName } from '#assessment';
import { agenciesOf } from '#cases';
import type { SeenEvent, ShownFact, Task } from '#cases';
import type { Language } from '#language';
import type { Asked } from '#web/actions/action.ts';
import { agencyName } from '#web/actions/action.ts';
import { caseActions } from '#web/actions/case-actions.ts';
import {
  consentsSection,
  decisionsSection,
  leadText,
  meetingsSection,
  needsSection,
} from '#web/parts/case-sections.ts';
import { applicantName } from '#web/parts/applicant.ts';
import { answersLink, tellFactsLink } from '#web/parts/tell-facts-link.ts';
import { requestSection } from '#web/parts/case-request.ts';
import { contents } from '#web/parts/contents.ts';
import { actionLinks, holderText, isLate, stateTag, taskCards, taskTitle } from '#web/parts/case-task.ts';
import type { WhatIsPossible } from '#web/parts/case-task.ts';
import { timeline } from '#web/parts/case-timeline.ts';
import { articleText } from '#web/parts/criteria.ts';
import { valueText } from '#web/parts/fact-words.ts';
import { dayText } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { papersSection, talkSection } from '#web/parts/talk.ts';
import { details, summaryList, tag } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

export type CasePage = {
  readonly asked: Asked;
  readonly events: readonly SeenEvent[];
  readonly shown: readonly ShownFact[];
  readonly isAboutChild: boolean;
  readonly isPossible: WhatIsPossible;
  /** What was just done. */
  readonly done: Html;
  /** The list that whoever looks came from. */
  readonly back: string;
};

/** The case as an officer sees it: what is hers to do first, then the plan of all, then what she may know of the household. */
export function casePage(screen: Screen, page: CasePage): Html {
  const { language } = screen;
  const { asked, events, isPossible } = page;
  const { joint, who } = asked;
  const agency = who.actor.kind === 'officer' ? who.actor.agency : '';
  const isOwn = ({ holder, state }: Task): boolean =>
    holder.kind === 'agency' && holder.agency === agency && ['ready', 'under-way', 'suspended'].includes(state);
  const own = joint.tasks.filter(isOwn);
  const card = taskCards(asked, isPossible);
  const title = say(language, 'caseNumber', { number: joint.number });
  const body = html`${page.done}
    <h1 class="govuk-heading-l">${title}</h1>
    ${summaryList(summary(asked))}
    ${contents(language, ['own', 'plan', 'papers', 'talk', 'facts', 'decisions', 'needs', 'meetings', 'participants', 'mode'], asked)}
    <section class="okno-section" aria-labelledby="own">
      <h2 class="govuk-heading-m" id="own">${say(language, 'workOf', { agency: agencyName(asked, agency) })}</h2>
      ${
        own.length === 0
          ? html`<p class="govuk-body">${say(language, 'workNoneAtAll')}</p>`
          : html`<ul class="okno-cards">
              ${own.map(card)}
            </ul>`
      }
    </section>
    ${planSection(asked, card, isOwn)} ${requestSection(asked)} ${papersSection(asked, isPossible)}
    ${talkSection(asked, events, isPossible)} ${factsSection(asked, page.shown)} ${decisionsSection(asked, isPossible)}
    ${needsSection(asked, isPossible)} ${meetingsSection(asked, isPossible)} ${participantsSection(asked, isPossible)}
    ${agency === joint.lead ? consentsSection(asked, isPossible) : nothing} ${modeSection(asked, isPossible)}
    ${gapsSection(asked, isPossible)}
    ${details({ summary: say(language, 'timelineTitle'), body: timeline(language, asked, events) })}
    ${closedLinks(asked, page)} ${links(asked, ['name-lead', 'record-call', 'close'], '', isPossible)}`;
  return layout(screen, { title, body, back: page.back, wide: true });
}

/** For the lead alone: what no other agency may know. For whoever sees certificates: who acts for a child. */
function closedLinks({ language, joint, who }: Asked, { isAboutChild }: CasePage): Html {
  const shape = { person: joint.person, lead: joint.lead, agencies: agenciesOf(joint) };
  const link = (path: string, word: Word): Html =>
    html`<p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, `/case/${joint.number}/${path}`)}">${say(language, word)}</a>
    </p>`;
  return html`${may(who, 'restricted.see', shape).allowed ? link('restricted', 'restrictedTitle') : nothing}
  ${
    isAboutChild && may(who, 'representative.vouch', shape).allowed
      ? link('representatives', 'representativesTitle')
      : nothing
  }`;
}

function links(asked: Asked, kinds: readonly string[], of: string, isPossible: WhatIsPossible): Html {
  const some = caseActions.filter(({ kind }) => kinds.includes(kind));
  return actionLinks(asked, some, of, say(asked.language, 'caseNumber', { number: asked.joint.number }), isPossible);
}

function summary(asked: Asked): Parameters<typeof summaryList>[0] {
  const { language, joint, catalogue, timeZone } = asked;
  const agreement = catalogue.agreements.get(joint.agreement);
  return [
    { key: say(language, 'caseApplicant'), value: applicantName(asked.language, asked.joint) },
    {
      key: say(language, 'caseStatus'),
      value: tag(
        say(language, joint.status === 'open' ? 'caseOpen' : 'caseClosed'),
        joint.status === 'open' ? 'green' : 'grey',
      ),
    },
    { key: say(language, 'caseOpened'), value: momentText(language, timeZone, joint.openedAt) },
    { key: say(language, 'caseLead'), value: leadText(asked, joint) },
    {
      key: say(language, 'caseAgreement'),
      value: html`<a class="govuk-link" href="${pathIn(language, `/agreements/${joint.agreement}`)}"
        >${agreement?.name[language] ?? joint.agreement}</a
      >`,
    },
  ];
}

function nameOf(asked: Asked, subject: string): string {
  const { told } = asked.joint;
  return subject === told.applicant
    ? applicantName(asked.language, asked.joint)
    : personName(told, subject, asked.language);
}

/** The joint plan: every task with who holds it, its state and term; those not shown above can be opened for their details. */
function planSection(asked: Asked, card: (task: Task) => Html, isShown: (task: Task) => boolean): Html {
  const { language, joint } = asked;
  const columns = ['planTask', 'planHolder', 'planState', 'planDue'] as const;
  const cards = joint.tasks.filter((task) => task.state !== 'cancelled' && !isShown(task));
  return html`<section class="okno-section" aria-labelledby="plan">
    <h2 class="govuk-heading-m" id="plan">${say(language, 'planTitle')}</h2>
    <div class="okno-table" role="region" tabindex="0" aria-labelledby="plan">
      <table class="govuk-table">
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            ${columns.map((word: Word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`)}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${joint.tasks.map(
            (task) =>
              html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">${taskTitle(asked, task)}</th>
                <td class="govuk-table__cell">${holderText(asked, task)}</td>
                <td class="govuk-table__cell">${stateTag(language, task)}</td>
                <td class="govuk-table__cell">
                  ${task.due === undefined ? plannedText(language, task) : dayText(language, task.due)}
                  ${isLate(asked, task) ? tag(say(language, 'taskLate'), 'orange') : nothing}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${details({
      summary: say(language, 'otherActions'),
      body: html`<ul class="okno-cards">
        ${cards.map(card)}
      </ul>`,
    })}
  </section>`;
}

/** Of what has no term yet, the day the route plans for it. */
function plannedText(language: Language, { state, planned }: Task): Html {
  if (planned === undefined || state === 'done' || state === 'refused' || state === 'cancelled') return nothing;
  return html`<span class="okno-quiet">${say(language, 'taskPlanned', { day: dayText(language, planned.end) })}</span>`;
}

function factsSection(asked: Asked, shown: readonly ShownFact[]): Html {
  const { language, joint, catalogue } = asked;
  const rows = shown.flatMap((one) => {
    const fact = catalogue.facts.get(one.fact);
    if (fact === undefined) return [];
    const value = (told: unknown): string =>
      told === undefined
        ? say(language, 'factsNotTold')
        : valueText(language, fact, told as Parameters<typeof valueText>[2]);
    if (fact.of === 'household')
      return [{ one, name: fact.name[language], value: value(joint.told.household[one.fact]) }];
    const people = joint.told.people.filter(({ id, facts }) => one.fact in facts || id === joint.told.applicant);
    return people.map(({ id, facts }) => ({
      one,
      name: `${fact.name[language]} (${nameOf(asked, id)})`,
      value: value(facts[one.fact]),
    }));
  });
  return html`<section class="okno-section" aria-labelledby="facts">
    <h2 class="govuk-heading-m" id="facts">${say(language, 'factsTitle')}</h2>
    <p class="govuk-body">${say(language, rows.length === 0 ? 'factsNone' : 'factsLead')}</p>
    ${tellFactsLink(asked)} ${answersLink(asked)}
    ${
      rows.length === 0
        ? nothing
        : html`<div class="okno-table" role="region" tabindex="0" aria-labelledby="facts">
            <table class="govuk-table">
              <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                  ${(['factsFact', 'factsValue', 'factsGround'] as const).map((word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`)}
                </tr>
              </thead>
              <tbody class="govuk-table__body">
                ${rows.map(
                  ({ one, name, value }) =>
                    html`<tr class="govuk-table__row">
                      <th scope="row" class="govuk-table__header">${name}</th>
                      <td class="govuk-table__cell">${value}</td>
                      <td class="govuk-table__cell">
                        ${say(language, `ground-${one.ground}`)}${one.clause === undefined ? nothing : html`, ${say(language, 'taskClause', { clause: one.clause })}`}
                        ${one.article === undefined ? nothing : articleText(one.article)}
                        <span class="okno-quiet">${one.purpose[language]}</span>
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function participantsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint } = asked;
  return html`<section class="okno-section" aria-labelledby="participants">
    <h2 class="govuk-heading-m" id="participants">${say(language, 'participantsTitle')}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${joint.participants.map(
        ({ agency, state, contact, clause }) =>
          html`<li>
            ${agencyName(asked, agency)} — ${say(language, `participant-${state}`)},
            ${say(language, 'taskClause', { clause })}${contact === undefined ? nothing : html`: ${contact}`}
            ${links(asked, ['leave'], agency, isPossible)}
          </li>`,
      )}
    </ul>
    ${links(asked, ['join', 'invite'], '', isPossible)}
  </section>`;
}

/** The factors with their reasons, and who chose another way of working and why. */
function modeSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint } = asked;
  const { mode, reason } = joint.mode;
  return html`<section class="okno-section" aria-labelledby="mode">
    <h2 class="govuk-heading-m" id="mode">${say(language, 'modeTitle')}: ${say(language, `mode-${mode}`)}</h2>
    <p class="govuk-body">${say(language, `modeHint-${mode}`)}</p>
    ${reason === undefined ? nothing : html`<p class="govuk-body">${say(language, 'modeChosen', { reason })}</p>`}
    <ul class="govuk-list govuk-list--bullet">
      ${joint.complexity.factors.map(
        ({ id, score, because }) =>
          html`<li>
            ${say(language, 'modeFactor', { name: say(language, `factor-${id}`), score: String(score), because: because[language] })}
          </li>`,
      )}
    </ul>
    ${links(asked, ['choose-mode'], '', isPossible)}
  </section>`;
}

function gapsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint, catalogue } = asked;
  return html`<section class="okno-section" aria-labelledby="gaps">
    <h2 class="govuk-heading-m" id="gaps">${say(language, 'gapsOfCase')}</h2>
    ${joint.gaps.length === 0 ? html`<p class="govuk-body">${say(language, 'timelineNone')}</p>` : nothing}
    <ul class="govuk-list govuk-list--bullet">
      ${joint.gaps.map(
        ({ need, text }) => html`<li>${catalogue.needs.get(need)?.name[language] ?? need}: ${text[language]}</li>`,
      )}
    </ul>
    ${links(asked, ['report-gap'], '', isPossible)}
  </section>`;
}
