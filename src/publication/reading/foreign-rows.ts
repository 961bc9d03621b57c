import type { Text } from '#language';
import { tablesOf } from '#publication/hsds/tables.ts';
import type { TableName } from '#publication/hsds/tables.ts';

import { cleanText } from './clean-text.ts';
import type { TextChange } from './clean-text.ts';

/** Something of a foreign directory that was not taken over, or not as it was, and why. */
export type LeftOut = {
  /** A table, or `table.column`. */
  readonly what: string;
  readonly id?: string;
  readonly name?: string;
  /** How often, when many of a kind are told at once. */
  readonly count?: number;
  readonly reason: Text;
};

/** Columns that are taken over, with the longest text of each. */
const columns: Readonly<Record<TableName, Readonly<Record<string, number>>>> = {
  taxonomy: {},
  taxonomy_term: { code: 200, name: 300, term_uri: 500 },
  organization: { name: 300, alternate_name: 300 },
  service: {
    organization_id: 100,
    name: 300,
    alternate_name: 300,
    description: 4000,
    status: 40,
    application_process: 2000,
    fees_description: 500,
    fees: 500,
    wait_time: 300,
    eligibility_description: 4000,
    minimum_age: 10,
    maximum_age: 10,
    alert: 1000,
    assured_date: 40,
    last_modified: 40,
  },
  service_area: { service_id: 100, extent: 100, extent_type: 40 },
  location: {
    organization_id: 100,
    location_type: 40,
    name: 300,
    alternate_name: 300,
    description: 2000,
    external_identifier: 100,
    external_identifier_type: 100,
  },
  service_at_location: { service_id: 100, location_id: 100 },
  address: { location_id: 100, address_1: 300, address_2: 300, city: 200, region: 200, state_province: 200 },
  phone: { location_id: 100, service_id: 100, organization_id: 100, service_at_location_id: 100, number: 60 },
  schedule: {
    location_id: 100,
    service_id: 100,
    service_at_location_id: 100,
    description: 500,
    freq: 20,
    interval: 10,
    byday: 60,
    bymonthday: 60,
    byweekno: 60,
    opens_at: 20,
    closes_at: 20,
    valid_from: 40,
    valid_to: 40,
  },
  language: {},
  cost_option: { service_id: 100, option: 300, amount: 40, currency: 10, amount_description: 500 },
  required_document: { service_id: 100, document: 500 },
  attribute: { link_id: 100, link_type: 100, value: 500, taxonomy_term_id: 100 },
};

const changeTexts: Readonly<Record<TextChange, Text>> = {
  markup: { ru: 'разметка убрана, остались слова', en: 'markup removed, the words are kept' },
  'control-characters': { ru: 'управляющие символы убраны', en: 'control characters removed' },
  cut: { ru: 'слишком длинный текст обрезан', en: 'a text that is too long was cut' },
};

export type ForeignRow = { readonly id: string; readonly [column: string]: string | undefined };

/** Rows of a foreign directory, each id once, cleaned; and what was left out on the way. */
export class ForeignRows {
  readonly #rows = tablesOf(() => new Map<string, Record<string, string>>());
  readonly #leftOut: LeftOut[] = [];
  readonly #counted = new Map<string, { what: string; count: number; reason: Text }>();

  of(table: TableName): ForeignRow[] {
    return [...this.#rows[table].values()] as ForeignRow[];
  }

  get(table: TableName, id: string | undefined): ForeignRow | undefined {
    return id === undefined ? undefined : (this.#rows[table].get(id) as ForeignRow | undefined);
  }

  leftOut(): LeftOut[] {
    return [...this.#leftOut, ...this.#counted.values()];
  }

  leave(left: LeftOut): void {
    this.#leftOut.push(left);
  }

  /** Counts what happens too often to be told one by one. */
  count(what: string, reason: Text): void {
    const key = `${what}|${reason.en}`;
    const before = this.#counted.get(key);
    this.#counted.set(key, { what, count: (before?.count ?? 0) + 1, reason });
  }

  /**
   * Adds a row. The same thing may stand in many documents: what is missing is filled in, and what contradicts the
   * first is told and not taken.
   */
  add(
    table: TableName,
    foreign: Readonly<Record<string, unknown>>,
    owner: Readonly<Record<string, string>> = {},
  ): string | undefined {
    const id = foreign['id'];
    if (typeof id !== 'string' || id.trim() === '' || id.length > 100) {
      this.leave({ what: table, reason: { ru: 'нет id', en: 'there is no id' } });
      return undefined;
    }
    const row = this.#rows[table].get(id) ?? { id };
    for (const [column, value] of [...Object.entries(foreign), ...Object.entries(owner)]) {
      if (column === 'id' || value === null || value === undefined || value === '') continue;
      const most = columns[table][column];
      if (most === undefined || !Object.hasOwn(columns[table], column)) {
        if (typeof value !== 'object') this.count(`${table}.${column}`, notKept);
        continue;
      }
      const text = this.#text(table, column, value, most);
      if (text === undefined) continue;
      const before = row[column];
      if (before === undefined) row[column] = text;
      else if (before !== text)
        this.leave({ what: `${table}.${column}`, id, name: text.slice(0, 100), reason: contradicts });
    }
    this.#rows[table].set(id, row);
    return id;
  }

  #text(table: TableName, column: string, value: unknown, most: number): string | undefined {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      this.count(`${table}.${column}`, wrongType);
      return undefined;
    }
    const { text, changes } = cleanText(String(value), most);
    for (const change of changes) this.count(`${table}.${column}`, changeTexts[change]);
    return text === '' ? undefined : text;
  }
}

const notKept: Text = { ru: 'для этого в пакете нет места', en: 'a pack has no place for it' };
const wrongType: Text = { ru: 'не текст и не число', en: 'neither a text nor a number' };
const contradicts: Text = {
  ru: 'тот же id, другое значение: взято первое',
  en: 'the same id with another value: the first is taken',
};
