import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';
import { capitalised, counted, dayShort, dayWithWeekday } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { badge } from './notices.ts';
import { officeText, phoneLink } from './office.ts';
import {
  agencyName,
  howToGet,
  isDoneByPerson,
  officeOf,
  paperText,
  phoneOf,
  stepFor,
  stepTitle,
  whereText,
} from './step.ts';

export type RouteGroup = { readonly title: string; readonly tonight: boolean; readonly steps: readonly Step[] };

/** Tonight first, then day by day. */
export function routeGroups(language: Language, steps: readonly Step[]): readonly RouteGroup[] {
  const tonight = steps.filter((step) => step.urgency === 'tonight');
  const days = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.urgency === 'tonight') continue;
    const day = days.get(step.start);
    if (day === undefined) days.set(step.start, [step]);
    else day.push(step);
  }
  return [
    ...(tonight.length === 0 ? [] : [{ title: say(language, 'tonightTitle'), tonight: true, steps: tonight }]),
    ...[...days]
      .toSorted(([one], [another]) => one.localeCompare(another))
      .map(([day, ofDay]) => ({ title: capitalised(dayWithWeekday(language, day)), tonight: false, steps: ofDay })),
  ];
}

export function routeList(language: Language, open: Open): Html {
  const numbers = new Map(open.route.steps.map((step, index) => [step.id, index + 1]));
  return html`${routeGroups(language, open.route.steps).map(
    (group, index) =>
      html`<section class="okno-day${group.tonight ? ' okno-day--tonight' : ''}" aria-labelledby="day-${index}">
        <h2 class="govuk-heading-m" id="day-${index}">${group.title}</h2>
        <ol class="okno-steps">
          ${group.steps.map((step) => stepItem(language, open, step, numbers))}
        </ol>
      </section>`,
  )}`;
}

function stepItem(language: Language, open: Open, step: Step, numbers: ReadonlyMap<string, number>): Html {
  const number = numbers.get(step.id) ?? 0;
  const whose = stepFor(language, open, step);
  const mine = isDoneByPerson(step);
  return html`<li class="okno-step${mine ? '' : ' okno-step--agency'}" id="step-${number}">
    <div class="okno-step__number" aria-hidden="true">${number}</div>
    <div class="okno-step__body">
      <h3 class="govuk-heading-s">
        ${stepTitle(language, open, step)}${whose === '' ? nothing : html` <span class="okno-step__for">${whose}</span>`}
      </h3>
      <p class="govuk-body okno-step__who">
        ${badge(mine ? say(language, 'youDo') : say(language, 'agencyDoes', { agency: agencyName(language, open, step.agency) }), mine ? 'blue' : 'grey')}${step.sure ? nothing : html` ${badge(say(language, 'notSureStep'), 'orange')}`}${step.certainty === 'unsure' ? html` <span class="okno-unsure">${say(language, 'toBeChecked')}</span>` : nothing}
      </p>
      ${mine ? html`<p class="govuk-body">${step.id.endsWith(':collect') ? nothing : step.text[language]}</p>` : nothing}
      ${mine ? where(language, open, step) : nothing} ${papers(language, open, step)} ${waiting(language, step)}
      ${because(language, open, step, numbers)}
    </div>
  </li>`;
}

function where(language: Language, open: Open, step: Step): Html {
  const office = officeOf(open, step);
  const phone = phoneOf(open, step);
  if (office !== undefined)
    return html`<p class="govuk-body okno-step__where">
      ${officeText(language, office)}${office.phone === undefined && phone !== undefined ? html`<br />${phoneLink(phone)}` : nothing}
    </p>`;
  return html`<p class="govuk-body okno-step__where">
    ${capitalised(whereText(language, open, step))}${phone === undefined ? nothing : html`<br />${phoneLink(phone)}`}
  </p>`;
}

function papers(language: Language, open: Open, step: Step): Html {
  const bring = step.bring.map((ref, index) => {
    const how = howToGet(language, open, ref);
    const id = `${step.id}-${index}`.replaceAll(/[^\w-]/gu, '-');
    return html`<li class="okno-paper">
      <input type="checkbox" id="${id}" autocomplete="off" /><label for="${id}"
        >${paperText(language, open, ref)}${how === undefined ? nothing : html` <span class="okno-quiet">${how}</span>`}</label
      >
    </li>`;
  });
  const from = new Map<string, string[]>();
  for (const ref of step.obtained) {
    const agency = agencyName(language, open, ref.from);
    from.set(agency, [...(from.get(agency) ?? []), paperText(language, open, ref)]);
  }
  return html`${
    bring.length === 0
      ? isDoneByPerson(step)
        ? html`<p class="govuk-body">${badge(say(language, 'withoutPapers'), 'green')}</p>`
        : nothing
      : html`<p class="govuk-body okno-step__label">${say(language, 'bring')}</p>
          <ul class="okno-papers">
            ${bring}
          </ul>`
  }
  ${from.size === 0 ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'nobodyBrings')} ${[...from].map(([agency, names]) => `${names.join(', ')} (${agency})`).join('; ')}</p>`}`;
}

function waiting(language: Language, step: Step): Html {
  if (step.action !== 'waiting' && step.action !== 'automatic') return nothing;
  if (step.end === step.start && step.latestEnd === step.end) return nothing;
  const late =
    step.latestEnd === step.end ? '' : ` ${say(language, 'untilLatest', { day: dayShort(language, step.latestEnd) })}`;
  return html`<p class="govuk-body">${say(language, 'waitUntil', { day: dayShort(language, step.end) })}${late}</p>`;
}

function because(language: Language, open: Open, step: Step, numbers: ReadonlyMap<string, number>): Html {
  if (step.after.length === 0 || step.action === 'waiting') return nothing;
  const links = step.after.flatMap((id) => {
    const before = open.route.steps.find((one) => one.id === id);
    const number = numbers.get(id);
    if (before === undefined || number === undefined) return [];
    return [
      html`<li>
        <a class="govuk-link" href="#step-${number}">${number}. ${stepTitle(language, open, before)}</a
        >${before.gives.length === 0 ? nothing : html` <span class="okno-quiet">(${before.gives.map((ref) => paperText(language, open, ref)).join(', ')})</span>`}
      </li>`,
    ];
  });
  return links.length === 0
    ? nothing
    : html`<div class="okno-step__after">
        <p class="govuk-body okno-quiet">${say(language, 'afterSteps')}</p>
        <ul class="govuk-list">
          ${links}
        </ul>
      </div>`;
}

export function visitsText(language: Language, open: Open): string {
  return say(language, 'visitsLine', {
    visits: counted(language, open.route.visits, say(language, 'visitForms')),
    day: dayShort(language, open.route.finish),
  });
}
