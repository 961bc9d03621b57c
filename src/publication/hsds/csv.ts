import type { Row } from './tables.ts';

/** A table as CSV (RFC 4180). A text that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvText(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const isFormula = typeof value === 'string' && /^[=+@\-\t\r]/u.test(value) && !/^[+-]?[\d ()-]+$/u.test(value);
  const text = isFormula ? `'${value}` : String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export type CsvTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Reads CSV (RFC 4180; line ends of any system). An unclosed quotation mark runs to the end of the text. */
export function readCsv(text: string): CsvTable {
  const lines: string[][] = [];
  let line: string[] = [];
  let field = '';
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/u, '');
  const endLine = (): void => {
    line.push(field);
    if (line.length > 1 || field !== '') lines.push(line);
    line = [];
    field = '';
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (isQuoted) {
      if (char !== '"') field += char;
      else if (source[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && field === '') isQuoted = true;
    else if (char === ',') {
      line.push(field);
      field = '';
    } else if (char === '\n') endLine();
    else if (char !== '\r') field += char;
  }
  if (field !== '' || line.length > 0) endLine();
  const [columns = [], ...rows] = lines;
  return { columns, rows };
}
