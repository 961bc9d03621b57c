import type { Catalogue } from '#catalogue';
import type { AgencyFigures, Connection, Overview } from '#exchange';
import type { Language } from '#language';
import { number } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { notice, tag } from '#web/parts/notices.ts';
import type { TagColour } from '#web/parts/notices.ts';
import { operatorsSection, rowForm } from '#web/parts/operators.ts';
import { table } from '#web/parts/table.ts';
import { say } from '#web/words.ts';

export type ExchangeView = {
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  readonly overview: Overview;
  /** May try again and see to letters. */
  readonly mayMend: boolean;
  readonly done?: 'mended' | 'seen';
};

const colours: { readonly [State in Connection['state']]: TagColour } = {
  up: 'green',
  down: 'orange',
  trying: 'yellow',
};

/** The exchange from above: every connection with its state and times, inquiries by state, what lies with the operators. */
export function exchangePage(screen: Screen, view: ExchangeView): Html {
  const { language } = screen;
  const { overview, timeZone, done } = view;
  const body = html`${
      done === undefined
        ? nothing
        : notice({
            language,
            success: true,
            body: html`<p class="govuk-body">
              ${say(language, done === 'mended' ? 'exchangeMended' : 'exchangeSeenDone')}
            </p>`,
          })
    }
    <h1 class="govuk-heading-l">${say(language, 'exchangeTitle')}</h1>
    <p class="govuk-body">
      ${say(language, 'exchangeLead', { since: momentText(language, timeZone, overview.since.toISOString()), at: momentText(language, timeZone, overview.countedAt.toISOString()) })}
    </p>
    ${operatorsSection('exchangeConnections', language, connectionsTable(language, view))}
    ${operatorsSection('exchangeStates', language, statesTable(language, view))}
    ${operatorsSection('exchangeOnce', language, onceOnly(language, overview))}
    ${operatorsSection('exchangeStuck', language, stuckTable(language, view))}
    ${operatorsSection('exchangeLetters', language, lettersTable(language, view))}`;
  return layout(screen, { title: say(language, 'exchangeTitle'), body, wide: true });
}

