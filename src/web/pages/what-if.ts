import { helpCurvePicture } from '#assessment';
import type { HelpCurve } from '#assessment';
import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import type { Language, Problem } from '#language';
import { effectGroups, groupPicture, groupTitle, kindName, namedEffects } from '#region';
import type { Effect, EffectGroup, WhatIf } from '#region';
import { counted, dayText, money, number } from '#web/parts/format.ts';
import { button, input, select, textarea } from '#web/parts/govuk.ts';
import { type Html, html, nothing, trusted } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { problemText, errorSummary, inset } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** What the methodologist asks, as it stands in the address. */
export type WhatIfAsked = {
  readonly parameter: string;
  readonly value: string;
  readonly from: string;
  readonly criterion: string;
  readonly when: string;
};

/** Groups of fewer households of a real region are not shown: somebody could be known by them. */
const fewest = 5;

/** A change of the law tried on the region: the form, and what it would do. */
export function whatIfPage(
  screen: Screen,
  catalogue: Catalogue,
  asked: WhatIfAsked,
  told: {
    readonly day: string;
    readonly found?: WhatIf;
    readonly problems: readonly FieldProblem[];
    /** What is wrong with the population, not with what was asked. */
    readonly refused?: readonly Problem[];
  },
): Html {
  const { language } = screen;
  const { found, problems, day, refused = [] } = told;
  const example = pathIn(language, '/packs/what-if?parameter=minimumEarningsWages&value=4&from=2026-01-01');
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    <h1 class="govuk-heading-l">${say(language, 'whatIfTitle')}</h1>
    <div class="okno-screen-only">
      <p class="govuk-body">${say(language, 'whatIfLead')}</p>
      <p class="govuk-body"><a class="govuk-link" href="${example}">${say(language, 'whatIfExample')}</a></p>
      ${form(language, catalogue, asked, day, problems)}
    </div>
    ${refused.map((problem) => problemText(language, problem))}
    ${found === undefined ? nothing : result(language, catalogue, found)}`;
  return layout(screen, { title: say(language, 'whatIfTitle'), body, back: '/packs', wide: true });
}

function form(
  language: Language,
  catalogue: Catalogue,
  asked: WhatIfAsked,
  day: string,
  problems: readonly FieldProblem[],
): Html {
  const error = (field: string): { readonly error?: string } => {
    const text = problems.find((one) => one.field === field)?.text;
    return text === undefined ? {} : { error: text };
  };
  const none = { value: '', text: say(language, 'whatIfNotChanged') };
  const parameters = [...catalogue.parameters.values()].map(({ id, name }) => ({
    value: id,
    text: `${name[language]} (${id})`,
  }));
  const criteria = [...catalogue.services.values()].flatMap((service) =>
    (versionOn(service, day)?.version.criteria ?? []).flatMap(({ id, when }) =>
      when === undefined ? [] : [{ value: `${service.id}/${id}`, text: `${service.name[language]}: ${id}` }],
    ),
  );
  const chosen = <Item extends { readonly value: string }>(items: readonly Item[], value: string) =>
    items.map((item) => ({ ...item, checked: item.value === value }));
  return html`<form method="get" action="${pathIn(language, '/packs/what-if')}" novalidate>
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${say(language, 'whatIfParameterPart')}</legend>
      ${select({ language, name: 'parameter', label: say(language, 'whatIfParameter'), items: chosen([none, ...parameters], asked.parameter), ...error('parameter') })}
      ${input({ language, name: 'value', label: say(language, 'whatIfValue'), value: asked.value, width: 10, inputmode: 'decimal', ...error('value') })}
      ${input({ language, name: 'from', label: say(language, 'whatIfFrom'), hint: say(language, 'whatIfFromHint'), value: asked.from, width: 10, ...error('from') })}
    </fieldset>
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${say(language, 'whatIfCriterionPart')}</legend>
      ${select({ language, name: 'criterion', label: say(language, 'whatIfCriterion'), items: chosen([none, ...criteria], asked.criterion), ...error('criterion') })}
      ${textarea({ language, name: 'when', label: say(language, 'whatIfRule'), hint: say(language, 'whatIfRuleHint', { example: 'adultsEarned or largeFamily' }), value: asked.when, rows: 3, ...error('when') })}
    </fieldset>
    ${button({ text: say(language, 'whatIfShow') })}
  </form>`;
}

function result(language: Language, catalogue: Catalogue, found: WhatIf): Html {
  const { all, services, isSynthetic } = found;
  const text = (households: number): string =>
    !isSynthetic && households > 0 && households < fewest ? say(language, 'whatIfFew') : number(language, households);
  const sum = (effect: Effect): string =>
    !isSynthetic && effect.lose + effect.gain < fewest && effect.lose + effect.gain > 0
      ? '—'
      : money(language, effect.gained - effect.lost);
  const cells = (effect: Effect): readonly Html[] =>
    [number(language, effect.households), text(effect.lose), text(effect.gain), sum(effect)].map(
      (cell) => html`${cell}`,
    );
  const heads = (['whatIfAll', 'whatIfLose', 'whatIfGain', 'whatIfPerYear'] as const).map((word) =>
    say(language, word),
  );
  return html`<h2 class="govuk-heading-m">${say(language, 'whatIfResult')}</h2>
    ${found.lines.map((line) => html`<p class="govuk-body govuk-!-font-weight-bold">${line[language]}</p>`)}
    ${isSynthetic ? inset(html`${say(language, 'whatIfSynthetic')}`) : nothing}
    <p class="govuk-body">
      ${say(language, 'whatIfOn', {
        day: dayText(language, found.day),
        people: counted(language, found.people, say(language, 'whatIfPeople')),
        households: counted(language, all.households, say(language, 'whatIfHouseholds')),
      })}
    </p>
    ${table({
      label: say(language, 'whatIfResult'),
      columns: ['', say(language, 'whatIfAll'), say(language, 'whatIfPerYear')],
      rows: [
        {
          name: html`${say(language, 'whatIfLose')}`,
          cells: [html`${text(all.lose)}`, html`${money(language, all.lost === 0 ? 0 : -all.lost)}`],
        },
        {
          name: html`${say(language, 'whatIfGain')}`,
          cells: [html`${text(all.gain)}`, html`${money(language, all.gained)}`],
        },
        { name: html`${say(language, 'whatIfOpen')}`, cells: [html`${text(all.open)}`, nothing] },
      ],
    })}
    <p class="govuk-body">${say(language, 'whatIfNote')}</p>
    ${
      services.length === 0
        ? html`<p class="govuk-body">${say(language, 'whatIfNobody')}</p>`
        : html`<h3 class="govuk-heading-s">${say(language, 'whatIfServices')}</h3>
            ${table({
              label: say(language, 'whatIfServices'),
              columns: (['whatIfService', 'whatIfBefore', 'whatIfAfter', 'whatIfSumChange'] as const).map((word) =>
                say(language, word),
              ),
              rows: services.map(({ service, before, after }) => ({
                name: html`${catalogue.services.get(service)?.name[language] ?? service}`,
                cells: [
                  html`${text(before.yes)}`,
                  html`${text(after.yes)}`,
                  html`${money(language, Math.round(after.perYear - before.perYear))}`,
                ],
              })),
            })}
            ${effectGroups.map((group) => groupSection(language, catalogue, found, group, heads, cells))}
            ${lossSection(language, found, text)} ${typicalSection(language, catalogue, found)}`
    }`;
}

function groupSection(
  language: Language,
  catalogue: Catalogue,
  found: WhatIf,
  group: EffectGroup,
  heads: readonly string[],
  cells: (effect: Effect) => readonly Html[],
): Html {
  const title = groupTitle(group, language);
  return html`<h3 class="govuk-heading-s">${title}</h3>
    ${found.isSynthetic ? picture(title, groupPicture(catalogue, found, group, language)) : nothing}
    ${table({
      label: title,
      columns: [say(language, 'whatIfGroup'), ...heads],
      rows: namedEffects(catalogue, found, group, language).map(({ label, ...effect }) => ({
        name: html`${label}`,
        cells: cells(effect),
      })),
    })}`;
}

function lossSection(language: Language, found: WhatIf, text: (households: number) => string): Html {
  if (found.all.lose === 0) return nothing;
  const title = say(language, 'whatIfLosses');
  return html`<h3 class="govuk-heading-s">${title}</h3>
    ${table({
      label: title,
      columns: [say(language, 'whatIfLossOf'), say(language, 'whatIfAll')],
      rows: found.losses.map(({ from, to, households }) => ({
        name: html`${
          to === undefined
            ? say(language, 'whatIfLossOver', { from: money(language, from) })
            : say(language, 'whatIfLossFrom', { from: money(language, from), to: money(language, to) })
        }`,
        cells: [html`${text(households)}`],
      })),
    })}`;
}

function typicalSection(language: Language, catalogue: Catalogue, { typical }: WhatIf): Html {
  if (typical === undefined) return nothing;
  const title = say(language, 'whatIfTypical', { kind: kindName(catalogue, typical.kind, language) });
  const one = (word: 'whatIfCurveBefore' | 'whatIfCurveAfter', curve: HelpCurve): Html => {
    const list = curve.cliffs.map(({ earned, loss }) =>
      say(language, 'whatIfCliff', {
        earned: money(language, Math.round(earned)),
        loss: money(language, Math.round(loss)),
      }),
    );
    const drawn = helpCurvePicture(curve, {
      title: say(language, word),
      earned: say(language, 'curveEarned'),
      help: say(language, 'curveHelp'),
      now: say(language, 'curveNow'),
      money: (roubles) => money(language, roubles),
    });
    return html`<h4 class="govuk-heading-s">${say(language, word)}</h4>
      ${picture(say(language, word), drawn)}
      <p class="govuk-body">
        ${say(language, 'whatIfCliffs', { count: String(list.length), list: list.join('; ') })}
      </p>`;
  };
  return html`<h3 class="govuk-heading-s">${title}</h3>
    <p class="govuk-body">${say(language, 'whatIfTypicalLead')}</p>
    ${one('whatIfCurveBefore', typical.before)} ${one('whatIfCurveAfter', typical.after)}`;
}

function picture(label: string, svg: string): Html {
  return html`<div class="okno-picture" role="region" tabindex="0" aria-label="${label}">${trusted(svg)}</div>`;
}
