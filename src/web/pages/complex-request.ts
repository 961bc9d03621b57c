import type { Language } from '#language';
import { complexRequest } from '#planner';
import type { ComplexRequest, RequestedService, ServiceRef } from '#planner';
import { approximateSteps } from '#web/parts/approximate.ts';
import { counted, dayText } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { toBeChecked } from '#web/parts/notices.ts';
import { agencyName, stepFor } from '#web/parts/step.ts';
import { isDanger } from '#web/danger.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

/** What a one-stop centre takes in one request, as a sheet for the person and the clerk (210-FZ art. 15.1). */
export function complexRequestPage(screen: Screen, open: Open): Html {
  const { language } = screen;
  const request = requestOf(open);
  const title = say(language, 'requestTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${
      request === undefined
        ? html`<p class="govuk-body">${say(language, 'requestNone')}</p>`
        : requestSheet(language, open, request)
    }
    <p class="govuk-body okno-screen-only">
      <a class="govuk-link" href="${pathIn(language, '/situation/route')}">${say(language, 'toRoute')}</a>
    </p>`;
  return layout(screen, { title, body, back: '/situation/route', danger: isDanger(open) });
}

/** The way to the sheet from the route; nothing where there would be none. */
export function complexRequestOffer(language: Language, open: Open): Html {
  if (requestOf(open) === undefined) return nothing;
  return html`<p class="govuk-body">
    ${say(language, 'requestOffer')}
    <a class="govuk-link" href="${pathIn(language, '/situation/request')}">${say(language, 'requestTitle')}</a>
  </p>`;
}

function requestOf({ catalogue, assessment, route }: Open): ComplexRequest | undefined {
  return complexRequest(catalogue, assessment, route);
}

function requestSheet(language: Language, open: Open, request: ComplexRequest): Html {
  const rounds = [...Map.groupBy(request.services, ({ round }) => round)];
  const approximate = approximateSteps(open.route);
  return html`<div class="okno-request">
    <p class="govuk-body">${say(language, 'requestLead')}</p>
    <div class="okno-screen-only">
      <button type="button" class="govuk-button" hidden data-print>${say(language, 'print')}</button>
      <noscript><p class="govuk-body okno-quiet">${say(language, 'printWithoutScript')}</p></noscript>
    </div>
    ${totalTerm(language, open, request, approximate)}
    ${rounds.map(
      ([round, services]) =>
        html`<section class="okno-section" aria-labelledby="round-${String(round)}">
          <h2 class="govuk-heading-m" id="round-${String(round)}">
            ${round === 1 ? say(language, 'requestParallel') : say(language, 'requestRound', { round: String(round) })}
          </h2>
          <ul class="okno-cards">
            ${services.map((one) => requestedCard(language, open, one, approximate))}
          </ul>
        </section>`,
    )}
    ${rounds.length === 1 ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'requestHandedOn')}</p>`}
    ${
      request.outside.length === 0
        ? nothing
        : html`<section class="okno-section" aria-labelledby="outside">
            <h2 class="govuk-heading-m" id="outside">${say(language, 'requestOutside')}</h2>
            <ul class="govuk-list govuk-list--bullet">
              ${request.outside.map((ref) => html`<li>${nameOf(language, open, ref)}</li>`)}
            </ul>
          </section>`
    }
  </div>`;
}

function totalTerm(language: Language, open: Open, request: ComplexRequest, approximate: ReadonlySet<string>): Html {
  const { from, until, usually, services } = request;
  const isRough = services.some((one) => roughDays(open, one, approximate).decided);
  const days = counted(language, request.calendarDays, say(language, 'calendarDayForms'));
  const span = { from: dayText(language, from), until: dayText(language, until), days };
  return html`<section aria-labelledby="term">
    <h2 class="govuk-heading-m" id="term">${say(language, 'requestTerm')}</h2>
    <p class="govuk-body">
      <strong>${say(language, 'requestUntil', span)}</strong>
      ${usually === until ? nothing : say(language, 'requestUsually', { day: dayText(language, usually) })}${mark(language, isRough)}
    </p>
    <p class="govuk-body">${say(language, 'requestEndsWith')} ${namesOf(language, open, request.endsWith)}.</p>
  </section>`;
}

function requestedCard(language: Language, open: Open, one: RequestedService, approximate: ReadonlySet<string>): Html {
  const rough = roughDays(open, one, approximate);
  const filed = say(language, 'requestFiled', { day: dayText(language, one.filed) });
  const answer = say(language, 'requestAnswer', { day: dayText(language, one.decided) });
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${nameOf(language, open, one)}</h3>
    <p class="govuk-body okno-quiet">${agencyName(language, open, one.agency)}</p>
    <p class="govuk-body">${filed}${atLatest(language, one.filed, one.filedAtLatest)}.${mark(language, rough.filed)}</p>
    <p class="govuk-body">
      ${answer}${atLatest(language, one.decided, one.decidedAtLatest)}.${mark(language, rough.decided)}
    </p>
    ${
      one.after.length === 0
        ? nothing
        : html`<p class="govuk-body">${say(language, 'requestAfter')} ${namesOf(language, open, one.after)}.</p>`
    }
  </li>`;
}

/** Which days of a service rest on a term that is to be checked, its own or one before it. */
function roughDays(
  { route }: Open,
  one: RequestedService,
  approximate: ReadonlySet<string>,
): { readonly filed: boolean; readonly decided: boolean } {
  const steps = route.steps.filter(
    ({ service, subject, turn, id }) =>
      service === one.service && subject === one.subject && turn === 1 && approximate.has(id),
  );
  return {
    filed: steps.some(({ part }) => part === 'apply'),
    decided: one.certainty === 'unsure' || steps.length > 0,
  };
}

const mark = (language: Language, isRough: boolean): Html => (isRough ? html` ${toBeChecked(language)}` : nothing);

function atLatest(language: Language, day: string, latest: string): string {
  return day === latest ? '' : `, ${say(language, 'requestAtLatest', { day: dayText(language, latest) })}`;
}

function namesOf(language: Language, open: Open, refs: readonly ServiceRef[]): string {
  return refs.map((ref) => nameOf(language, open, ref)).join('; ');
}

function nameOf(language: Language, open: Open, ref: ServiceRef): string {
  const name = open.catalogue.services.get(ref.service)?.name[language] ?? ref.service;
  const whose = stepFor(language, open, ref);
  return whose === '' ? name : `${name} (${whose})`;
}
