import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { approximateSteps } from './approximate.ts';
import { capitalised, counted, dayShort, money } from './format.ts';
import type { Html } from './html.ts';
import { html, nothing } from './html.ts';
import { badge, details, toBeChecked } from './notices.ts';
import { officeText, phoneLink } from './office.ts';
import {
  agencyName,
  deciderOf,
  feeOf,
  howToGet,
  officeOf,
  paperText,
  phoneOf,
  stepFor,
  stepTitle,
  whereText,
} from './step.ts';
import type { Stop, StopGroup, Task } from './stops.ts';
import { startOf, stopGroups, stopNumbers } from './stops.ts';

/** The route as a list: a day, the places of the day, and at each place everything that can be done there at once. */
export function routeList(language: Language, open: Open): Html {
  const groups = stopGroups(language, open);
  const numbers = stopNumbers(groups);
  return html`${groups.map((group, index) => {
    const list =
      group.stops.length === 0
        ? nothing
        : html`<ol class="okno-stops" start="${group.stops[0]?.number ?? 1}">
            ${group.stops.map((stop) => stopItem(language, open, stop, numbers, group.kind === 'maybe'))}
          </ol>`;
    const inside = html`${list}${automatic(language, open, group)}`;
    return html`<section class="okno-day okno-day--${group.kind}" aria-labelledby="day-${index}">
      <h2 class="govuk-heading-m" id="day-${index}">${group.title}${checkMark(language, group.approximate)}</h2>
      ${
        group.kind === 'maybe'
          ? html`<p class="govuk-body">${say(language, 'maybeLead')}</p>
              ${details({ summary: say(language, 'maybeOpen'), body: inside, id: 'maybe' })}`
          : inside
      }
    </section>`;
  })}`;
}

function stopItem(
  language: Language,
  open: Open,
  stop: Stop,
  numbers: ReadonlyMap<string, number>,
  dated: boolean,
): Html {
  const [first] = stop.tasks;
  if (first === undefined) return nothing;
  return html`<li class="okno-stop${stop.sure ? '' : ' okno-stop--maybe'}" id="stop-${stop.number}">
    <div class="okno-stop__number" aria-hidden="true">${stop.number}</div>
    <div class="okno-stop__body">
      ${dated ? html`<p class="govuk-body okno-stop__label">${capitalised(say(language, 'notBefore', { day: dayShort(language, startOf(stop)) }))}${checkMark(language, stop.approximate)}</p>` : nothing}
      <div class="okno-stop__where">${where(language, open, first.step)}</div>
      <ul class="okno-tasks">
        ${stop.tasks.map((task) => taskItem(language, open, task, stop))}
      </ul>
      ${papers(language, open, stop)} ${because(language, open, stop, numbers)}
    </div>
  </li>`;
}

function where(language: Language, open: Open, step: Step): Html {
  const office = officeOf(open, step);
  const phone = phoneOf(open, step);
  if (office !== undefined) return officeText(language, office, phone ?? '');
  return html`<strong>${capitalised(whereText(language, open, step))}</strong
    >${phone === undefined ? nothing : html`<br />${phoneLink(phone)}`}`;
}

function taskItem(language: Language, open: Open, task: Task, stop: Stop): Html {
  const { step } = task;
  const whose = stepFor(language, open, step);
  const isCollecting = step.id.endsWith(':collect');
  const how = isCollecting ? nothing : howTo(language, step, stop);
  return html`<li class="okno-task">
    <h3 class="govuk-heading-s">
      ${stepTitle(language, open, step)}${whose === '' ? nothing : html` <span class="okno-task__for">${whose}</span>`}
    </h3>
    ${step.sure ? nothing : html`<p class="govuk-body">${badge(deciderOf(language, open, step), 'orange')}</p>`}
    ${step.certainty === 'unsure' ? html`<p class="govuk-body">${toBeChecked(language)}</p>` : nothing} ${how}
    ${fee(language, open, step)} ${waiting(language, open, task)}
  </li>`;
}

/** Many things at one place are first of all a list, and what may be refused is not told at length: a touch away. */
function howTo(language: Language, step: Step, stop: Stop): Html {
  const text = step.text[language];
  const isShort = stop.tasks.length <= 2 && (step.sure || step.urgency === 'tonight');
  if (isShort) return html`<p class="govuk-body">${text}</p>`;
  return details({ summary: say(language, 'howTo'), body: html`<p class="govuk-body">${text}</p>` });
}

function fee(language: Language, open: Open, step: Step): Html {
  const cost = feeOf(open, step);
  if (cost === undefined) return nothing;
  return html`<p class="govuk-body">
    ${say(language, 'fee', { sum: money(language, cost.value) })}${checkMark(language, cost.certainty === 'unsure')}
  </p>`;
}

const checkMark = (language: Language, isNeeded: boolean): Html =>
  isNeeded ? html` ${toBeChecked(language)}` : nothing;

