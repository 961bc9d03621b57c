import { entryOf, equal, invoke, isContext, isList, isNumber, isSameInDigits, textOf } from '#language';
import type { Value } from '#language';

import type { Expected, KitCase } from './kit-cases.ts';
import type { Model } from './model.ts';
import { Run } from './run-model.ts';
import type { Clock } from './run-model.ts';

export type Outcome = {
  readonly id: string;
  readonly verdict: 'passed' | 'failed' | 'not supported';
  readonly said?: string;
};

/** Runs one case of the kit on the models of its folder, the first of which is the one it asks. */
export function runCase(one: KitCase, models: readonly Model[], clock: Clock): Outcome {
  const [model] = models;
  if (model === undefined) return { id: one.id, verdict: 'failed', said: 'the model cannot be read' };
  const given = new Map<string, Value>();
  for (const input of one.inputs) {
    for (const at of models) {
      if (input.namespace !== undefined && input.namespace !== at.namespace) continue;
      for (const element of [...at.inputs, ...at.decisions])
        if (element.name === input.name) given.set(`${at.namespace}#${element.id}`, input.value);
    }
  }
  const run = new Run(new Map(models.map((at) => [at.namespace, at])), given, clock);
  const wrong =
    one.service === undefined ? wrongDecisions(one, model, run) : wrongService(one, one.service, model, run);
  if (run.isForeign) return { id: one.id, verdict: 'not supported', said: 'asks a function of a foreign language' };
  return wrong === undefined ? { id: one.id, verdict: 'passed' } : { id: one.id, verdict: 'failed', said: wrong };
}

function wrongDecisions(one: KitCase, model: Model, run: Run): string | undefined {
  for (const { name, expected } of one.results) {
    const decision = model.decisions.find((found) => found.name === name);
    const service = model.services.find((found) => found.name === name);
    if (decision === undefined && service === undefined) return `there is no decision ${name}`;
    const value =
      decision !== undefined
        ? run.decision(model, decision)
        : service === undefined
          ? null
          : invoke(run.service(model, service), []);
    if (!isAsExpected(expected, value)) return `${name}: ${told(expected)} expected, ${toldValue(value)} found`;
  }
  return undefined;
}

/** A decision service gives one value, or a context with the values of its decisions. */
function wrongService(one: KitCase, name: string, model: Model, run: Run): string | undefined {
  const service = model.services.find((found) => found.name === name);
  if (service === undefined) return `there is no decision service ${name}`;
  const called = run.service(model, service);
  const args = called.parameters.map(
    (parameter) => one.inputs.find((input) => input.name === parameter.name)?.value ?? null,
  );
  const value = invoke(called, args);
  for (const result of one.results) {
    const own = service.outputs.length > 1 && isContext(value) ? (entryOf(value, result.name) ?? null) : value;
    if (!isAsExpected(result.expected, own))
      return `${result.name}: ${told(result.expected)} expected, ${toldValue(own)} found`;
  }
  return undefined;
}

/**
 * A number written with so many decimals was counted in doubles by whoever wrote the case, and has to be met in its first
 * significant digits; with fewer it has to be met exactly.
 */
const roundedFrom = 8;
const digitsMeant = 13;

function isAsExpected(expected: Expected, value: Value): boolean {
  switch (expected.kind) {
    case 'list':
      return (
        isList(value) &&
        value.maybe === undefined &&
        value.items.length === expected.items.length &&
        expected.items.every((item, index) => isAsExpected(item, value.items[index] ?? null))
      );
    case 'context':
      return (
        isContext(value) &&
        Object.keys(value.entries).length === expected.entries.size &&
        [...expected.entries].every(([key, entry]) => {
          const own = entryOf(value, key);
          return own !== undefined && isAsExpected(entry, own);
        })
      );
    case 'value': {
      if (expected.value === null || value === null) return expected.value === value;
      if (isNumber(expected.value) && isNumber(value)) {
        const decimals = /\.(\d+)$/u.exec(expected.digits ?? '')?.[1]?.length ?? 0;
        const written = (expected.digits ?? '').replaceAll(/^-?0*\.?0*|\./gu, '').length;
        return decimals >= roundedFrom
          ? isSameInDigits(expected.value, value, Math.min(digitsMeant, written))
          : equal(expected.value, value) === true;
      }
      return equal(expected.value, value) === true;
    }
  }
}

function told(expected: Expected): string {
  switch (expected.kind) {
    case 'value':
      return expected.digits ?? toldValue(expected.value);
    case 'list':
      return `[${expected.items.map(told).join(', ')}]`;
    case 'context':
      return `{${[...expected.entries].map(([key, entry]) => `${key}: ${told(entry)}`).join(', ')}}`;
  }
}

function toldValue(value: Value): string {
  if (typeof value === 'object' && value !== null && value.kind === 'unknown') return 'not known';
  return `${typeof value === 'string' ? JSON.stringify(value) : textOf(value)}${typeof value === 'object' && value !== null ? ` (${value.kind})` : ` (${typeof value})`}`;
}
