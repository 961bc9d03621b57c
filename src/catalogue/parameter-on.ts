import { dayNumber } from '#language';
import type { DayNumber } from '#language';

import type { Day, Parameter, ParameterValue } from './model.ts';
import { territoryContains } from './territory.ts';

/** The value in force on the day in the territory: the narrowest territory wins, then the latest beginning. */
export function parameterOn(parameter: Parameter, territory: string, day: Day): ParameterValue | undefined {
  let best: ParameterValue | undefined;
  for (const value of parameter.values) {
    if (
      value.from > day ||
      (value.to !== undefined && value.to < day) ||
      !territoryContains(value.territory, territory)
    )
      continue;
    if (best === undefined || narrower(value, best)) best = value;
  }
  // A region sets its own: that of the country is another amount, and the region's is then not known.
  return parameter.isRegional && best?.territory === '' && territory !== '' ? undefined : best;
}

function narrower(a: ParameterValue, b: ParameterValue): boolean {
  return a.territory.length === b.territory.length ? a.from > b.from : a.territory.length > b.territory.length;
}

/** Days from which on a parameter may have another value, anywhere. */
export function daysOfChange(parameter: Parameter): readonly DayNumber[] {
  const days = parameter.values.flatMap(({ from, to }) => [
    dayNumber(from) ?? 0,
    ...(to === undefined ? [] : [(dayNumber(to) ?? 0) + 1]),
  ]);
  return [...new Set(days)].toSorted((a, b) => a - b);
}
