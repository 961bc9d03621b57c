import type { Language } from '#language';
import type { Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';
import { codeInGroups, dayShort, dayText } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { agencyName, isDoneByPerson, paperText, phoneOf, stepFor, stepTitle, whereText } from './step.ts';
import { routeGroups } from './route-list.ts';

/** The printed route: one sheet of paper that a person carries in a pocket and a clerk can read at a glance. */
export function routeSheet(language: Language, open: Open): Html {
  const mine = open.route.steps.filter(isDoneByPerson);
  const theirs = open.route.steps.filter((step) => !isDoneByPerson(step));
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
      ${routeGroups(language, mine).map(
        (group) =>
          html`<tbody>
            <tr>
              <th colspan="4" class="okno-sheet__day">${group.title}</th>
            </tr>
            ${group.steps.map((step) => sheetRow(language, open, step))}
          </tbody>`,
      )}
    </table>
    ${theirs.length === 0 ? nothing : html`<p class="okno-sheet__waits"><strong>${say(language, 'sheetWaits')}</strong> ${theirs.map((step) => waitText(language, open, step)).join('; ')}.</p>`}
  </section>`;
}

function sheetRow(language: Language, open: Open, step: Step): Html {
  const whose = stepFor(language, open, step);
  const phone = phoneOf(open, step);
  const papers = step.bring.map((ref) => paperText(language, open, ref));
  return html`<tr>
    <td class="okno-sheet__tick">☐</td>
    <td><strong>${stepTitle(language, open, step)}</strong>${whose === '' ? nothing : ` — ${whose}`}</td>
    <td>
      ${whereText(language, open, step)}${phone === undefined ? nothing : html`, <span class="okno-sheet__phone">${phone}</span>`}
    </td>
    <td>${papers.length === 0 ? '—' : papers.map((paper, index) => html`${index === 0 ? '' : ', '}☐ ${paper}`)}</td>
  </tr>`;
}

function waitText(language: Language, open: Open, step: Step): string {
  const name = open.catalogue.services.get(step.service)?.name[language] ?? step.service;
  const whose = stepFor(language, open, step);
  return `${name}${whose === '' ? '' : ` — ${whose}`} (${agencyName(language, open, step.agency)}, ${say(language, 'sheetUntil', { day: dayShort(language, step.end) })})`;
}
