import { parameterOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { rowTold } from '#language';
import type { Explanation, PlainValue, Text } from '#language';

import { explainAmount } from './assess.ts';
import type { Entitlement, ToldSituation } from './model.ts';

/** One value that an amount was counted from, in the words of the packs; `source` is the act of a parameter. */
export type AmountStep = {
  readonly name: Text;
  readonly subject?: string;
  readonly value: PlainValue;
  readonly source?: string;
  /** Set when the step is the row of a decision table that decided: its conditions and what it gives. */
  readonly row?: string;
};

/** What an amount was counted from, the last result first: derived values, then what they rest on. */
export function amountSteps(catalogue: Catalogue, told: ToldSituation, entitlement: Entitlement): AmountStep[] {
  const explanation = explainAmount(catalogue, told, entitlement);
  if (explanation === undefined) return [];
  const steps = new Map<string, AmountStep>();
  let level: readonly Explanation[] = [explanation];
  while (level.length > 0) {
    for (const piece of level) {
      const step = stepOf(catalogue, told, piece);
      const key = `${piece.row === undefined ? '' : piece.text}${piece.name?.name ?? ''}@${piece.name?.subject ?? ''}`;
      if (step !== undefined && !steps.has(key)) steps.set(key, step);
    }
    level = level.filter(isCounted).flatMap((piece) => piece.parts);
  }
  return [...steps.values()];
}

/** Whether somebody belongs to the family, and why, is told with the criteria, not with the sum. */
function isCounted({ name, value }: Explanation): boolean {
  return !Array.isArray(value) && !(name !== undefined && typeof value === 'boolean');
}

function stepOf(
  catalogue: Catalogue,
  told: ToldSituation,
  { name, row, text, value }: Explanation,
): AmountStep | undefined {
  if (row?.holds === 'yes') return { name: rowTold(row), value, row: text };
  if (name === undefined || value === undefined || typeof value === 'object') return undefined;
  const { name: id, subject } = name;
  const whose = subject === undefined ? {} : { subject };
  const parameter = catalogue.parameters.get(id);
  if (parameter !== undefined) {
    const source = parameterOn(parameter, told.territory, told.asOf)?.act;
    return { name: parameter.name, value, ...(source === undefined ? {} : { source }) };
  }
  const declared = catalogue.derived.get(id) ?? catalogue.facts.get(id);
  return declared === undefined ? undefined : { name: declared.name, value, ...whose };
}
