import type { Day, Parameter, ParameterValue } from '#catalogue';
import { territoryLevel } from '#catalogue';
import type { Boxed, DecisionTable } from '#dmn/model.ts';

/** What a parameter is in force on the day: a number, or a table of territories, the narrowest first. */
export function valueOnDay(parameter: Parameter, day: Day): Boxed {
  const inForce = ordered(parameter).filter(({ from, to }) => from <= day && (to === undefined || to >= day));
  const nearest = inForce.filter(
    (value, index) => inForce.findIndex(({ territory }) => territory === value.territory) === index,
  );
  const [only] = nearest;
  if (only === undefined) return { kind: 'literal', text: 'null' };
  if (nearest.length === 1 && only.territory === '') return { kind: 'literal', text: String(only.value) };
  return {
    kind: 'table',
    table: table(
      ['territory'],
      nearest.map((value) => [[inTerritory(value)], value]),
    ),
  };
}

/** The same of any day: a function of the day. */
export function valueOfAnyDay(parameter: Parameter): Boxed {
  const rows = ordered(parameter).map((value) => [[inTerritory(value), inDays(value)], value] as const);
  return {
    kind: 'function',
    isForeign: false,
    parameters: [{ name: 'day', typeRef: 'date' }],
    body: { kind: 'table', table: table(['territory', 'day'], rows) },
  };
}

/** As `parameterOn` of the catalogue chooses: the narrowest territory, then the latest beginning. */
function ordered(parameter: Parameter): readonly ParameterValue[] {
  return parameter.values
    .filter(({ territory }) => !(parameter.isRegional && territory === ''))
    .toSorted((a, b) => b.territory.length - a.territory.length || (a.from < b.from ? 1 : -1));
}

function table(
  inputs: readonly ('territory' | 'day')[],
  rows: readonly (readonly [readonly string[], ParameterValue])[],
): DecisionTable {
  return {
    hitPolicy: 'FIRST',
    inputs: inputs.map((text) => ({ text, typeRef: text === 'day' ? 'date' : 'string' })),
    outputs: [{ typeRef: 'number' }],
    rules: rows.map(([tests, { value }]) => ({ tests, gives: [String(value)] })),
  };
}

function inTerritory({ territory }: ParameterValue): string {
  const level = territoryLevel(territory);
  return level === '' ? '-' : `starts with(?, "${level}")`;
}

function inDays({ from, to }: ParameterValue): string {
  return to === undefined ? `>= date("${from}")` : `[date("${from}")..date("${to}")]`;
}
