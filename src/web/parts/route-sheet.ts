import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { codeInGroups, counted, dayShort, dayText, money, uncapitalised } from './format.ts';
import type { Html } from './html.ts';
import { html, nothing } from './html.ts';
import { agencyName, feeOf, officeOf, paperText, phoneOf, placeOf, stepFor, stepTitle, whereText } from './step.ts';
import type { Stop, Task } from './stops.ts';
import { startOf, stopGroups } from './stops.ts';

/** The sheet is one page: the nearest of what is not certain yet stand on it, the rest on the screen. */
const maybeOnPaper = 3;

/** The printed route: one sheet of paper that a person carries in a pocket and a clerk can read at a glance. */
export function routeSheet(language: Language, open: Open): Html {
  const groups = stopGroups(language, open);
  const automatic = groups.flatMap((group) => (group.kind === 'maybe' ? [] : group.automatic));
  const maybe = groups.filter((group) => group.kind === 'maybe').flatMap((group) => group.stops);
  const isStarred = groups.some(({ kind, stops }) =>
    stops.some(
      ({ tasks: [first] }) =>
        kind !== 'maybe' &&
        first !== undefined &&
        isAddressUnknown(language, placeOf(language, open, first.step).address),
    ),
  );
  return html`<section class="okno-sheet" aria-hidden="true">
    <div class="okno-sheet__head">
      <strong>${say(language, 'okno')}. ${say(language, 'sheetTitle')}</strong
      ><span>${dayText(language, open.today)}</span
      ><span>${say(language, 'sheetCode')} <strong>${codeInGroups(open.code)}</strong></span>
    </div>
    <p class="okno-sheet__urgent">${say(language, 'sheetUrgent')}</p>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>${say(language, 'sheetWhat')}</th>
          <th>${say(language, 'sheetWhere')}</th>
          <th>${say(language, 'sheetBring')}</th>
        </tr>
      </thead>
      ${groups
        .filter((group) => group.kind !== 'maybe' && group.stops.length > 0)
        .map(
          (group) =>
            html`<tbody>
              <tr>
                <th colspan="4" class="okno-sheet__day">${about(group.approximate)}${group.title}</th>
              </tr>
              ${group.stops.map((stop) => sheetRow(language, open, stop))}
            </tbody>`,
        )}
    </table>
    ${
      automatic.length === 0
        ? nothing
        : html`<p class="okno-sheet__waits">
            <strong>${say(language, 'sheetWaits')}</strong>
            ${automatic.map((task) => automaticText(language, open, task)).join('; ')}.
          </p>`
    }
    ${
      maybe.length === 0
        ? nothing
        : html`<p class="okno-sheet__waits">
            <strong>${say(language, 'maybeTitle')}:</strong>
            ${maybe
              .slice(0, maybeOnPaper)
              .map((stop) => maybeText(language, open, stop))
              .join('; ')}.
            ${maybe.length > maybeOnPaper ? say(language, 'sheetMore', { services: counted(language, maybe.length - maybeOnPaper, say(language, 'serviceForms')) }) : nothing}
          </p>`
    }
    <p class="okno-sheet__waits">
      ${say(language, 'sheetMark')} ${isStarred ? html`${star} — ${say(language, 'addressUnknown')}.` : nothing}
    </p>
  </section>`;
}

const star = '*';

/** The line that knows the most addresses is told once, at the foot: on every row it would take a line. */
function placeText(language: Language, open: Open, step: Step): string {
  const { name, address } = placeOf(language, open, step);
  if (address === undefined) return name;
  return isAddressUnknown(language, address) ? `${name}\u00a0${star}` : `${name}, ${address}`;
}

const isAddressUnknown = (language: Language, address: string | undefined): boolean =>
  address === say(language, 'addressUnknown');

function sheetRow(language: Language, open: Open, stop: Stop): Html {
  const [first] = stop.tasks;
  if (first === undefined) return nothing;
  const phone = phoneOf(open, first.step);
  const papers = stop.bring.map((ref) => `☐\u00a0${paperText(language, open, ref)}`);
  return html`<tr>
    <td>${stop.number}</td>
    <td>${stop.tasks.map((task) => html`<div>☐&nbsp;${taskText(language, open, task)}</div>`)}</td>
    <td>
      ${placeText(language, open, first.step)}${
        phone === undefined ? nothing : html`, <span class="okno-sheet__phone">${phone}</span>`
      }
    </td>
    <td>${papers.length === 0 ? '—' : papers.join(', ')}</td>
  </tr>`;
}

/** The sign of what is to be checked; the foot of the sheet says so. */
const about = (isApproximate: boolean): string => (isApproximate ? '≈\u00a0' : '');

function untilText(language: Language, day: string, isApproximate: boolean): string {
  return say(language, 'sheetUntil', { day: `${about(isApproximate)}${dayShort(language, day)}` });
}

function feeText(language: Language, open: Open, step: Step): string {
  const cost = feeOf(open, step);
  if (cost === undefined) return '';
  const sum = `${about(cost.certainty === 'unsure')}${money(language, cost.value)}`;
  return `, ${uncapitalised(say(language, 'fee', { sum }))}`;
}

function taskText(language: Language, open: Open, { step, waiting, approximate }: Task): Html {
  const until =
    waiting === undefined || waiting.end === step.start ? '' : `, ${untilText(language, waiting.end, approximate)}`;
  return html`${titleFor(language, open, step)}${step.sure ? '' : ' (?)'}${feeText(language, open, step)}${until}`;
}

function automaticText(language: Language, open: Open, task: Task): string {
  const end = task.waiting?.end ?? task.step.end;
  const agency = agencyName(language, open, task.step.agency);
  return `${titleFor(language, open, task.step)} (${agency}, ${untilText(language, end, task.approximate)})`;
}

function titleFor(language: Language, open: Open, step: Step): string {
  const whose = stepFor(language, open, step);
  return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}`;
}

/** What is not certain yet takes a line and no row: the sheet is for what is to be done. */
function maybeText(language: Language, open: Open, stop: Stop): string {
  const titles = stop.tasks
    .map(({ step }) => `${titleFor(language, open, step)}${feeText(language, open, step)}`)
    .join(', ');
  const [first] = stop.tasks;
  const place =
    first === undefined ? '' : (officeOf(open, first.step)?.name[language] ?? whereText(language, open, first.step));
  return `${titles} (${place}, ${say(language, 'notBefore', { day: `${about(stop.approximate)}${dayShort(language, startOf(stop))}` })})`;
}
