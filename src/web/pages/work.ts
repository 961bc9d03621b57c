import type { Officers, SignedIn } from '#access';
import type { ReviewRow, TaskState, WorklistRow } from '#cases';
import type { Catalogue } from '#catalogue';
import { dayText } from '#web/parts/format.ts';
import { button, checkboxes, select } from '#web/parts/govuk.ts';
import { isLate, stateTag, taskTitle } from '#web/parts/case-task.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { tag } from '#web/parts/notices.ts';
import { reviewsSection } from '#web/parts/reviews-due.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export const workShown = ['all', 'tasks', 'reviews'] as const;

export type WorkFilter = {
  /** Tasks, and for a lead the cases whose participants should meet again. */
  readonly show: (typeof workShown)[number];
  readonly whose: 'all' | 'mine' | 'nobody';
  readonly late: boolean;
  readonly state?: TaskState;
};

export type WorkView = {
  /** The agency's own tasks, or those of its joint teams. */
  readonly list: 'work' | 'pool';
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly who: SignedIn;
  readonly agency: string;
  readonly officers: Officers;
  readonly filter: WorkFilter;
  readonly rows: readonly WorklistRow[];
  /** Left out for whoever leads no cases. */
  readonly reviews?: { readonly rows: readonly ReviewRow[]; readonly areMore: boolean };
  /** The last row of the page before: where this page begins. */
  readonly after?: string;
  /** Where the next page begins. */
  readonly more?: string;
};

/** What stands for a task in a form about several: its case, itself, and the version that was seen. */
export function markOf({ number, task, version }: Pick<WorklistRow, 'number' | 'task' | 'version'>): string {
  return `${number} ${version} ${task}`;
}

/**
 * A worklist: one table, one link a row, so that it is walked by Tab and Enter. What is marked is taken or passed on after a
 * page that asks once more.
 */
