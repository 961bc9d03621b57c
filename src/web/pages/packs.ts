import type { Catalogue, Certainty, Service } from '#catalogue';
import type { Language } from '#language';
import type { Html } from '#web/parts/html.ts';
import { html, nothing } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** What other systems take. */
const dataFiles = [
  ['catalogue.jsonld', 'CPSV-AP 3.2, CCCEV 2.1: JSON-LD'],
  ['catalogue.ttl', 'CPSV-AP 3.2, CCCEV 2.1: Turtle'],
  ['hsds/services.json', 'HSDS 3: services'],
  ['hsds/organizations.json', 'HSDS 3: organizations'],
  ['hsds/service_at_locations.json', 'HSDS 3: service_at_locations'],
] as const;

/** Every service of the packs, found by a word: the way in for a methodologist and a lawyer. */
export function packsPage(screen: Screen, catalogue: Catalogue, find: string): Html {
  const { language } = screen;
  const services = [...catalogue.services.values()].filter((service) => isFound(catalogue, service, find));
  const packs = catalogue.packs.map((pack) => `${pack.title[language]} ${pack.version}`).join(', ');
  const body = html`<h1 class="govuk-heading-l">${say(language, 'packsTitle')}</h1>
    <p class="govuk-body">${say(language, 'packsLead', { packs })}</p>
    <form method="get" action="${pathIn(language, '/packs')}" class="govuk-form-group">
      <label class="govuk-label govuk-label--s" for="find">${say(language, 'packsFind')}</label>
      <div class="govuk-hint" id="find-hint">${say(language, 'packsFindHint')}</div>
      <input
        class="govuk-input govuk-!-width-one-half"
        id="find"
        name="find"
        type="search"
        value="${find}"
        aria-describedby="find-hint"
      />
      <button class="govuk-button" type="submit">${say(language, 'packsFindButton')}</button>
    </form>
    <p class="govuk-body" role="status">
      ${services.length === 0 ? say(language, 'packsNothing') : say(language, 'packsCount', { count: String(services.length) })}
    </p>
    ${services.length === 0 ? nothing : servicesTable(language, catalogue, services)}
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/packs/cliffs')}">${say(language, 'curveTitle')}</a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="${pathIn(language, '/packs/what-if')}">${say(language, 'whatIfTitle')}</a>
    </p>
    <h2 class="govuk-heading-m">${say(language, 'packsData')}</h2>
    <p class="govuk-body">${say(language, 'packsDataLead')}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${dataFiles.map(([path, name]) => html`<li><a class="govuk-link" href="/published/${path}">${name}</a></li>`)}
    </ul>`;
  return layout(screen, { title: say(language, 'packsTitle'), body, wide: true });
}

function isFound(catalogue: Catalogue, service: Service, find: string): boolean {
  const wanted = find.trim().toLowerCase();
  const agency = catalogue.agencies.get(service.authority);
  const texts = [
    service.id,
    service.code,
    service.name.ru,
    service.name.en,
    agency?.name.ru,
    agency?.name.en,
    agency?.shortName.ru,
    agency?.shortName.en,
  ];
  return wanted === '' || texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}

function servicesTable(language: Language, catalogue: Catalogue, services: readonly Service[]): Html {
  return html`<div class="okno-table" role="region" tabindex="0" aria-label="${say(language, 'packsTitle')}">
    <table class="govuk-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          ${(['packsService', 'packsAgency', 'packsCovers', 'packsCertainty', 'packsExamples'] as const).map(
            (word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`,
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${services.map(
          (service) =>
            html`<tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href="${pathIn(language, `/packs/${service.id}`)}">${service.name[language]}</a>
                <span class="okno-quiet">${service.code}</span>
              </th>
              <td class="govuk-table__cell">
                ${catalogue.agencies.get(service.authority)?.shortName[language] ?? service.authority}
              </td>
              <td class="govuk-table__cell">
                ${service.covers.map((need) => catalogue.needs.get(need)?.name[language] ?? need).join(', ')}
              </td>
              <td class="govuk-table__cell">${sureText(language, leastSureOf(service))}</td>
              <td class="govuk-table__cell">${String(service.examples.length)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function sureText(language: Language, certainty: Certainty): Html {
  const text = say(language, `packsSure-${certainty}`);
  return certainty === 'unsure'
    ? html`<span class="okno-unsure">${text}</span>`
    : html`<span class="okno-quiet">${text}</span>`;
}

/** The mark of a whole service: unsure when anything in its last version is. */
function leastSureOf(service: Service): Certainty {
  const last = service.versions.at(-1);
  const all =
    last === undefined
      ? []
      : [
          last.certainty,
          ...last.criteria.map((criterion) => criterion.article.certainty),
          ...(last.term === undefined ? [] : [last.term.certainty]),
        ];
  return (['unsure', 'memory', 'derived', 'source'] as const).find((certainty) => all.includes(certainty)) ?? 'seen';
}
