import { csvNames, tableNames } from './tables.ts';
import type { Tables } from './tables.ts';

const numbers = new Set(['amount', 'minimum_age', 'maximum_age']);

/** The description of the CSV files as a tabular data package. */
export function datapackageOf(tables: Tables): unknown {
  return {
    name: 'okno-hsds',
    profile: 'tabular-data-package',
    resources: tableNames
      .filter((name) => tables[name].length > 0)
      .map((name) => ({
        name,
        path: csvNames[name],
        profile: 'tabular-data-resource',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        schema: {
          primaryKey: 'id',
          fields: [...new Set(tables[name].flatMap((row) => Object.keys(row)))].map((column) => ({
            name: column,
            type: numbers.has(column) ? 'number' : 'string',
          })),
        },
      })),
  };
}