export function workPage(screen: Screen, view: WorkView): Html {
  const { language } = screen;
  const { list, catalogue, agency, filter, after, more } = view;
  const name = catalogue.agencies.get(agency)?.shortName[language] ?? agency;
  const title = list === 'pool' ? say(language, 'poolTitle') : say(language, 'workOf', { agency: name });
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${list === 'pool' ? html`<p class="govuk-body">${say(language, 'poolLead')}</p>` : nothing} ${filters(screen, view)}
    ${reviews(screen, view)} ${filter.show === 'reviews' ? nothing : tasks(screen, view, title)}
    <p class="govuk-body okno-actions">
      ${after === undefined ? nothing : html`<a class="govuk-link" href="${pathIn(language, listPath(view))}">${say(language, 'workFirst')}</a> `}
      ${more === undefined ? nothing : html`<a class="govuk-link" rel="next" href="${pathIn(language, listPath(view, more))}">${say(language, 'workMore')}</a>`}
    </p>`;
  return layout(screen, { title, body, wide: true });
}

/** Above the tasks the first few of them, alone all of a page. */
function reviews({ language }: Screen, view: WorkView): Html {
  const { agency, officers, filter } = view;
  const { rows = [], areMore = false } = view.reviews ?? {};
  const isAlone = filter.show === 'reviews';
  if (rows.length === 0)
    return isAlone ? html`<p class="govuk-body" role="status">${say(language, 'workReviewsNone')}</p>` : nothing;
  if (isAlone) return reviewsSection(language, { rows, agency, officers });
  const all = pathIn(language, listPath({ ...view, filter: { ...filter, show: 'reviews' } }));
  return html`${reviewsSection(language, {
      rows,
      agency,
      officers,
      ...(areMore ? { all } : {}),
    })}
    <h2 class="govuk-heading-m">${say(language, 'workTasks')}</h2>`;
}

function tasks(screen: Screen, view: WorkView, title: string): Html {
  const { language } = screen;
  const { list, filter, rows } = view;
  if (rows.length > 0) return tasksForm(screen, view, title);
  const isFiltered = filter.whose !== 'all' || filter.late || filter.state !== undefined;
  const none = list === 'pool' ? 'poolNone' : 'workNoneAtAll';
  return html`<p class="govuk-body" role="status">${say(language, isFiltered ? 'workNone' : none)}</p>`;
}

function tasksForm(screen: Screen, view: WorkView, title: string): Html {
  const { language } = screen;
  const columns = [
    say(language, 'workTask'),
    say(language, 'workCase'),
    ...(view.list === 'pool' ? [say(language, 'poolAgency')] : []),
    say(language, 'workDue'),
    say(language, 'workUrgency'),
    say(language, 'workState'),
    say(language, 'workWho'),
  ];
  return html`<form method="post" action="${pathIn(language, '/work/several')}" novalidate>
    <input type="hidden" name="back" value="${listPath(view, view.after)}" />
    <p class="govuk-body okno-quiet okno-keys" hidden>${say(language, 'workKeys')}</p>
    ${table({ label: title, columns, rows: view.rows.map((row) => line(screen, view, row)), classes: 'okno-work' })}
    <div class="okno-answer-buttons">
      ${button({ text: say(language, 'bulkTake'), look: 'secondary', name: 'do', value: 'take' })}
      ${view.list === 'work' ? button({ text: say(language, 'bulkPass'), look: 'secondary', name: 'do', value: 'pass' }) : nothing}
    </div>
  </form>`;
}

function line({ language }: Screen, view: WorkView, row: WorklistRow): Parameters<typeof table>[0]['rows'][number] {
  const { catalogue, who, list, officers } = view;
  const { due, urgency, number, task, officer, agency } = row;
  const isOver = isLate(view, { state: row.state, ...(due === null ? {} : { due }) });
  const title = taskTitle({ catalogue, language, who }, row);
  const id = `mark-${number}-${task}`;
  const name = html`<div class="okno-mark">
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" name="task" id="${id}" value="${markOf(row)}" />
        <label class="govuk-label govuk-checkboxes__label" for="${id}"
          ><span class="govuk-visually-hidden">${say(language, 'workMarkTask', { task: title, number })}</span></label
        >
      </div>
    </div>
    <a class="govuk-link" href="${pathIn(language, `/case/${number}#task-${task}`)}">${title}</a>
  </div>`;
  return {
    id: `row-${number}-${task}`,
    name,
    cells: [
      html`<span class="okno-nowrap">${number}</span>`,
      ...(list === 'pool' ? [html`${catalogue.agencies.get(agency)?.shortName[language] ?? agency}`] : []),
      html`${due === null ? nothing : dayText(language, due)}
      ${isOver ? tag(say(language, 'taskLate'), 'orange') : nothing}`,
      html`${say(language, `urgency-${urgency}`)}`,
      stateTag(language, row),
      html`${officer === undefined ? say(language, 'taskNobody') : officers.nameOf(agency, officer)}`,
    ],
  };
}

function filters({ language }: Screen, view: WorkView): Html {
  const { show, whose, late, state } = view.filter;
  return html`<form method="get" action="${pathIn(language, `/${view.list}`)}" class="okno-filters">
    ${
      view.reviews === undefined
        ? nothing
        : select({
            language,
            name: 'show',
            label: say(language, 'workShow'),
            items: workShown.map((value) => ({
              value,
              text: say(language, `workShow-${value}`),
              checked: show === value,
            })),
          })
    }
    ${select({
      language,
      name: 'whose',
      label: say(language, 'workWhose'),
      items: (['all', 'mine', 'nobody'] as const).map((value) => ({
        value,
        text: say(language, value === 'all' ? 'workAll' : value === 'mine' ? 'workMine' : 'workFree'),
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

/** The address of a list with its filters, and from where it goes on. */
export function listPath({ list, filter }: Pick<WorkView, 'list' | 'filter'>, after?: string): string {
  const { show, whose, late, state } = filter;
  const parts = new URLSearchParams({
    ...(show === 'all' ? {} : { show }),
    ...(whose === 'all' ? {} : { whose }),
    ...(late ? { late: 'yes' } : {}),
    ...(state === undefined ? {} : { state }),
    ...(after === undefined ? {} : { after }),
  });
  return `/${list}${parts.size === 0 ? '' : `?${parts.toString()}`}`;
}
