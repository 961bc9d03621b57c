import { timerKinds } from '#cases';
import type { PutOffTimer, TimerFigures, TriedTimer } from '#cases';
import type { Language } from '#language';
import { number } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { notice } from '#web/parts/notices.ts';
import { operatorsSection, rowForm } from '#web/parts/operators.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

export type TimersView = {
  readonly timeZone: string;
  readonly figures: TimerFigures;
  /** The number of the case only where whoever looks may see that case. */
  readonly putOff: readonly Omit<PutOffTimer, 'person' | 'case_id'>[];
  /** May try again. */
  readonly mayMend: boolean;
  readonly tried?: TriedTimer;
};

const triedWords = { done: 'timersDone', 'put-off': 'timersPutOffAgain', gone: 'timersGone' } as const;

/** What Okno was to do by its own clock and could not: why, since when, how often it was tried. */
export function timersPage(screen: Screen, view: TimersView): Html {
  const { language } = screen;
  const { figures, putOff, tried } = view;
  const body = html`${
      tried === undefined
        ? nothing
        : notice({
            language,
            success: tried !== 'put-off',
            body: html`<p class="govuk-body">${say(language, triedWords[tried])}</p>`,
          })
    }
    <h1 class="govuk-heading-l">${say(language, 'timersTitle')}</h1>
    <p class="govuk-body">${say(language, 'timersLead')}</p>
    <p class="govuk-body">
      ${say(language, 'timersFigures', { due: number(language, figures.due), putOff: number(language, figures.putOff) })}
    </p>
    ${operatorsSection(
      'timersPutOff',
      language,
      putOff.length === 0
        ? html`<p class="govuk-body">${say(language, 'timersNone')}</p>`
        : putOffTable(language, view),
    )}`;
  return layout(screen, { title: say(language, 'timersTitle'), body, wide: true });
}

function putOffTable(language: Language, { putOff, timeZone, mayMend }: TimersView): Html {
  const at = (moment: Date): string => momentText(language, timeZone, moment.toISOString());
  return table({
    label: say(language, 'timersPutOff'),
    columns: (
      ['timersWhat', 'workCase', 'timersSince', 'timersProblem', 'timersTries', 'timersNext', 'timersDo'] as const
    ).map((word) => say(language, word)),
    rows: putOff.map(({ id, name, number: ofCase, since, problem, tries, tryAt }) => {
      const what = say(language, nameWord(name));
      return {
        name: html`${what}`,
        cells: [
          ofCase === undefined
            ? nothing
            : html`<a class="govuk-link okno-nowrap" href="${pathIn(language, `/case/${ofCase}`)}">${ofCase}</a>`,
          html`${at(since)}`,
          html`${say(language, problemWord(problem))} <span class="okno-quiet" lang="en">${problem}</span>`,
          html`${number(language, tries)}`,
          html`${at(tryAt)}`,
          mayMend ? rowForm(language, '/timers/try', id, 'timersTry', `${what}, ${at(since)}`) : nothing,
        ],
      };
    }),
  });
}

function nameWord(name: string): Word {
  const kind = timerKinds.find((one) => name === one || name.startsWith(`${one}-`));
  return kind === undefined ? 'timersWhat' : `timer-${kind}`;
}

const problems = ['timerProblem-no-such-case', 'timerProblem-no-such-agreement', 'timerProblem-defect'] as const;

function problemWord(code: string): Word {
  return problems.find((word) => word === `timerProblem-${code}`) ?? 'timerProblem-other';
}
