import { type Html, html, nothing } from './html.ts';

/** A row: its name, the cells after it, and what it is found by in the address. */
export type TableRow = { readonly name: Html; readonly cells: readonly Html[]; readonly id?: string };

/**
 * A table of work: on a wide screen rows and columns, on a phone each row a small card with the names of the columns. The
 * roles are written out, because a browser forgets that what is laid out as a card is a table.
 */
export function table(options: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly classes?: string;
}): Html {
  const { label, columns, rows, classes = '' } = options;
  return html`<table class="govuk-table okno-stack ${classes}" role="table" aria-label="${label}">
    <thead class="govuk-table__head" role="rowgroup">
      <tr class="govuk-table__row" role="row">
        ${columns.map((text) => html`<th scope="col" role="columnheader" class="govuk-table__header">${text}</th>`)}
      </tr>
    </thead>
    <tbody class="govuk-table__body" role="rowgroup">
      ${rows.map(
        ({ name, cells, id }) =>
          html`<tr class="govuk-table__row" role="row" ${id === undefined ? nothing : html`id="${id}"`}>
            <th scope="row" role="rowheader" class="govuk-table__header">${name}</th>
            ${cells.map((cell, index) => tableCell(columns[index + 1] ?? '', cell))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function tableCell(column: string, cell: Html): Html {
  const isEmpty = String(cell).trim() === '';
  return html`<td role="cell" class="govuk-table__cell ${isEmpty ? 'okno-stack__empty' : ''}" data-label="${column}">
    <div>${cell}</div>
  </td>`;
}