function waiting(language: Language, open: Open, { step, waiting: wait, approximate }: Task): Html {
  if (wait === undefined || (wait.end === step.start && wait.latestEnd === wait.end)) return nothing;
  const late =
    wait.latestEnd === wait.end ? '' : ` ${say(language, 'untilLatest', { day: dayShort(language, wait.latestEnd) })}`;
  const who = agencyName(language, open, wait.agency);
  return html`<p class="govuk-body okno-quiet">
    ${say(language, 'waitUntil', { day: dayShort(language, wait.end), agency: who })}${late}${checkMark(language, approximate)}
  </p>`;
}

function papers(language: Language, open: Open, stop: Stop): Html {
  const bring = stop.bring.map((ref) => {
    const how = howToGet(language, open, ref);
    const id = `paper-${stop.number}-${ref.evidence}-${ref.subject}`;
    return html`<li class="okno-paper">
      <input type="checkbox" id="${id}" autocomplete="off" /><label for="${id}"
        >${paperText(language, open, ref)}${
          how === undefined ? nothing : html` <span class="okno-quiet">${how}</span>`
        }</label
      >
    </li>`;
  });
  const from = new Map<string, string[]>();
  for (const ref of stop.obtained) {
    const agency = agencyName(language, open, ref.from);
    from.set(agency, [...(from.get(agency) ?? []), paperText(language, open, ref)]);
  }
  const asked = [...from].map(([agency, names]) => `${names.join(', ')} (${agency})`).join('; ');
  return html`${
    bring.length === 0 && stop.handedOver.length > 0
      ? nothing
      : bring.length === 0
        ? html`<p class="govuk-body">${badge(say(language, 'withoutPapers'), 'green')}</p>`
        : html`<p class="govuk-body okno-stop__label">${say(language, 'bring')}</p>
            <ul class="okno-papers">
              ${bring}
            </ul>`
  }${
    stop.handedOver.length === 0
      ? nothing
      : html`<p class="govuk-body okno-quiet">
          ${say(language, 'handedOverHere')} ${stop.handedOver.map((ref) => paperText(language, open, ref)).join(', ')}
        </p>`
  }${asked === '' ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'nobodyBrings')} ${asked}</p>`}`;
}

/** Why not earlier: the stops that must come before, and what they give. */
function because(language: Language, open: Open, stop: Stop, numbers: ReadonlyMap<string, number>): Html {
  const before = new Map<number, Set<string>>();
  for (const { step } of stop.tasks) {
    for (const id of step.after) {
      const number = numbers.get(id);
      const earlier = open.route.steps.find((one) => one.id === id);
      if (number === undefined || number === stop.number || earlier === undefined) continue;
      const given = earlier.gives.map((ref) => paperText(language, open, ref));
      before.set(
        number,
        new Set([
          ...(before.get(number) ?? []),
          ...(given.length === 0 ? [stepTitle(language, open, earlier)] : given),
        ]),
      );
    }
  }
  if (before.size === 0) return nothing;
  const links = [...before].map(
    ([number, given]) =>
      html`<a class="govuk-link" href="#stop-${number}">${say(language, 'stepNumber', { number: String(number) })}</a>
        <span class="okno-quiet">(${[...given].join(', ')})</span> `,
  );
  return html`<p class="govuk-body okno-stop__after">
    <span class="okno-quiet">${say(language, 'afterSteps')}</span> ${links}
  </p>`;
}

function automatic(language: Language, open: Open, group: StopGroup): Html {
  if (group.automatic.length === 0) return nothing;
  const lines = group.automatic.map(({ step, waiting: wait, approximate }) => {
    const whose = stepFor(language, open, step);
    const end = wait?.end ?? step.end;
    return html`<li>
      ${stepTitle(language, open, step)}${whose === '' ? nothing : ` — ${whose}`}
      <span class="okno-quiet"
        >(${agencyName(language, open, step.agency)},
        ${say(language, 'sheetUntil', { day: dayShort(language, end) })}${step.sure ? '' : `, ${deciderOf(language, open, step)}`})</span
      >${checkMark(language, approximate)}
    </li>`;
  });
  return html`<div class="okno-automatic">
    <p class="govuk-body okno-stop__label">${say(language, 'agenciesThemselves')}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${lines}
    </ul>
  </div>`;
}

/** How many times one has to come, and what may be added. */
export function visitsText(language: Language, open: Open): Html {
  const visited = new Map<number, boolean>();
  for (const step of open.route.steps) {
    if (step.visit !== null) visited.set(step.visit, step.sure || visited.get(step.visit) === true);
  }
  const certain = [...visited.values()].filter(Boolean).length;
  const maybe = visited.size - certain;
  const times = (count: number): string => counted(language, count, say(language, 'visitForms'));
  const all =
    certain === 0 && maybe === 0
      ? say(language, 'visitsNone')
      : certain === 0
        ? say(language, 'visitsOnlyMaybe', { visits: times(maybe) })
        : `${say(language, 'visitsLine', { visits: times(certain) })}${maybe === 0 ? '' : ` ${say(language, 'visitsMaybe', { visits: times(maybe) })}`}`;
  const approximate = approximateSteps(open.route);
  const isApproximate = open.route.steps.some((step) => step.end === open.route.finish && approximate.has(step.id));
  return html`${all}
  ${say(language, 'finishLine', { day: dayShort(language, open.route.finish) })}${checkMark(language, isApproximate)}`;
}
