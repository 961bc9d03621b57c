import { helpCurve, helpCurvePicture, readTold } from '#assessment';
import type { HelpCurve, HelpPiece } from '#assessment';
import type { Catalogue, Service } from '#catalogue';
import type { Language } from '#language';
import { money } from '#web/parts/format.ts';
import { type Html, html, nothing, trusted } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type CliffsAsked = { readonly service: string; readonly example: string };

/** How the help of an example changes with what its family earns, drawn and as a table: where a law punishes work. */
export function packCliffsPage(screen: Screen, catalogue: Catalogue, asked: CliffsAsked): Html {
  const { language } = screen;
  const paying = [...catalogue.services.values()].filter(
    ({ versions, examples }) => examples.length > 0 && versions.some(({ amount }) => amount !== undefined),
  );
  const service = paying.find(({ id }) => id === asked.service);
  const body = html`<h1 class="govuk-heading-l">${say(language, 'curveTitle')}</h1>
    <p class="govuk-body">${say(language, 'curveLead')}</p>
    <form method="get" action="${pathIn(language, '/packs/cliffs')}">
      <div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="service">${say(language, 'packsService')}</label>
        <select class="govuk-select" id="service" name="service">
          ${paying.map(
            ({ id, name }) =>
              html`<option value="${id}" ${id === service?.id ? 'selected' : ''}>${name[language]}</option>`,
          )}
        </select>
      </div>
      <button class="govuk-button" type="submit">${say(language, 'curveShow')}</button>
    </form>
    ${service === undefined ? nothing : ofService(language, catalogue, service, asked.example)}`;
  return layout(screen, { title: say(language, 'curveTitle'), body, back: '/packs', wide: true });
}

function ofService(language: Language, catalogue: Catalogue, service: Service, asked: string): Html {
  const wanted = Number(asked);
  const index = asked !== '' && Number.isInteger(wanted) && wanted in service.examples ? wanted : undefined;
  const found = curveOf(catalogue, service, index);
  return html`<h2 class="govuk-heading-m">
      <a class="govuk-link" href="${pathIn(language, `/packs/${service.id}`)}">${service.name[language]}</a>
    </h2>
    ${
      found === undefined
        ? html`<p class="govuk-body">${say(language, 'curveNotKnown')}</p>`
        : ofCurve(language, catalogue, found.curve, service.examples[found.index]?.name ?? '')
    }
    <h3 class="govuk-heading-s">${say(language, 'curveExamples')}</h3>
    <ul class="govuk-list">
      ${service.examples.map(({ name }, place) =>
        place === found?.index
          ? html`<li><strong aria-current="true">${name}</strong></li>`
          : html`<li>
              <a class="govuk-link" href="${pathIn(language, `/packs/cliffs?service=${service.id}&example=${place}`)}"
                >${name}</a
              >
            </li>`,
      )}
    </ul>`;
}

/** The curve of the example asked for; of the first whose earnings are known, when none is. */
function curveOf(
  catalogue: Catalogue,
  service: Service,
  asked: number | undefined,
): { readonly index: number; readonly curve: HelpCurve } | undefined {
  for (const [index, example] of service.examples.entries()) {
    if (asked !== undefined && index !== asked) continue;
    const read = readTold(catalogue, example.situation, { asOf: example.asOf });
    const curve = 'problems' in read ? undefined : helpCurve(catalogue, read.told);
    if (curve !== undefined) return { index, curve };
  }
  return undefined;
}

function ofCurve(language: Language, catalogue: Catalogue, curve: HelpCurve, name: string): Html {
  const picture = helpCurvePicture(curve, {
    title: `${say(language, 'curveTitle')}: ${name}`,
    earned: say(language, 'curveEarned'),
    help: say(language, 'curveHelp'),
    now: say(language, 'curveNow'),
    money: (roubles) => money(language, roubles),
  });
  const { cliffs, earned, notExamined } = curve;
  return html`<p class="govuk-body">${name}</p>
    <div class="okno-picture" role="region" tabindex="0" aria-label="${say(language, 'curveTitle')}">
      ${trusted(picture)}
    </div>
    <h3 class="govuk-heading-s govuk-!-margin-top-6">${say(language, 'curveCliffs')}</h3>
    ${
      cliffs.length === 0
        ? html`<p class="govuk-body">${say(language, 'earnSafe')}</p>`
        : table(
            language,
            'curveCliffs',
            ['curveAt', 'curveLoss', 'curveEven', 'curveServices'],
            cliffs.map((cliff) => [
              money(language, cliff.earned),
              money(language, cliff.loss),
              cliff.evenAt === undefined ? say(language, 'curveBeyond') : money(language, earned + cliff.evenAt),
              [
                ...new Set(
                  cliff.changes.map(({ service }) => catalogue.services.get(service)?.name[language] ?? service),
                ),
              ].join(', '),
            ]),
          )
    }
    <h3 class="govuk-heading-s">${say(language, 'curvePieces')}</h3>
    ${table(
      language,
      'curvePieces',
      ['curveFrom', 'curveTo', 'curveHelpFrom', 'curveHelpTo'],
      joined(curve.pieces).map(({ from, to, helpFrom, helpTo }) => [
        money(language, earned + from),
        money(language, earned + to),
        money(language, helpFrom / 12),
        money(language, helpTo / 12),
      ]),
    )}
    ${
      notExamined.length === 0
        ? nothing
        : html`<p class="govuk-body">
            ${say(language, 'curveNotExamined')}:
            ${[...new Set(notExamined.map(({ service }) => catalogue.services.get(service)?.name[language] ?? service))].join(', ')}
          </p>`
    }`;
}

/** Pieces in which help stays the same are one row. */
function joined(pieces: readonly HelpPiece[]): HelpPiece[] {
  const rows: HelpPiece[] = [];
  for (const piece of pieces) {
    const last = rows.at(-1);
    const isSame = [last?.helpTo, piece.helpFrom, piece.helpTo].every((help) => help === last?.helpFrom);
    if (last !== undefined && isSame) rows[rows.length - 1] = { ...last, to: piece.to };
    else rows.push(piece);
  }
  return rows;
}

function table(
  language: Language,
  title: Parameters<typeof say>[1],
  heads: readonly Parameters<typeof say>[1][],
  rows: readonly (readonly string[])[],
): Html {
  return html`<div class="okno-table" role="region" tabindex="0" aria-label="${say(language, title)}">
    <table class="govuk-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          ${heads.map((word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`)}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${rows.map(
          (cells) =>
            html`<tr class="govuk-table__row">
              ${cells.map((cell) => html`<td class="govuk-table__cell">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
