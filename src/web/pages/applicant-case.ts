import type { SeenEvent, Task } from '#cases';
import type { Asked } from '#web/actions/action.ts';
import { caseActions } from '#web/actions/case-actions.ts';
import {
  consentsSection,
  decisionsSection,
  leadText,
  meetingsSection,
  needsSection,
} from '#web/parts/case-sections.ts';
import { applicantName } from '#web/parts/applicant.ts';
import { tellFactsLink } from '#web/parts/tell-facts-link.ts';
import { requestSection } from '#web/parts/case-request.ts';
import { contents } from '#web/parts/contents.ts';
import { planSheet } from '#web/parts/plan-sheet.ts';
import { actionLinks, taskCards } from '#web/parts/case-task.ts';
import type { WhatIsPossible } from '#web/parts/case-task.ts';
import { timeline } from '#web/parts/case-timeline.ts';
import { telephone } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { details, inset, summaryList, tag } from '#web/parts/notices.ts';
import type { SummaryRow } from '#web/parts/notices.ts';
import { momentText } from '#web/parts/moments.ts';
import { papersSection, talkSection } from '#web/parts/talk.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** The applicant's case: what is hers to do, what others do and where it lies, whom to call, what was decided. */
export function applicantCasePage(
  screen: Screen,
  asked: Asked,
  events: readonly SeenEvent[],
  isPossible: WhatIsPossible,
  done: Html,
): Html {
  const { language } = screen;
  const { joint } = asked;
  const isOwn = asked.who.actor.kind === 'person' && asked.who.actor.onBehalfOf === undefined;
  const title = isOwn
    ? say(language, 'myPlanTitle')
    : say(language, 'planOfOther', { name: applicantName(language, joint) });
  const isLive = ({ state }: Task): boolean => state === 'ready' || state === 'under-way' || state === 'suspended';
  const isHers = ({ holder }: Task): boolean => holder.kind === 'person';
  const mine = joint.tasks.filter((task) => isLive(task) && isHers(task));
  const others = joint.tasks.filter((task) => isLive(task) && !isHers(task));
  const waiting = joint.tasks.filter(({ state }) => state === 'waiting');
  const over = joint.tasks.filter(({ state }) => state === 'done' || state === 'refused');
  const cancelled = joint.tasks.filter(({ state }) => state === 'cancelled');
  const card = taskCards(asked, isPossible);
  const cards = (tasks: readonly Task[]): Html =>
    html`<ul class="okno-cards">
      ${tasks.map(card)}
    </ul>`;
  const folded = (word: Word, tasks: readonly Task[]): Html =>
    tasks.length === 0 ? nothing : details({ summary: `${say(language, word)} (${tasks.length})`, body: cards(tasks) });
  const body = html`${planSheet(asked)}
    <div class="okno-screen">
      ${done}
      <span class="govuk-caption-l">${say(language, 'caseNumber', { number: joint.number })}</span>
      <h1 class="govuk-heading-l">${title}</h1>
      ${helpQuestion(asked)} ${summaryList(summary(asked))}
      ${contents(language, ['mine', 'others', 'papers', 'talk', 'decisions', 'needs', 'meetings', 'consents'], asked)}
      <button type="button" class="govuk-button govuk-button--secondary" hidden data-print>
        ${say(language, 'planPrint')}
      </button>
      <noscript><p class="govuk-body okno-quiet">${say(language, 'printWithoutScript')}</p></noscript>
      <section class="okno-section" aria-labelledby="mine">
        <h2 class="govuk-heading-m" id="mine">${say(language, isOwn ? 'myTasks' : 'tasksOfOther')}</h2>
        ${mine.length === 0 ? html`<p class="govuk-body">${say(language, 'myTasksNone')}</p>` : cards(mine)}
      </section>
      ${
        others.length === 0
          ? nothing
          : html`<section class="okno-section" aria-labelledby="others">
              <h2 class="govuk-heading-m" id="others">${say(language, 'othersTasks')}</h2>
              ${cards(others)}
            </section>`
      }
      ${folded('waitingTasks', waiting)} ${folded('doneTasks', over)} ${folded('cancelledTasks', cancelled)}
      ${requestSection(asked)} ${tellFactsLink(asked)} ${papersSection(asked, isPossible)}
      ${talkSection(asked, events, isPossible)} ${decisionsSection(asked, isPossible)}
      ${needsSection(asked, isPossible)} ${meetingsSection(asked, isPossible)} ${consentsSection(asked, isPossible)}
      ${participantsLeft(asked, isPossible)}
      ${details({ summary: say(language, 'timelineTitle'), body: timeline(language, asked, events) })}
      ${isOwn ? html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, '/my/journal')}">${say(language, 'journalTitle')}</a></p>` : nothing}
    </div>`;
  return layout(screen, { title, body, back: '/my' });
}

/** The question whether it helped, after it has gone out and until it is answered of each need. */
function helpQuestion({ joint, language }: Asked): Html {
  const days = joint.asked.at(-1);
  if (days === undefined) return nothing;
  const isAnswered = joint.needs.every(({ need }) =>
    joint.outcomes.some((one) => one.need === need && one.asked === days),
  );
  if (isAnswered) return nothing;
  return inset(
    html`<h2 class="govuk-heading-m">${say(language, 'caseHelpTitle')}</h2>
      <p class="govuk-body">${say(language, 'caseHelpLead', { days: String(days) })}</p>
      <p class="govuk-body"><a class="govuk-link" href="#needs">${say(language, 'caseNeeds')}</a></p>`,
  );
}

function summary(asked: Asked): readonly SummaryRow[] {
  const { language, joint, catalogue, timeZone } = asked;
  const agreement = catalogue.agreements.get(joint.agreement);
  const phone = catalogue.agencies.get(joint.lead)?.phone;
  return [
    {
      key: say(language, 'caseStatus'),
      value: tag(
        say(language, joint.status === 'open' ? 'caseOpen' : 'caseClosed'),
        joint.status === 'open' ? 'green' : 'grey',
      ),
    },
    { key: say(language, 'caseOpened'), value: momentText(language, timeZone, joint.openedAt) },
    {
      key: say(language, 'caseLead'),
      value: html`${leadText(asked, joint)}
      ${phone === undefined ? nothing : html`<a class="govuk-link" href="${telephone(phone)}">${phone}</a>`}`,
    },
    { key: say(language, 'modeOfCase'), value: say(language, `modeYou-${joint.mode.mode}`) },
    {
      key: say(language, 'caseAgreement'),
      value: html`<a class="govuk-link" href="${pathIn(language, `/agreements/${joint.agreement}`)}"
        >${agreement?.name[language] ?? joint.agreement}</a
      >`,
    },
  ];
}

/** The family decides who takes part. */
function participantsLeft(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint, catalogue } = asked;
  const leaves = caseActions.filter(({ kind }) => kind === 'invite' || kind === 'leave');
  const invites = caseActions.filter(({ kind }) => kind === 'invite');
  const nameOf = (agency: string): string => catalogue.agencies.get(agency)?.name[language] ?? agency;
  return details({
    summary: `${say(language, 'participantsTitle')} (${joint.participants.length})`,
    body: html`<ul class="okno-cards">
        ${joint.participants.map(
          ({ agency, state, contact, because }) =>
            html`<li class="okno-card">
              <h2 class="govuk-heading-s">${nameOf(agency)} ${tag(say(language, `participant-${state}`), 'grey')}</h2>
              <p class="govuk-body okno-quiet">${because[language]}</p>
              ${contact === undefined ? nothing : html`<p class="govuk-body">${contact}</p>`}
              ${actionLinks(asked, leaves, agency, nameOf(agency), isPossible)}
            </li>`,
        )}
      </ul>
      ${actionLinks(asked, invites, '', say(language, 'participantsTitle'), isPossible)}`,
  });
}
