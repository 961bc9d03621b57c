import { button } from '#web/parts/govuk.ts';
import type { Language } from '#language';
import { contradictionsNotice } from '#web/parts/contradictions.ts';
import { byService, noItem, questionPath, unknownItem, yesCard } from '#web/parts/entitlement.ts';
import { capitalised, counted } from '#web/parts/format.ts';
import { type Html, html, join, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { cliffsLink } from '#web/parts/cliffs.ts';
import { interplaySection } from '#web/parts/interplay.ts';
import { details, inset } from '#web/parts/notices.ts';
import { inquiriesSection } from '#web/parts/inquiries.ts';
import { placesSection } from '#web/parts/places-to-go.ts';
import { tonightSection } from '#web/parts/tonight.ts';
import { isDanger } from '#web/danger.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

/** Tonight, then the way on, then what is yours; what is not yours and what nobody gives is said too, with the reason. */
export function resultPage(screen: Screen, open: Open, isSignedIn = false): Html {
  const { language } = screen;
  const { assessment } = open;
  const tonight = new Set(open.route.steps.filter((step) => step.urgency === 'tonight').map((step) => step.service));
  // What is for tonight stands above, with its reasons; it is not said twice.
  const allYes = byService(open, 'yes');
  const yes = allYes.filter(({ service }) => !tonight.has(service.id));
  const unknown = byService(open, 'unknown').filter(({ service }) => !tonight.has(service.id));
  const no = byService(open, 'no');
  const body = html` <h1 class="govuk-heading-l">${say(language, 'resultTitle')}</h1>
    ${tonightSection(language, open)}
    ${contradictionsNotice(language, open.catalogue, open.stored, assessment.contradictions)}
    ${nextQuestionBanner(screen, open)}
    <div class="okno-next">
      ${button({ text: say(language, 'toRoute'), href: pathIn(language, '/situation/route') })}
    </div>
    <section class="okno-section" aria-labelledby="yes">
      <h2 class="govuk-heading-m" id="yes">${say(language, 'yesTitle')}</h2>
      ${
        yes.length === 0
          ? html`<p class="govuk-body">${noneText(language, open, allYes.length > yes.length, unknown.length > 0)}</p>`
          : html`<ul class="okno-cards">
              ${yes.map((one) => yesCard(language, open, one))}
            </ul>`
      }
    </section>
    ${interplaySection(language, open)} ${cliffsLink(language, open)}
    ${
      unknown.length === 0
        ? nothing
        : html`<section class="okno-section" aria-labelledby="unknown">
            <h2 class="govuk-heading-m" id="unknown">${say(language, 'unknownTitle')}</h2>
            <p class="govuk-body">${say(language, 'unknownLead')}</p>
            ${details({
              summary: counted(language, unknown.length, say(language, 'serviceForms')),
              body: html`<ul class="okno-cards">
                ${unknown.map((one) => unknownItem(language, open, one))}
              </ul>`,
            })}
          </section>`
    }
    ${inquiriesSection(language, open, isSignedIn)} ${gapsSection(screen, open)} ${placesSection(language, open)}
    ${
      no.length === 0
        ? nothing
        : html`<section class="okno-section" aria-labelledby="no">
            <h2 class="govuk-heading-m" id="no">${say(language, 'noTitle')}</h2>
            <p class="govuk-body">${say(language, 'noLead')}</p>
            ${details({
              summary: counted(language, no.length, say(language, 'serviceForms')),
              body: html`<ul class="okno-cards">
                ${no.map((one) => noItem(language, open, one))}
              </ul>`,
            })}
          </section>`
    }
    <div class="okno-next">
      ${button({ text: say(language, 'toRoute'), href: pathIn(language, '/situation/route') })}
      <p class="govuk-body">
        ${say(language, 'caseOffer')}
        <a class="govuk-link" href="${pathIn(language, '/situation/open-case')}">${say(language, 'caseOpenTitle')}</a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="${pathIn(language, '/situation/save')}">${say(language, 'saveTitle')}</a>
      </p>
    </div>
    ${assessment.situations.length === 0 ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'situationsLine')} ${assessment.situations.map((one) => open.catalogue.situations.get(one.situation)?.name[language] ?? one.code).join('; ')}</p>`}`;
  return layout(screen, {
    title: say(language, 'resultTitle'),
    body,
    back: '/situation/question',
    danger: isDanger(open),
  });
}

/** Nothing stands among what is certain: why not, and what to do about it, which differs. */
function noneText(language: Language, open: Open, isHelpAbove: boolean, isMoreOpen: boolean): string {
  const isAsked = open.assessment.nextQuestion !== null;
  const more = isAsked ? 'yesMoreAsked' : isMoreOpen ? 'yesMoreOpen' : 'yesMoreNone';
  if (isHelpAbove) return `${say(language, 'yesAbove')} ${say(language, more)}`;
  return say(language, isAsked ? 'yesNone' : isMoreOpen ? 'yesNoneOpen' : 'yesNoneAtAll');
}

function nextQuestionBanner(screen: Screen, open: Open): Html {
  const { language } = screen;
  const next = open.assessment.nextQuestion;
  if (next === null) return nothing;
  return inset(
    html`<p class="govuk-body"><strong>${say(language, 'nextQuestionLead')}</strong></p>
      <p class="govuk-body">${capitalised(next.text[language])}</p>
      ${button({ text: say(language, 'answerQuestion'), look: 'secondary', href: questionPath(language, next, 'question') })}`,
  );
}

function gapsSection(screen: Screen, open: Open): Html {
  const { language } = screen;
  const { gaps } = open.assessment;
  if (gaps.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="gaps">
    <h2 class="govuk-heading-m" id="gaps">${say(language, 'gapsTitle')}</h2>
    <p class="govuk-body">${say(language, 'gapsLead')}</p>
    <ul class="okno-cards">
      ${join(
        gaps.map(
          (gap) =>
            html`<li class="okno-card okno-card--gap">
              <h3 class="govuk-heading-s">${open.catalogue.needs.get(gap.need)?.name[language] ?? gap.need}</h3>
              <p class="govuk-body">${capitalised(gap.text[language])}</p>
              <p class="govuk-body okno-quiet">${say(language, `gap-${gap.reason}`)}</p>
            </li>`,
        ),
      )}
    </ul>
  </section>`;
}
