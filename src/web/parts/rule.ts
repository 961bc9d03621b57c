import type { ServiceVersion } from '#catalogue';
import { saysNothing } from '#language';
import type { CheckedExpression, CheckedTable, Language } from '#language';
import { say } from '#web/words.ts';

import type { Html } from './html.ts';
import { html, nothing } from './html.ts';

/** Where a criterion of a version stands on the page of its service. */
export function criterionMark({ from }: ServiceVersion, criterion: string): string {
  return `criterion-${from}-${criterion}`;
}

/** A rule as it is written: an expression, or a decision table as a table. */
export function rule(language: Language, { text, table }: CheckedExpression): Html {
  return table === undefined ? code(text) : decisionTable(language, table);
}

function decisionTable(language: Language, { written }: CheckedTable): Html {
  const { hitPolicy, aggregation, inputs, outputs, rows, otherwise } = written;
  const policy = aggregation === undefined ? hitPolicy : `${hitPolicy} ${aggregation}`;
  const head = [
    ...inputs.map(({ text }) => code(text)),
    ...outputs.map(({ name }) => (name === undefined ? html`→` : code(name))),
  ];
  const cell = (text: string): Html => html`<td class="govuk-table__cell">${saysNothing(text) ? '—' : code(text)}</td>`;
  const row = (number: string, cells: readonly string[]): Html =>
    html`<tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">${number}</th>
      ${cells.map(cell)}
    </tr>`;
  const last = otherwise === undefined ? nothing : row('—', [...inputs.map(() => '-'), ...otherwise]);
  return html`<table class="govuk-table govuk-table--small-text-until-tablet">
    <caption class="govuk-table__caption">
      ${say(language, 'packsTable', { policy })}
    </caption>
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        <th scope="col" class="govuk-table__header">№</th>
        ${head.map((cells) => html`<th scope="col" class="govuk-table__header">${cells}</th>`)}
      </tr>
    </thead>
    <tbody class="govuk-table__body">
      ${rows.map(({ when, then }, index) => row(String(index + 1), [...when, ...then]))} ${last}
    </tbody>
  </table>`;
}

export function code(text: string): Html {
  return html`<code class="okno-rule" lang="en">${text}</code>`;
}
