import type { Decision, JointCase, Meeting } from '#cases';
import type { Asked } from '#web/actions/action.ts';
import { agencyName } from '#web/actions/action.ts';
import { caseActions } from '#web/actions/case-actions.ts';
import { decisionActions } from '#web/actions/decision-actions.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { actionLinks } from './case-task.ts';
import type { WhatIsPossible } from './case-task.ts';
import { articleText } from './criteria.ts';
import { capitalised, dayText, money } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { dayOfMoment, momentText } from './moments.ts';
import { details, inset, tag } from './notices.ts';

const colours = { granted: 'green', partly: 'yellow', refused: 'orange' } as const;

export function decisionsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint } = asked;
  if (joint.decisions.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="decisions">
    <h2 class="govuk-heading-m" id="decisions">${say(language, 'decisionsTitle')}</h2>
    <ul class="okno-cards">
      ${joint.decisions.toReversed().map((decision) => decisionCard(asked, decision, isPossible))}
    </ul>
    <p class="govuk-body okno-screen-only">
      <a class="govuk-link" href="${pathIn(language, `/case/${joint.number}/held`)}">${say(language, 'heldTitle')}</a>
    </p>
  </section>`;
}

export function decisionCard(asked: Asked, decision: Decision, isPossible: WhatIsPossible): Html {
  const { language, catalogue, joint, timeZone } = asked;
  const { outcome, by, decidedAt, holdsFrom, reason, criteria, missingPapers, amount } = decision;
  const service = catalogue.services.get(decision.service);
  const name = service?.name[language] ?? decision.service;
  const agency = by.kind === 'officer' ? agencyName(asked, by.agency) : say(language, 'whoOkno');
  const day = dayText(language, dayOfMoment(timeZone, decidedAt));
  const all = service?.versions.flatMap((version) => version.criteria) ?? [];
  const failed = criteria.map((id) => all.find((one) => one.id === id)?.text[language] ?? id);
  const papers = missingPapers.map((id) => catalogue.evidence.get(id)?.name[language] ?? id);
  const isRevised = joint.decisions.some(({ revises }) => revises === decision.id);
  return html`<li class="okno-card ${outcome === 'refused' ? 'okno-card--no' : ''}" id="decision-${decision.id}">
    <h3 class="govuk-heading-s">${name} ${tag(say(language, `decision-${outcome}`), colours[outcome])}</h3>
    <p class="govuk-body okno-quiet">
      ${say(language, 'decisionBy', { agency, day, from: dayText(language, holdsFrom) })}
    </p>
    ${isRevised ? html`<p class="govuk-body"><strong>${say(language, 'decisionRevised')}</strong></p>` : nothing}
    ${amount === undefined ? nothing : html`<p class="govuk-body okno-amount"><strong>${money(language, amount.value)}</strong> ${say(language, `per-${amount.per}`)}</p>`}
    ${reason === '' ? nothing : html`<p class="govuk-body">${say(language, 'decisionWhy')}: <span class="okno-said">${reason}</span></p>`}
    ${listed(say(language, 'decisionCriteria'), failed)} ${listed(say(language, 'decisionPapers'), papers)}
    ${isRevised ? nothing : remedies(asked, decision)}
    ${actionLinks(
      asked,
      decisionActions.filter(({ kind }) => kind === 'object'),
      decision.id,
      name,
      isPossible,
    )}
  </li>`;
}

function listed(title: string, lines: readonly string[]): Html {
  if (lines.length === 0) return nothing;
  return html`<p class="govuk-body">${title}:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
}

function remedies({ language, joint, today, timeZone }: Asked, decision: Decision): Html {
  if (decision.outcome === 'granted' || decision.remedies.length === 0) return nothing;
  const filed = joint.objections.filter((one) => one.decision === decision.id);
  const nameOf = (to: string): string => decision.remedies.find((one) => one.to === to)?.text[language] ?? to;
  return html`<p class="govuk-body">${say(language, 'decisionObject')}:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${decision.remedies.map(
        ({ text, until, article }) =>
          html`<li>
            ${text[language]}${until === undefined ? nothing : html` — ${say(language, until < today ? 'decisionLate' : 'decisionUntil', { until: dayText(language, until) })}`}
            ${articleText(article)}
          </li>`,
      )}
    </ul>
    ${filed.map(
      ({ filedAt, to, words }) =>
        html`<p class="govuk-body">
          ${say(language, 'decisionObjected', { day: dayText(language, dayOfMoment(timeZone, filedAt)), to: nameOf(to) })}
          <span class="okno-said">${words}</span>
        </p>`,
    )}`;
}

export function needsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint, catalogue } = asked;
  if (joint.needs.length === 0) return nothing;
  const offered = caseActions.filter(({ kind }) => kind === 'tell-outcome' || kind === 'hand-over-need');
  return html`<section class="okno-section" aria-labelledby="needs">
    <h2 class="govuk-heading-m" id="needs">${say(language, 'caseNeeds')}</h2>
    ${details({
      summary: say(language, 'needsAll', { count: String(joint.needs.length) }),
      open: isOver(joint),
      body: html`<ul class="okno-cards">
        ${joint.needs.map((one) => {
          const name = catalogue.needs.get(one.need)?.name[language] ?? one.need;
          const told = joint.outcomes.filter(({ need }) => need === one.need);
          return html`<li class="okno-card">
            <h3 class="govuk-heading-s">
              ${capitalised(name)}
              ${tag(say(language, `urgency-${one.urgency}`), one.urgency === 'tonight' ? 'orange' : 'grey')}
            </h3>
            <p class="govuk-body okno-quiet">${capitalised(one.because[language])}</p>
            ${
              told.length === 0
                ? html`<p class="govuk-body">${capitalised(say(language, 'caseNeedUnanswered'))}</p>`
                : told.map(
                    ({ answer, words, asked: days }) =>
                      html`<p class="govuk-body">
                        <strong>${say(language, `helped-${answer}`)}</strong
                        >${days === 0 ? nothing : html` <span class="okno-quiet">(${say(language, 'caseNeedAfter', { days: String(days) })})</span>`}
                        ${words === undefined ? nothing : html`<span class="okno-said">${words}</span>`}
                      </p>`,
                  )
            }
            ${one.handedTo === undefined ? nothing : html`<p class="govuk-body">${capitalised(say(language, 'caseNeedHanded', { agency: agencyName(asked, one.handedTo.agency), reason: one.handedTo.reason }))}</p>`}
            ${actionLinks(asked, offered, one.need, name, isPossible)}
          </li>`;
        })}
      </ul>`,
    })}
  </section>`;
}