/** Where no agency is connected. */
export function exchangeOffPage(screen: Screen): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'exchangeTitle')}</h1>
    <p class="govuk-body">${say(language, 'exchangeOff')}</p>`;
  return layout(screen, { title: say(language, 'exchangeTitle'), body });
}

function connectionsTable(language: Language, view: ExchangeView): Html {
  const { overview, catalogue } = view;
  if (overview.connections.length === 0) return html`<p class="govuk-body">${say(language, 'exchangeOff')}</p>`;
  const figures = new Map(overview.agencies.map((one) => [one.agency, one]));
  return table({
    label: say(language, 'exchangeConnections'),
    columns: (
      [
        'exchangeAgency',
        'exchangeState',
        'exchangeAsked',
        'exchangeAnswers',
        'exchangeMedian',
        'exchangeMost',
        'exchangeLate',
      ] as const
    ).map((word) => say(language, word)),
    rows: overview.connections.map((connection) => {
      const own = figures.get(connection.agency);
      return {
        name: html`${agencyName(catalogue, language, connection.agency)}<br />
          <span class="okno-quiet">${connection.kind}</span>`,
        cells: [connectionCell(language, view, connection), ...figureCells(language, own)],
      };
    }),
  });
}

function connectionCell(language: Language, { timeZone }: ExchangeView, connection: Connection): Html {
  const { state, changedAt, downUntil, lastFault } = connection;
  const at = (moment: Date): string => momentText(language, timeZone, moment.toISOString());
  return html`${tag(say(language, `connection-${state}`), colours[state])}<br />
    <span class="okno-quiet">${say(language, 'exchangeSince', { at: at(changedAt) })}</span>
    ${downUntil === null ? nothing : html`<br /><span class="okno-quiet">${say(language, 'exchangeNextTry', { at: at(downUntil) })}</span>`}
    ${state === 'up' || lastFault === null ? nothing : html`<br /><span class="okno-quiet okno-fault" lang="en">${lastFault}</span>`}`;
}

function figureCells(language: Language, figures: AgencyFigures | undefined): readonly Html[] {
  if (figures === undefined) return [html`0`, nothing, nothing, nothing, nothing];
  const { asked, answered, notFound, refused, late, medianMs, p95Ms } = figures;
  const count = number(language, answered + notFound);
  const time = (milliseconds: number | null): Html =>
    milliseconds === null
      ? nothing
      : html`${say(language, 'exchangeTime', { time: timeText(language, milliseconds), count })}`;
  const values = { answered, notFound, refused };
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, number(language, value)]));
  return [
    html`${number(language, asked)}`,
    html`${say(language, 'exchangeAnswersSome', said)}`,
    time(medianMs),
    time(p95Ms),
    html`${number(language, late)}`,
  ];
}

function statesTable(language: Language, { overview, timeZone }: ExchangeView): Html {
  if (overview.states.length === 0) return html`<p class="govuk-body">${say(language, 'exchangeStatesNone')}</p>`;
  return table({
    label: say(language, 'exchangeStates'),
    columns: (['exchangeStates', 'exchangeCount', 'exchangeOldest'] as const).map((word) => say(language, word)),
    rows: overview.states.map(({ state, count, oldest }) => ({
      name: html`${say(language, `inquiry-state-${state}`)}`,
      cells: [html`${number(language, count)}`, html`${momentText(language, timeZone, oldest.toISOString())}`],
    })),
  });
}

function onceOnly(language: Language, { onceOnly: { fromRegisters, fromPeople } }: Overview): Html {
  const all = fromRegisters + fromPeople;
  const text =
    all === 0
      ? say(language, 'exchangeOnceNone')
      : say(language, 'exchangeOnceRate', {
          all: number(language, all),
          registers: number(language, fromRegisters),
          people: number(language, fromPeople),
          rate: `${number(language, Math.round((100 * fromRegisters) / all))}\u00a0%`,
        });
  return html`<p class="govuk-body">${text}</p>`;
}

function stuckTable(language: Language, { overview, catalogue, timeZone, mayMend }: ExchangeView): Html {
  if (overview.stuck.length === 0) return html`<p class="govuk-body">${say(language, 'exchangeStuckNone')}</p>`;
  return table({
    label: say(language, 'exchangeStuck'),
    columns: (['exchangeAgency', 'exchangeFault', 'exchangeTries', 'exchangeDo'] as const).map((word) =>
      say(language, word),
    ),
    rows: overview.stuck.map(({ id, agency, askedAt, tries, lastFault }) => {
      const name = agencyName(catalogue, language, agency);
      const at = momentText(language, timeZone, askedAt);
      return {
        name: html`${name}<br /><span class="okno-quiet">${at}</span>`,
        cells: [
          html`<span class="okno-fault" lang="en">${lastFault ?? ''}</span>`,
          html`${number(language, tries)}`,
          mayMend
            ? rowForm(
                language,
                '/exchange/mend',
                id,
                'exchangeMend',
                say(language, 'exchangeMendAbout', { agency: name, at }),
              )
            : nothing,
        ],
      };
    }),
  });
}

function lettersTable(language: Language, { overview, catalogue, timeZone, mayMend }: ExchangeView): Html {
  if (overview.letters.length === 0) return html`<p class="govuk-body">${say(language, 'exchangeStuckNone')}</p>`;
  return table({
    label: say(language, 'exchangeLetters'),
    columns: (['exchangeFrom', 'exchangeFault', 'exchangeCame', 'exchangeDo'] as const).map((word) =>
      say(language, word),
    ),
    rows: overview.letters.map(({ id, source, reason, at }) => {
      const came = momentText(language, timeZone, at.toISOString());
      const from = agencyName(catalogue, language, source);
      return {
        name: html`${from}`,
        cells: [
          html`<span class="okno-fault" lang="en">${reason}</span>`,
          html`${came}`,
          mayMend ? rowForm(language, '/exchange/seen', id, 'exchangeSeen', `${from}, ${came}`) : nothing,
        ],
      };
    }),
  });
}

function timeText(language: Language, milliseconds: number): string {
  const rounded = (value: number): string => number(language, Math.round(value * 10) / 10);
  if (milliseconds < 1000) return say(language, 'exchangeMs', { n: number(language, Math.round(milliseconds)) });
  if (milliseconds < 3_600_000) return say(language, 'exchangeSeconds', { n: rounded(milliseconds / 1000) });
  return say(language, 'exchangeHours', { n: rounded(milliseconds / 3_600_000) });
}

function agencyName({ agencies }: Catalogue, language: Language, agency: string): string {
  return agencies.get(agency)?.shortName[language] ?? agency;
}
