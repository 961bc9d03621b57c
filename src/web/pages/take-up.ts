import type { Catalogue } from '#catalogue';
import type { Language, Problem } from '#language';
import type { TakenUp, TakeUp } from '#region';
import { dayText, money, number } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { problemText, inset } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

const placesShown = 60;
/** Smaller groups of a real region are not shown: somebody could be known by them. */
const fewest = 5;

/** Entitled against received, by service and municipality: where help does not arrive. */
export function takeUpPage(
  screen: Screen,
  catalogue: Catalogue,
  told: { readonly found?: TakeUp; readonly problems?: readonly Problem[] },
): Html {
  const { language } = screen;
  const { found, problems = [] } = told;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'takeUpTitle')}</h1>
    <p class="govuk-body">${say(language, 'takeUpLead')}</p>
    ${problems.map((problem) => problemText(language, problem))}
    ${found === undefined ? nothing : result(language, catalogue, found)}`;
  return layout(screen, { title: say(language, 'takeUpTitle'), body, back: '/packs', wide: true });
}

function result(language: Language, catalogue: Catalogue, found: TakeUp): Html {
  const name = (service: string): string => catalogue.services.get(service)?.name[language] ?? service;
  const heads = (['takeUpEntitled', 'takeUpReached', 'takeUpShare', 'takeUpMissed'] as const).map((word) =>
    say(language, word),
  );
  const cells = (one: TakenUp): readonly Html[] => cellsOf(language, one, found.isSynthetic);
  return html`${found.isSynthetic ? inset(html`${say(language, 'whatIfSynthetic')} ${found.isDrawn ? say(language, 'takeUpDrawn') : ''}`) : nothing}
    <p class="govuk-body">${say(language, 'takeUpOn', { day: dayText(language, found.day) })}</p>
    <h2 class="govuk-heading-m">${say(language, 'takeUpServices')}</h2>
    ${table({
      label: say(language, 'takeUpServices'),
      columns: [say(language, 'whatIfService'), ...heads],
      rows: found.services.map(({ service, ...one }) => ({ name: html`${name(service)}`, cells: cells(one) })),
    })}
    <h2 class="govuk-heading-m">${say(language, 'takeUpPlaces')}</h2>
    <p class="govuk-body okno-screen-only">
      <a class="govuk-link" href="${pathIn(language, '/packs/take-up.csv')}"
        >${say(language, 'takeUpCsv', { format: 'CSV' })}</a
      >
    </p>
    ${table({
      label: say(language, 'takeUpPlaces'),
      columns: [say(language, 'takeUpPlace'), say(language, 'whatIfService'), ...heads],
      rows: found.places.slice(0, placesShown).map(({ service, territory, ...one }) => ({
        name: html`${catalogue.territories.get(territory)?.name[language] ?? territory}`,
        cells: [html`${name(service)}`, ...cells(one)],
      })),
    })}
    ${
      found.notRecorded.length === 0
        ? nothing
        : html`<h2 class="govuk-heading-m">${say(language, 'takeUpNotRecorded')}</h2>
            <ul class="govuk-list govuk-list--bullet">
              ${found.notRecorded.map((service) => html`<li>${name(service)}</li>`)}
            </ul>`
    }`;
}

function cellsOf(
  language: Language,
  { entitled, reached, missedPerYear }: TakenUp,
  isSynthetic: boolean,
): readonly Html[] {
  if (!isSynthetic && entitled < fewest) return [html`${say(language, 'whatIfFew')}`, nothing, nothing, nothing];
  const missed = entitled - reached;
  // How many are missed would follow from the share, too.
  const isHidden = !isSynthetic && ((missed > 0 && missed < fewest) || (reached > 0 && reached < fewest));
  return [
    html`${number(language, entitled)}`,
    html`${isHidden ? '—' : number(language, reached)}`,
    html`${isHidden || entitled === 0 ? '—' : `${number(language, Math.round((100 * reached) / entitled))}\u00a0%`}`,
    html`${isHidden || missedPerYear === 0 ? '—' : money(language, missedPerYear)}`,
  ];
}
