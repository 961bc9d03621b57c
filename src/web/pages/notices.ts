import { addDays } from '#planner';
import type { Catalogue } from '#catalogue';
import type { Check, Meaning, NoticeOfPerson } from '#exchange';
import type { Language } from '#language';
import { factNames } from '#web/parts/case-sections.ts';
import { dayText } from '#web/parts/format.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { dayOfMoment, momentText } from '#web/parts/moments.ts';
import { tag, toBeChecked } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { noticeWords } from '#web/words/notices.ts';

type Around = { readonly catalogue: Catalogue; readonly timeZone: string };

/** What registers told of as changed: what came within reach, what may end and why, and what the person can do. */
export function myNoticesPage(screen: Screen, around: Around, notices: readonly NoticeOfPerson[]): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'noticesTitle')}</h1>
    <p class="govuk-body">${say(language, notices.length === 0 ? 'noticesNone' : 'noticesLead')}</p>
    ${notices.map((notice) => noticeSection(language, around, notice))}`;
  return layout(screen, { title: say(language, 'noticesTitle'), body, back: '/my' });
}

function noticeSection(language: Language, around: Around, notice: NoticeOfPerson): Html {
  const { catalogue, timeZone } = around;
  const { type, at, facts, source, meaning, declinedAt } = notice;
  const word = Object.keys(noticeWords).find((one): one is keyof typeof noticeWords => one === `notice-${type}`);
  const title = say(language, word ?? 'noticeOther');
  const moment = momentText(language, timeZone, at.toISOString());
  const agency = source.split('/').find((part) => catalogue.agencies.has(part)) ?? source;
  const told = say(language, 'noticeFrom', {
    agency: catalogue.agencies.get(agency)?.shortName[language] ?? agency,
    at: moment,
    facts: factNames({ catalogue, language }, facts),
  });
  const meant = Object.entries(meaning);
  const gained = meant.flatMap(([, one]) => one.gained);
  const isEmpty = meant.every(([, one]) => one.gained.length === 0 && one.lost.length === 0 && one.isOpen !== true);
  return html`<section class="okno-section" aria-label="${title}, ${moment}">
    <h2 class="govuk-heading-m">${title}</h2>
    <p class="govuk-body okno-quiet">${told}</p>
    ${meant.length === 0 ? notWeighedPart(language, around, notice) : isEmpty ? html`<p class="govuk-body">${say(language, 'noticeNothing')}</p>` : nothing}
    ${gainedPart(language, around, gained)}
    ${meant.map(([inquiry, one]) => lostPart(language, around, one.lost, { inquiry, day: monthAfter(dayOfMoment(timeZone, at.toISOString())) }))}
    ${meant.some(([, one]) => one.isOpen === true) ? beginPart(language, 'noticeOpen') : nothing}
    ${
      declinedAt !== null
        ? tag(say(language, 'noticeDeclined'), 'grey')
        : gained.some(({ rule }) => rule === undefined)
          ? answerForm(
              language,
              notice,
              button({
                text: say(language, 'noticeDecline'),
                name: 'answer',
                value: 'decline',
                look: 'secondary',
              }),
            )
          : nothing
    }
  </section>`;
}

function answerForm(language: Language, { source, id, subject }: NoticeOfPerson, buttons: Html): Html {
  const hidden = Object.entries({ source, id, subject }).map(
    ([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`,
  );
  return html`<form method="post" action="${pathIn(language, '/my/notices')}">${hidden} ${buttons}</form>`;
}

/** What no case has weighed: only she herself can let it be checked. Of a death nobody is asked what it brings her. */
function notWeighedPart(language: Language, around: Around, notice: NoticeOfPerson): Html {
  const { type, toCheck, declinedAt, checkAt, agreedAt, askedWith } = notice;
  if (type === 'death' || declinedAt !== null) return nothing;
  if (askedWith !== null) return html`<p class="govuk-body">${say(language, 'noticeAskedWith')}</p>`;
  if (agreedAt !== null && checkAt !== null)
    return html`<p class="govuk-body">
        ${say(language, 'noticeAgreed', { at: momentText(language, around.timeZone, agreedAt.toISOString()) })}
      </p>
      ${answerForm(language, notice, button({ text: say(language, 'noticeWithdraw'), name: 'answer', value: 'decline', look: 'secondary' }))}`;
  return toCheck !== null ? requestPart(language, around, notice, toCheck) : beginPart(language, 'noticeCheck');
}

