/** One table as RFC 4180 writes it, with `;` between cells as spreadsheets here expect. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('');
}

function cell(text: string): string {
  return /[;"\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a table, with `;` or `,` between them, whichever its first line has more of. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/u, '');
  const [first = ''] = body.split(/\r?\n/u);
  const between = first.split(';').length >= first.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let here = '';
  let isQuoted = false;
  const endCell = (): void => {
    row.push(here);
    here = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let place = 0; place < body.length; place += 1) {
    const sign = body[place]!;
    if (isQuoted) {
      if (sign !== '"') here += sign;
      else if (body[place + 1] === '"') {
        here += '"';
        place += 1;
      } else isQuoted = false;
    } else if (sign === '"' && here === '') isQuoted = true;
    else if (sign === between) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') here += sign;
  }
  endRow();
  return rows;
}
