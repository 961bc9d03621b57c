import type { Catalogue, Service, ServiceExample, ServiceVersion } from '#catalogue';
import type { CriterionCoverage, ExampleResult, WordOfRules } from '#desk';
import type { Language } from '#language';
import { articleText } from '#web/parts/criteria.ts';
import { dayText, money } from '#web/parts/format.ts';
import type { Html } from '#web/parts/html.ts';
import { html, nothing } from '#web/parts/html.ts';
import { remediesList } from '#web/parts/remedies.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { code, criterionMark, rule } from '#web/parts/rule.ts';
import { say } from '#web/words.ts';

import { sureText } from './packs.ts';

/** What was found out about a service when the page was asked for: its examples run, its criteria decided. */
export type Tried = {
  readonly results: readonly ExampleResult[];
  readonly coverage: readonly CriterionCoverage[];
  readonly words: readonly WordOfRules[];
  /** Some version holds today, and can be given as a model. */
  readonly isInForce: boolean;
};

/** One service as it is written: every version with its criteria, rules, articles, papers, and its examples run now. */
export function packServicePage(screen: Screen, catalogue: Catalogue, service: Service, tried: Tried): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">
      ${service.name[language]} <span class="okno-quiet">${service.code}</span>
    </h1>
    <p class="govuk-body-l">${service.summary[language]}</p>
    <p class="govuk-body">${catalogue.agencies.get(service.authority)?.name[language] ?? service.authority}</p>
    ${
      service.subject.where === undefined
        ? nothing
        : html`<p class="govuk-body">${say(language, 'packsWhere')}: ${rule(language, service.subject.where)}</p>`
    }
    ${service.versions.toReversed().map((version) => versionSection(language, catalogue, version, tried))}
    ${wordsSection(language, tried.words)} ${examplesSection(language, service, tried)}
    ${
      tried.isInForce
        ? html`<p class="govuk-body">
            <a class="govuk-link" href="/packs/${service.id}.dmn" download>${say(language, 'packsDmn')}</a>
          </p>`
        : nothing
    }
    <p class="govuk-body okno-quiet">${service.file}</p>`;
  return layout(screen, { title: service.name[language], body, back: '/packs', wide: true });
}

function versionSection(language: Language, catalogue: Catalogue, version: ServiceVersion, tried: Tried): Html {
  const from = dayText(language, version.from);
  const title =
    version.to === undefined
      ? say(language, 'packsVersionFrom', { from })
      : say(language, 'packsVersionTo', { from, to: dayText(language, version.to) });
  return html`<section class="okno-section">
    <h2 class="govuk-heading-m">${title}</h2>
    <p class="govuk-body">
      ${say(language, 'packsBasis')}: ${articleText(version.basis.map((article) => article.citation).join('; '))}
    </p>
    ${version.transition.map(
      ({ keeps, asOn, text, article }) =>
        html`<p class="govuk-body">
          ${say(language, 'packsTransition')}: ${text[language]}. ${articleText(article.citation)}
          ${sureText(language, article.certainty)} ${rule(language, keeps)} → ${rule(language, asOn)}
        </p>`,
    )}
    <div class="okno-table" role="region" tabindex="0" aria-label="${title}">
      <table class="govuk-table">
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            ${(['packsCriterion', 'packsRule', 'packsArticle'] as const).map((word) => html`<th scope="col" class="govuk-table__header">${say(language, word)}</th>`)}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${version.criteria.map(
            (criterion) =>
              html`<tr class="govuk-table__row" id="${criterionMark(version, criterion.id)}">
                <th scope="row" class="govuk-table__header">${criterion.text[language]}</th>
                <td class="govuk-table__cell">
                  ${criterion.when === undefined ? say(language, 'packsJudged', { who: criterion.judgedBy?.[language] ?? '' }) : rule(language, criterion.when)}
                  ${lacks(
                    language,
                    tried.coverage.find((one) => one.version === version.from && one.criterion === criterion.id),
                  )}
                </td>
                <td class="govuk-table__cell">
                  ${articleText(criterion.article.citation)} ${sureText(language, criterion.article.certainty)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${summary(language, catalogue, version)}
  </section>`;
}

function summary(language: Language, catalogue: Catalogue, version: ServiceVersion): Html {
  const name = (id: string): string => catalogue.evidence.get(id)?.name[language] ?? id;
  const { term, feeRoubles, amount } = version;
  const termWord = term?.unit === 'calendar' ? 'packsTermCalendar' : 'packsTermWorking';
  const { remedies } = version;
  const rows: readonly (readonly [string, Html | string])[] = [
    ...(amount === undefined ? [] : [[say(language, 'packsAmount'), rule(language, amount.value)] as const]),
    [
      say(language, 'packsEvidence'),
      html`<ul class="govuk-list">
        ${version.evidence.map((use) => html`<li>${name(use.evidence)} — ${say(language, use.from === 'person' ? 'packsBrings' : 'packsAsked')}</li>`)}
      </ul>`,
    ],
    ...(version.gives.length === 0
      ? []
      : [[say(language, 'packsGives'), version.gives.map(({ evidence }) => name(evidence)).join(', ')] as const]),
    [
      say(language, 'packsTerm'),
      term === undefined
        ? say(language, 'packsTermAtOnce')
        : html`${say(language, termWord, { days: String(term.days) })} ${sureText(language, term.certainty)}`,
    ],
    ...(feeRoubles === undefined
      ? []
      : [
          [
            say(language, 'packsFee'),
            html`${money(language, feeRoubles.value)} ${sureText(language, feeRoubles.certainty)}`,
          ] as const,
        ]),
    ...(remedies.length === 0
      ? []
      : [[say(language, 'objection'), remediesList(language, catalogue, remedies)] as const]),
  ];
  return html`<dl class="govuk-summary-list">
    ${rows.map(
      ([key, value]) =>
        html`<div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">${key}</dt>
          <dd class="govuk-summary-list__value">${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function wordsSection(language: Language, words: readonly WordOfRules[]): Html {
  if (words.length === 0) return nothing;
  return html`<section class="okno-section">
    <h2 class="govuk-heading-m">${say(language, 'packsWords')}</h2>
    <dl class="govuk-summary-list">
      ${words.map(
        ({ word, meaning, unit }) =>
          html`<div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">${code(word)}</dt>
            <dd class="govuk-summary-list__value">
              ${meaning[language]}
              ${unit === undefined ? nothing : html`<span class="okno-quiet">${say(language, 'packsUnit', { unit: unit[language] })}</span>`}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function examplesSection(language: Language, service: Service, tried: Tried): Html {
  return html`<section class="okno-section">
    <h2 class="govuk-heading-m">${say(language, 'packsExamples')}: ${String(service.examples.length)}</h2>
    <ul class="govuk-list govuk-list--spaced">
      ${service.examples.map((example) => {
        const result = tried.results.find((one) => one.name === example.name && one.line === example.line);
        const isGood = result !== undefined && result.faults.length === 0;
        return html`<li>
          <span lang="en">${example.name}</span> (${dayText(language, example.asOf)}): ${expected(example)} —
          ${isGood ? say(language, 'packsHolds') : html`<strong class="okno-unsure">${say(language, 'packsFails')}</strong> ${(result?.faults ?? []).map((fault) => fault[language]).join('; ')}`}
        </li>`;
      })}
    </ul>
  </section>`;
}

function expected(example: ServiceExample): Html {
  const told = example.expect
    .map(({ subject, answer, amount }) => `${subject} = ${answer}${amount === undefined ? '' : ` ${amount}`}`)
    .join(', ');
  return html`<code class="okno-rule" lang="en">${told}</code>`;
}

function lacks(language: Language, coverage: CriterionCoverage | undefined): Html {
  if (coverage === undefined || coverage.lacks.length === 0) return nothing;
  const words = coverage.lacks
    .map((answer) => say(language, answer === 'yes' ? 'packsLacksYes' : 'packsLacksNo'))
    .join(', ');
  return html`<br /><span class="okno-quiet">${say(language, 'packsLacks', { lacks: words })}</span>`;
}
