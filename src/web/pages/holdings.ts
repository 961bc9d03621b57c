import type { Catalogue } from '#catalogue';
import type { Holding } from '#exchange';
import type { Language } from '#language';
import { aboutWhom } from '#web/parts/about-whom.ts';
import { dayText } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { table } from '#web/parts/table.ts';
import { say } from '#web/words.ts';

export type HoldingsView = {
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  readonly person: string;
  readonly holdings: readonly Holding[];
};

/** The reference directory about one person: each register with the kinds of facts it has said to hold, and none of the facts. */
export function holdingsPage(screen: Screen, view: HoldingsView): Html {
  const { language } = screen;
  const { catalogue, holdings } = view;
  const byRegister = [...Map.groupBy(holdings, ({ agency }) => agency)];
  const title = say(language, 'holdingsTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, holdings.length === 0 ? 'holdingsNone' : 'holdingsLead')}</p>
    ${byRegister.map(([agency, some]) => {
      const name = catalogue.agencies.get(agency)?.shortName[language] ?? agency;
      return html`<section class="okno-section" aria-label="${name}">
        <h2 class="govuk-heading-m">${name}</h2>
        ${table({
          label: name,
          columns: (['holdingsFact', 'holdingsAbout', 'holdingsHeld', 'holdingsSince', 'holdingsTold'] as const).map(
            (word) => say(language, word),
          ),
          rows: some.map((one) => ({
            name: html`${catalogue.facts.get(one.fact)?.name[language] ?? one.fact}`,
            cells: cellsOf(language, view, one),
          })),
        })}
      </section>`;
    })}`;
  return layout(screen, { title, body, back: '/my', wide: true });
}

function cellsOf(language: Language, { timeZone, person }: HoldingsView, one: Holding): readonly Html[] {
  const { isHeld, quality, since, until } = one;
  const word = !isHeld ? 'holdingNo' : quality === null ? 'holdingYes' : (`holding-${quality}` as const);
  const day = (name: 'holdingFrom' | 'holdingUntil', on: string | null): Html =>
    on === null ? nothing : html`${say(language, name, { day: dayText(language, on) })} `;
  return [
    html`${aboutWhom(language, person, one.subject)}`,
    html`${say(language, word)}`,
    html`${day('holdingFrom', since)}${day('holdingUntil', until)}`,
    html`${momentText(language, timeZone, one.toldAt.toISOString())}`,
  ];
}
