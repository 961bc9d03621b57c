import type { Task } from '#cases';
import type { Asked } from '#web/actions/action.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

import { holderText, taskTitle } from './case-task.ts';
import { dayShort, dayText } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { leadText } from './case-sections.ts';

/** What comes right after what is under way; the rest would not fit and will have changed by then. */
const nextOnPaper = 12;

/** The plan on one sheet of paper: what is hers to do, what others do and whom to call, what comes next. */
export function planSheet(asked: Asked): Html {
  const { language, joint, catalogue, today } = asked;
  const isLive = ({ state }: Task): boolean => state === 'ready' || state === 'under-way' || state === 'suspended';
  const live = new Set(joint.tasks.filter(isLive).map(({ id }) => id));
  const next = joint.tasks.filter(({ state, after }) => state === 'waiting' && after.some((id) => live.has(id)));
  const groups = [
    ['myTasks', joint.tasks.filter((task) => isLive(task) && task.holder.kind === 'person')],
    ['othersTasks', joint.tasks.filter((task) => isLive(task) && task.holder.kind === 'agency')],
    ['waitingTasks', next.slice(0, nextOnPaper)],
  ] as const satisfies readonly (readonly [Word, readonly Task[]])[];
  const phone = catalogue.agencies.get(joint.lead)?.phone;
  return html`<section class="okno-sheet okno-sheet--plan" aria-hidden="true">
    <div class="okno-sheet__head">
      <strong>${say(language, 'okno')}. ${say(language, 'caseNumber', { number: joint.number })}</strong
      ><span>${dayText(language, today)}</span
      ><span
        >${say(language, 'caseLead')}:
        <strong>${leadText(asked, joint)}${phone === undefined ? nothing : html`, ${phone}`}</strong></span
      >
    </div>
    <p class="okno-sheet__urgent">${say(language, 'sheetUrgent')}</p>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>${say(language, 'sheetWhat')}</th>
          <th>${say(language, 'planHolder')}</th>
          <th>${say(language, 'planDue')}</th>
        </tr>
      </thead>
      ${groups
        .filter(([, tasks]) => tasks.length > 0)
        .map(
          ([word, tasks]) =>
            html`<tbody>
              <tr>
                <th colspan="4" class="okno-sheet__day">${say(language, word)}</th>
              </tr>
              ${tasks.map((task) => sheetRow(asked, task))}
            </tbody>`,
        )}
    </table>
    <p class="okno-sheet__waits">${say(language, 'planSheetFoot')}</p>
  </section>`;
}

function sheetRow(asked: Asked, task: Task): Html {
  const { language, catalogue, joint } = asked;
  const { holder, due, state } = task;
  const agency = holder.kind === 'agency' ? holder.agency : '';
  const contact =
    joint.participants.find((one) => one.agency === agency)?.contact ?? catalogue.agencies.get(agency)?.phone;
  return html`<tr>
    <td>☐</td>
    <td>
      <strong>${taskTitle(asked, task)}</strong
      >${state !== 'waiting' && holder.kind === 'person' && task.kind === 'file' ? html`<br />${task.title[language]}` : nothing}
    </td>
    <td>
      ${holderText(asked, task)}${contact === undefined ? nothing : html`, <span class="okno-sheet__phone">${contact}</span>`}
    </td>
    <td>${due === undefined || state === 'waiting' ? '—' : dayShort(language, due)}</td>
  </tr>`;
}
