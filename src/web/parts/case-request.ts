import { requestOf } from '#cases';
import type { Task } from '#cases';
import type { Asked } from '#web/actions/action.ts';
import { say } from '#web/words.ts';

import { stateTag, taskTitle } from './case-task.ts';
import { type Html, html, join, nothing } from './html.ts';

/** The complex request of the case: every application in it, by rounds, each with its state and with the others beside it. */
export function requestSection(asked: Asked): Html {
  const { language, joint, catalogue } = asked;
  const request = requestOf(joint, catalogue);
  if (request.length === 0) return nothing;
  const linked = (tasks: readonly Task[]): Html =>
    join(
      tasks.map((task) => html`<a class="govuk-link" href="#task-${task.id}">${taskTitle(asked, task)}</a>`),
      '; ',
    );
  const rounds = Map.groupBy(request, ({ round }) => round);
  return html`<section class="okno-section" aria-labelledby="request">
    <h2 class="govuk-heading-m" id="request">${say(language, 'requestTitle')}</h2>
    <p class="govuk-body">${say(language, 'requestOfCaseLead')}</p>
    ${[...rounds].map(
      ([round, some]) =>
        html`<h3 class="govuk-heading-s">
            ${round === 1 ? say(language, 'requestParallel') : say(language, 'requestRound', { round: String(round) })}
          </h3>
          <ul class="govuk-list govuk-list--bullet">
            ${some.map(
              ({ task, after }) =>
                html`<li id="request-${task.id}">
                  ${linked([task])} ${stateTag(language, task)}
                  ${after.length === 0 ? nothing : html`<br /><span class="okno-quiet">${say(language, 'requestAfter')} ${linked(after)}</span>`}
                </li>`,
            )}
          </ul>`,
    )}
  </section>`;
}
