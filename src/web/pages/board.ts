import type { Officers, SignedIn } from '#access';
import { boardParts, daysLate } from '#cases';
import type { Board, BoardLine, BoardPart, BoardStage, OfficerLoad, WorklistRow } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import { applicantName } from '#web/parts/applicant.ts';
import { taskTitle } from '#web/parts/case-task.ts';
import { counted, dayText, number } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { dayOfMoment, momentText } from '#web/parts/moments.ts';
import { tag } from '#web/parts/notices.ts';
import type { TagColour } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type BoardView = {
  readonly catalogue: Catalogue;
  readonly who: SignedIn;
  readonly agency: string;
  readonly officers: Officers;
  readonly today: string;
  readonly timeZone: string;
  readonly part: BoardPart;
  readonly board: Board;
  /** Cases before those of this page. */
  readonly skip: number;
  readonly isMore: boolean;
  /** For the head of the agency: how much each officer has, and what is late. */
  readonly own?: { readonly load: readonly OfficerLoad[]; readonly late: readonly WorklistRow[] };
};

const stageColours: { readonly [Stage in BoardStage]: TagColour } = {
  new: 'yellow',
  'under-way': 'blue',
  waiting: 'grey',
  'to-close': 'green',
  asked: 'orange',
  closed: 'grey',
};

export const casesOnBoard = 50;