/** Nothing is left to do, or it was asked whether it helped: now each need wants an answer. */
function isOver({ tasks, asked }: JointCase): boolean {
  return (
    asked.length > 0 || tasks.every(({ state }) => state === 'done' || state === 'refused' || state === 'cancelled')
  );
}

export function meetingsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint } = asked;
  const offered = caseActions.filter(({ kind }) => kind === 'hold-meeting' || kind === 'cancel-meeting');
  const calls = caseActions.filter(({ kind }) => kind === 'call-meeting');
  return html`<section class="okno-section" aria-labelledby="meetings">
    <h2 class="govuk-heading-m" id="meetings">${say(language, 'meetingsTitle')}</h2>
    ${joint.status === 'open' && joint.reviewToldOn !== undefined ? inset(html`<p class="govuk-body">${say(language, 'meetingsReviewDue')}</p>`) : nothing}
    ${
      joint.meetings.length === 0
        ? html`<p class="govuk-body">${say(language, 'meetingsNone')}</p>`
        : html`<ul class="okno-cards">
            ${joint.meetings.map((meeting) => meetingCard(asked, meeting, html`${actionLinks(asked, offered, meeting.id, meeting.place, isPossible)}`))}
          </ul>`
    }
    ${actionLinks(asked, calls, '', say(language, 'meetingsTitle'), isPossible)}
  </section>`;
}

function meetingCard(asked: Asked, { at, place, agenda, invited, state, minutes }: Meeting, links: Html): Html {
  const { language, timeZone } = asked;
  const who = invited.map((agency) => agencyName(asked, agency)).join(', ');
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">
      ${momentText(language, timeZone, at)}, ${place}
      ${tag(say(language, `meeting-${state}`), state === 'called' ? 'yellow' : 'grey')}
    </h3>
    ${listed(say(language, 'doAgenda'), agenda)}
    ${who === '' ? nothing : html`<p class="govuk-body">${say(language, 'meetingInvited', { who })}</p>`}
    ${minutes === undefined ? nothing : html`<p class="govuk-body okno-said">${minutes}</p>`} ${links}
  </li>`;
}

/** Who is shown what on which ground, and the consents, which are taken back as easily as given. */
export function consentsSection(asked: Asked, isPossible: WhatIsPossible): Html {
  const { language, joint } = asked;
  const names = (facts: readonly string[]): string => factNames(asked, facts);
  const to = (agencies: readonly string[]): string => agencies.map((agency) => agencyName(asked, agency)).join(', ');
  const withdraws = caseActions.filter(({ kind }) => kind === 'withdraw-consent');
  const gives = caseActions.filter(({ kind }) => kind === 'consent');
  return html`<section class="okno-section" aria-labelledby="consents">
    <h2 class="govuk-heading-m" id="consents">${say(language, 'consentsOfCase')}</h2>
    <p class="govuk-body">${say(language, 'consentsOfCaseLead')}</p>
    ${details({
      summary: say(language, 'disclosuresAll'),
      body: html`<ul class="govuk-list govuk-list--bullet">
        ${joint.disclosures.map(
          (one) =>
            html`<li>
              ${say(language, 'disclosureLine', { to: agencyName(asked, one.to), facts: names(one.facts), purpose: one.purpose[language], clause: one.clause })}
              ${articleText(one.article)}
              ${one.ground === 'consent' ? tag(say(language, 'disclosureConsent'), 'yellow') : nothing}
            </li>`,
        )}
      </ul>`,
    })}
    ${joint.consents.map((one) => {
      const { id, facts, purpose, until, withdrawnAt } = one;
      const line = say(language, 'consentLine', {
        to: to(one.to),
        facts: names(facts),
        purpose: purpose[language],
        until: dayText(language, until),
      });
      return html`<div class="okno-card">
        <p class="govuk-body">
          ${line} ${withdrawnAt === undefined ? nothing : tag(say(language, 'consentWithdrawn'), 'grey')}
        </p>
        ${actionLinks(asked, withdraws, id, line, isPossible)}
      </div>`;
    })}
    ${actionLinks(asked, gives, '', say(language, 'consentsOfCase'), isPossible)}
  </section>`;
}

export function factNames(
  { catalogue, language }: Pick<Asked, 'catalogue' | 'language'>,
  facts: readonly string[],
): string {
  return facts.map((fact) => catalogue.facts.get(fact)?.name[language] ?? fact).join('; ');
}

export function leadText(asked: Asked, { lead, leadContact }: Pick<JointCase, 'lead' | 'leadContact'>): string {
  const name = agencyName(asked, lead);
  return leadContact === undefined ? name : `${name}: ${leadContact}`;
}
