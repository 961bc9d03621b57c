import type { SignedIn } from '#access';
import type { TaskState, WorklistRow } from '#cases';
import type { Catalogue } from '#catalogue';
import { dayText } from '#web/parts/format.ts';
import { button, checkboxes, select } from '#web/parts/govuk.ts';
import { isLate, stateTag, taskTitle } from '#web/parts/case-task.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { tag } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type WorkFilter = {
  readonly whose: 'all' | 'mine' | 'nobody';
  readonly late: boolean;
  readonly state?: TaskState;
};

export type WorkView = {
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly who: SignedIn;
  readonly agency: string;
  readonly filter: WorkFilter;
  readonly rows: readonly WorklistRow[];
  readonly isFirst: boolean;
  /** Where the next page begins. */
  readonly more?: string;
};

const columns = ['workTask', 'workCase', 'workDue', 'workUrgency', 'workState', 'workWho'] as const;

/** The worklist of an agency: one table, one link a row, so that it is walked by Tab and Enter. */
export function workPage(screen: Screen, view: WorkView): Html {
  const { language } = screen;
  const { catalogue, agency, filter, rows, isFirst, more } = view;
  const name = catalogue.agencies.get(agency)?.shortName[language] ?? agency;
  const isFiltered = filter.whose !== 'all' || filter.late || filter.state !== undefined;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'workOf', { agency: name })}</h1>
    ${filters(screen, filter)}
    ${
      rows.length === 0
        ? html`<p class="govuk-body" role="status">${say(language, isFiltered ? 'workNone' : 'workNoneAtAll')}</p>`
        : html`<div class="okno-table" role="region" tabindex="0" aria-label="${say(language, 'workTitle')}">
            <table class="govuk-table okno-work">
              <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                  ${columns.map((word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`)}
                </tr>
              </thead>
              <tbody class="govuk-table__body">
                ${rows.map((row) => line(screen, view, row))}
              </tbody>
            </table>
          </div>`
    }
    <p class="govuk-body okno-actions">
      ${isFirst ? nothing : html`<a class="govuk-link" href="${pathIn(language, `/work${query(filter)}`)}">${say(language, 'workFirst')}</a> `}
      ${more === undefined ? nothing : html`<a class="govuk-link" rel="next" href="${pathIn(language, `/work${query(filter, more)}`)}">${say(language, 'workMore')}</a>`}
    </p>`;
  return layout(screen, { title: say(language, 'workOf', { agency: name }), body, wide: true });
}

function line({ language }: Screen, view: WorkView, row: WorklistRow): Html {
  const { due, urgency, number, task, officer } = row;
  const isOver = isLate(view, { state: row.state, ...(due === null ? {} : { due }) });
  return html`<tr class="govuk-table__row">
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="${pathIn(language, `/case/${number}#task-${task}`)}"
        >${taskTitle({ catalogue: view.catalogue, language, who: view.who }, row)}</a
      >
    </th>
    <td class="govuk-table__cell okno-nowrap">${number}</td>
    <td class="govuk-table__cell">
      ${due === null ? nothing : dayText(language, due)} ${isOver ? tag(say(language, 'taskLate'), 'orange') : nothing}
    </td>
    <td class="govuk-table__cell">${say(language, `urgency-${urgency}`)}</td>
    <td class="govuk-table__cell">${stateTag(language, row)}</td>
    <td class="govuk-table__cell">${officer ?? say(language, 'taskNobody')}</td>
  </tr>`;
}

function filters({ language }: Screen, { whose, late, state }: WorkFilter): Html {
  return html`<form method="get" action="${pathIn(language, '/work')}" class="okno-filters">
    ${select({
      language,
      name: 'whose',
      label: say(language, 'workWhose'),
      items: (['all', 'mine', 'nobody'] as const).map((value) => ({
        value,
        text: say(language, value === 'all' ? 'workAll' : value === 'mine' ? 'workMine' : 'workNobody'),
        checked: whose === value,
      })),
    })}
    ${select({
      language,
      name: 'state',
      label: say(language, 'workState'),
      items: [
        { value: '', text: say(language, 'workAll'), checked: state === undefined },
        ...(['ready', 'under-way', 'suspended'] as const).map((value) => ({
          value,
          text: say(language, `state-${value}`),
          checked: state === value,
        })),
      ],
    })}
    ${checkboxes({
      language,
      name: 'late',
      label: say(language, 'workDue'),
      small: true,
      items: [{ value: 'yes', text: say(language, 'workLate'), checked: late }],
    })}
    ${button({ text: say(language, 'workApply'), look: 'secondary' })}
  </form>`;
}

function query({ whose, late, state }: WorkFilter, after?: string): string {
  const parts = new URLSearchParams({
    ...(whose === 'all' ? {} : { whose }),
    ...(late ? { late: 'yes' } : {}),
    ...(state === undefined ? {} : { state }),
    ...(after === undefined ? {} : { after }),
  });
  return parts.size === 0 ? '' : `?${parts.toString()}`;
}