/** The request for her consent: what would be checked, who would be asked what, and that nobody is asked without it. */
function requestPart(
  language: Language,
  { catalogue }: Around,
  notice: NoticeOfPerson,
  { rules, questions }: Check,
): Html {
  const names = rules.map((rule) => catalogue.proactive.get(rule)?.name[language] ?? rule);
  return html`<h3 class="govuk-heading-s">${say(language, 'noticeCheckTitle')}</h3>
    <p class="govuk-body">${say(language, 'noticeRequest', { what: names.join('; ') })}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${questions.map(
        ({ agency, facts }) =>
          html`<li>
            ${catalogue.agencies.get(agency)?.shortName[language] ?? agency}:
            ${factNames({ catalogue, language }, facts)}
          </li>`,
      )}
    </ul>
    <p class="govuk-body">${say(language, 'noticeRequestOnce')}</p>
    ${answerForm(
      language,
      notice,
      html`<div class="govuk-button-group">
        ${button({ text: say(language, 'noticeAgree'), name: 'answer', value: 'agree' })}
        ${button({ text: say(language, 'noticeDisagree'), name: 'answer', value: 'decline', look: 'secondary' })}
      </div>`,
    )}`;
}

/** What registers cannot say she tells herself: that begins a situation. */
function beginPart(language: Language, word: 'noticeCheck' | 'noticeOpen'): Html {
  return html`<h3 class="govuk-heading-s">${say(language, 'noticeCheckTitle')}</h3>
    <p class="govuk-body">${say(language, word)}</p>
    ${button({ text: say(language, 'noticeCheckBegin'), href: pathIn(language, '/') })}`;
}

function gainedPart(language: Language, { catalogue }: Around, gained: Meaning['gained']): Html {
  if (gained.length === 0) return nothing;
  return html`<h3 class="govuk-heading-s">${say(language, 'noticeGained')}</h3>
    <ul class="govuk-list govuk-list--bullet">
      ${gained.map(({ service, rule }) => {
        const of = catalogue.services.get(service);
        return html`<li>
          <strong>${of?.name[language] ?? service}</strong><br />
          ${
            rule === undefined
              ? html`${say(language, 'noticeApply')}. ${of?.howTo[language] ?? ''}`
              : html`<a class="govuk-link" href="${pathIn(language, '/my/offers')}"
                  >${say(language, 'noticeOffered')}</a
                >`
          }
        </li>`;
      })}
    </ul>`;
}

function lostPart(
  language: Language,
  { catalogue }: Around,
  lost: Meaning['lost'],
  { inquiry, day }: { readonly inquiry: string; readonly day: string },
): Html {
  if (lost.length === 0) return nothing;
  return html`<h3 class="govuk-heading-s">${say(language, 'noticeLost')}</h3>
    <ul class="okno-cards">
      ${lost.map(({ service, because }) => {
        const of = catalogue.services.get(service);
        const agency = catalogue.agencies.get(of?.authority ?? '')?.shortName[language] ?? '';
        return html`<li class="okno-card okno-card--no">
          <p class="govuk-body"><strong>${of?.name[language] ?? service}</strong></p>
          <p class="govuk-body">
            ${say(language, 'noticeLostFrom', { day: dayText(language, day), agency })} ${toBeChecked(language)}
          </p>
          ${
            because.length === 0
              ? html`<p class="govuk-body">${say(language, 'noticeNotKnown')}.</p>`
              : html`<p class="govuk-body">${say(language, 'noticeBecause')}:</p>
                  <ul class="govuk-list govuk-list--bullet">
                    ${because.map((text) => html`<li>${text[language]}</li>`)}
                  </ul>`
          }
        </li>`;
      })}
    </ul>
    <p class="govuk-body">${say(language, 'noticeCan')}:</p>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <a class="govuk-link" href="${pathIn(language, `/my/inquiry/${inquiry}`)}">${say(language, 'noticeWrong')}</a>
      </li>
      <li><a class="govuk-link" href="${pathIn(language, '/my')}">${say(language, 'noticeAsk')}</a></li>
    </ul>`;
}

/** The first day of the month after a day. */
function monthAfter(day: string): string {
  return `${addDays(`${day.slice(0, 8)}01`, 31).slice(0, 8)}01`;
}