/** The cases an agency leads, from above: where each stands, who holds it since when, what is late and whose it is. */
export function boardPage(screen: Screen, view: BoardView): Html {
  const { language } = screen;
  const { catalogue, agency, part, board, skip, isMore, own } = view;
  const title = say(language, 'boardOf', { agency: agencyName(catalogue, language, agency) });
  const address = (to: BoardPart, from?: number): string => pathIn(language, boardPath(to, from));
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${own === undefined ? nothing : headSection(screen, view, own)}
    <nav aria-label="${say(language, 'boardParts')}">
      <ul class="okno-parts">
        ${boardParts.map(
          (one) =>
            html`<li>
              <a class="govuk-link" href="${address(one)}" ${one === part ? html`aria-current="page"` : nothing}
                >${say(language, `board-${one}`)} ${number(language, board.counts[one])}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    ${
      board.lines.length === 0
        ? html`<p class="govuk-body">${say(language, `boardNone-${part}`)}</p>`
        : html`<p class="govuk-body okno-quiet">${say(language, 'boardLead')}</p>
            ${table({
              label: title,
              columns: (['boardCase', 'boardStage', 'boardHolders', 'boardLate', 'boardNext'] as const).map((word) =>
                say(language, word),
              ),
              rows: board.lines.map((line) => boardRow(language, view, line)),
            })}`
    }
    <p class="govuk-body okno-actions">
      ${skip === 0 ? nothing : html`<a class="govuk-link" href="${address(part)}">${say(language, 'boardFirst')}</a>`}
      ${isMore ? html`<a class="govuk-link" rel="next" href="${address(part, skip + casesOnBoard)}">${say(language, 'boardMore')}</a>` : nothing}
    </p>`;
  return layout(screen, { title, body, wide: true });
}

/** The address of the board: which cases, after how many. */
export function boardPath(part: BoardPart, skip = 0): string {
  const query = new URLSearchParams({
    ...(part === 'all' ? {} : { part }),
    ...(skip === 0 ? {} : { skip: String(skip) }),
  });
  return `/board${query.size === 0 ? '' : `?${query.toString()}`}`;
}

function boardRow(language: Language, view: BoardView, line: BoardLine): Parameters<typeof table>[0]['rows'][number] {
  const { timeZone } = view;
  const { joint, stage, meetingAt, reviewDue, unanswered } = line;
  const name = html`<a class="govuk-link okno-nowrap" href="${pathIn(language, `/case/${joint.number}`)}"
      >${joint.number}</a
    ><br />
    ${applicantName(language, joint)}<br />
    <span class="okno-quiet">${dayText(language, dayOfMoment(timeZone, joint.openedAt))}</span>`;
  const stageCell = html`${tag(say(language, `stage-${stage}`), stageColours[stage])}
  ${
    unanswered > 0 && (stage === 'to-close' || stage === 'asked')
      ? html`<br /><span class="okno-quiet"
            >${say(language, 'boardUnanswered', { needs: counted(language, unanswered, say(language, 'boardNeeds')) })}</span
          >`
      : nothing
  }`;
  const isOpen = joint.status === 'open';
  const meeting =
    meetingAt === undefined
      ? isOpen && reviewDue !== undefined
        ? reviewDue <= view.today
          ? tag(say(language, 'boardReviewOver', { day: dayText(language, reviewDue) }), 'orange')
          : html`${say(language, 'boardReviewBy', { day: dayText(language, reviewDue) })}`
        : nothing
      : html`${say(language, 'boardMeetingAt', { at: momentText(language, timeZone, meetingAt) })}`;
  return { name, cells: [stageCell, holdersCell(language, view, line), lateCell(language, view, line), meeting] };
}

const fewLines = 4;

function holdersCell(language: Language, { catalogue, timeZone, officers }: BoardView, { holders }: BoardLine): Html {
  return lines(
    language,
    holders.map(({ holder, tasks, since }) => {
      const name =
        holder.kind === 'person'
          ? say(language, 'taskHolderPerson')
          : [
              agencyName(catalogue, language, holder.agency),
              ...(holder.officer === undefined ? [] : [officers.nameOf(holder.agency, holder.officer)]),
            ].join(', ');
      const day = say(language, 'boardSince', { day: dayText(language, dayOfMoment(timeZone, since)) });
      return html`${name}
        <span class="okno-quiet">— ${counted(language, tasks, say(language, 'boardTasks'))} ${day}</span>`;
    }),
  );
}

function lateCell(language: Language, { catalogue, who }: BoardView, { late }: BoardLine): Html {
  return lines(
    language,
    late.map(({ task, days }) => {
      const holder =
        task.holder.kind === 'person'
          ? say(language, 'taskHolderPerson')
          : agencyName(catalogue, language, task.holder.agency);
      return html`<strong>${holder}, ${counted(language, days, say(language, 'boardDays'))}</strong>:
        ${taskTitle({ catalogue, language, who }, task)}`;
    }),
  );
}

function lines(language: Language, all: readonly Html[]): Html {
  if (all.length === 0) return nothing;
  const more = all.length - fewLines;
  return html`<ul class="okno-lines">
    ${all.slice(0, fewLines).map((line) => html`<li>${line}</li>`)}
    ${more > 0 ? html`<li class="okno-quiet">${say(language, 'boardLateMore', { count: String(more) })}</li>` : nothing}
  </ul>`;
}

function headSection(
  { language }: Screen,
  { catalogue, who, today, agency, officers }: BoardView,
  { load, late }: NonNullable<BoardView['own']>,
): Html {
  const nameOf = (officer: string | undefined): string =>
    officer === undefined ? say(language, 'boardNobody') : officers.nameOf(agency, officer);
  const some = (count: number): Html => (count === 0 ? nothing : html`${number(language, count)}`);
  return html`<section class="okno-section" aria-labelledby="late">
      <h2 class="govuk-heading-m" id="late">${say(language, 'boardOwnLate')}</h2>
      ${
        late.length === 0
          ? html`<p class="govuk-body">${say(language, 'boardOwnLateNone')}</p>`
          : table({
              label: say(language, 'boardOwnLate'),
              columns: (['workTask', 'workCase', 'boardOverdue', 'workWho'] as const).map((word) =>
                say(language, word),
              ),
              rows: late.map((row) => ({
                name: html`${taskTitle({ catalogue, language, who }, row)}`,
                cells: [
                  html`<a
                    class="govuk-link okno-nowrap"
                    href="${pathIn(language, `/case/${row.number}#task-${row.task}`)}"
                    >${row.number}</a
                  >`,
                  html`${counted(language, daysLate(row.due === null ? {} : { due: row.due }, today), say(language, 'boardDays'))}`,
                  html`${nameOf(row.officer)}`,
                ],
              })),
            })
      }
    </section>
    <section class="okno-section" aria-labelledby="load">
      <h2 class="govuk-heading-m" id="load">${say(language, 'boardLoadTitle')}</h2>
      ${
        load.length === 0
          ? html`<p class="govuk-body">${say(language, 'boardLoadNone')}</p>`
          : table({
              label: say(language, 'boardLoadTitle'),
              columns: (['boardOfficer', 'boardOpen', 'boardLateCount', 'boardSuspended'] as const).map((word) =>
                say(language, word),
              ),
              rows: load.map((one) => ({
                name: html`${nameOf(one.officer)}`,
                cells: [some(one.open), some(one.late), some(one.suspended)],
              })),
            })
      }
    </section>
    <h2 class="govuk-heading-m okno-section">${say(language, 'boardTitle')}</h2>`;
}

function agencyName({ agencies }: Catalogue, language: Language, agency: string): string {
  return agencies.get(agency)?.shortName[language] ?? agency;
}
