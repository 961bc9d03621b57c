import { context, equal, evaluateExactly, invoke, builtInFunction, isList, list, mentions } from '#language';
import type { Value } from '#language';

import type { DecisionTable } from './model.ts';
import { meetsTests } from './item-types.ts';
import type { Place, Run } from './run-model.ts';
import { read, readTests } from './reading.ts';

/**
 * A decision table's result (DMN 1.5, chapter 8). Null when an input is not allowed or the hit policy is broken. Not made one
 * tree as the tables of packs are (`language/table`): those are proved against declared types, and a model declares few.
 */
export function runTable(table: DecisionTable, place: Place, run: Run): Value {
  const inputs: Value[] = [];
  for (const input of table.inputs) {
    const value = run.fit(place.model, run.text(input.text, place), input.typeRef);
    if (value !== null && input.allowed !== undefined && !meetsTests(input.allowed, value)) return null;
    inputs.push(value);
  }
  const hits = table.rules.filter((rule) =>
    rule.tests.every((test, index) => meetsCell(test, inputs[index] ?? null, place)),
  );
  const rows = hits.map((rule) =>
    rule.gives.map((text, index) => outputOf(table, index, run.text(text, place), place, run)),
  );
  if (rows.length === 0) return noHit(table, place, run);
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return rows.length === 1 ? rowValue(table, rows[0] ?? []) : null;
    case 'ANY': {
      const values = rows.map((row) => rowValue(table, row));
      return values.every((value) => equal(value, values[0] ?? null) === true) ? (values[0] ?? null) : null;
    }
    case 'FIRST':
      return rowValue(table, rows[0] ?? []);
    case 'PRIORITY':
      return rowValue(table, byPriority(table, rows, place, run)[0] ?? []);
    case 'RULE ORDER':
      return list(rows.map((row) => rowValue(table, row)));
    case 'OUTPUT ORDER':
      return list(byPriority(table, rows, place, run).map((row) => rowValue(table, row)));
    case 'COLLECT':
      return collected(
        table,
        rows.map((row) => rowValue(table, row)),
      );
  }
}

/** A cell holds of an input: `-`, unary tests, or a condition that names the input `?`. */
function meetsCell(text: string, input: Value, place: Place): boolean {
  const cell = text.trim();
  if (cell === '' || cell === '-') return true;
  const got = readTests(cell, place.names);
  if ('problem' in got) return false;
  return evaluateExactly(got.tree, place.world, { name: '?', value: input, outer: place.scope }) === true;
}

function outputOf(table: DecisionTable, index: number, value: Value, place: Place, run: Run): Value {
  const output = table.outputs[index];
  if (output === undefined) return null;
  const fitted = run.fit(place.model, value, output.typeRef);
  return fitted !== null && output.allowed !== undefined && !meetsTests(output.allowed, fitted) ? null : fitted;
}

function rowValue(table: DecisionTable, row: readonly Value[]): Value {
  if (table.outputs.length === 1) return row[0] ?? null;
  return context(table.outputs.map((output, index) => [output.name ?? String(index + 1), row[index] ?? null] as const));
}

function noHit(table: DecisionTable, place: Place, run: Run): Value {
  if (!table.outputs.some((output) => output.otherwise !== undefined))
    return table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT' ? 0 : null;
  const row = table.outputs.map((output, index) =>
    output.otherwise === undefined ? null : outputOf(table, index, run.text(output.otherwise, place), place, run),
  );
  const value = rowValue(table, row);
  const givesList =
    table.hitPolicy === 'RULE ORDER' ||
    table.hitPolicy === 'OUTPUT ORDER' ||
    (table.hitPolicy === 'COLLECT' && table.aggregation === undefined);
  return givesList && !isList(value) ? list([value]) : value;
}

/** Rows by the place of their values among the allowed ones, the first output first (DMN 1.5, 8.2.10). */
function byPriority(
  table: DecisionTable,
  rows: readonly (readonly Value[])[],
  place: Place,
  run: Run,
): readonly (readonly Value[])[] {
  const orders = table.outputs.map((output) =>
    allowedValues(output.allowed ?? run.allowedOf(place.model, output.typeRef), place),
  );
  const rank = (row: readonly Value[], index: number): number => {
    const order = orders[index] ?? [];
    if (order.length === 0) return 0;
    const at = order.findIndex((value) => equal(value, row[index] ?? null) === true);
    return at === -1 ? order.length : at;
  };
  return rows.toSorted((a, b) => {
    for (const index of table.outputs.keys()) {
      const away = rank(a, index) - rank(b, index);
      if (away !== 0) return away;
    }
    return 0;
  });
}

function allowedValues(text: string | undefined, place: Place): readonly Value[] {
  const got = text === undefined ? undefined : read(`[${text}]`);
  const values =
    got === undefined || 'problem' in got || mentions(got.tree, '?') ? null : evaluateExactly(got.tree, place.world);
  return isList(values) ? values.items : [];
}

const aggregates = { SUM: 'sum', MIN: 'min', MAX: 'max' } as const;

function collected(table: DecisionTable, values: readonly Value[]): Value {
  if (table.aggregation === undefined) return list(values);
  if (table.aggregation === 'COUNT') return values.length;
  return invoke(builtInFunction(aggregates[table.aggregation]) ?? null, [list(values)]);
}
