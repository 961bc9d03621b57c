import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { combinedUnit, raisedUnit, unitsAgree } from './units.ts';
import type { Unit } from './units.ts';

/** The unit of a number, of the numbers of a list, or of the ends of a range. */
export function unitOf(type: ValueType): Unit | undefined {
  if (type.kind === 'number') return type.unit;
  return type.kind === 'list' || type.kind === 'range' ? unitOf(type.of) : undefined;
}

export function numberOf(unit: Unit | undefined): ValueType {
  return unit === undefined ? types.number : { kind: 'number', unit };
}

/** The unit of `left operator right`; `power` is the right side when it is written out. */
export function arithmeticUnit(operator: string, left: ValueType, right: ValueType, power?: number): Unit | undefined {
  const a = unitOf(left);
  const b = unitOf(right);
  switch (operator) {
    case '*':
      return combinedUnit(a, b, 1);
    case '/':
      return combinedUnit(a, b, -1);
    case '**':
      return power === undefined ? undefined : raisedUnit(a, power);
    default:
      return a ?? b;
  }
}

const keeping: ReadonlySet<string> = new Set([
  'sum',
  'min',
  'max',
  'mean',
  'median',
  'mode',
  'stddev',
  'abs',
  'floor',
  'ceiling',
  'decimal',
  'modulo',
  'round up',
  'round down',
  'round half up',
  'round half down',
]);

/** Functions of several numbers that have to be of one unit. */
const together: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'mean', 'median', 'mode', 'stddev', 'modulo']);

/** What a built-in function makes of units: a sum of monthly sums is a monthly sum, a count of people is people. */
export function resultWithUnit(name: string, args: readonly ValueType[], result: ValueType): ValueType {
  const [first = types.any] = args;
  if (name === 'count' && first.kind === 'list' && first.of.kind === 'entity') return numberOf({ person: 1 });
  if (!keeping.has(name)) return result;
  const unit = (together.has(name) ? args : [first]).map(unitOf).find((one) => one !== undefined);
  if (unit === undefined) return result;
  if (result.kind === 'list') return result.of.kind === 'number' ? listOf(numberOf(unit)) : result;
  return result.kind === 'number' || result.kind === 'any' ? numberOf(unit) : result;
}

/** The first two arguments of a function that wants one unit and is given two. */
export function unlikeArguments(name: string, args: readonly ValueType[]): readonly [number, number] | undefined {
  if (!together.has(name)) return undefined;
  const first = args.findIndex((arg) => unitOf(arg) !== undefined);
  const other = args.findIndex((arg) => first >= 0 && !unitsAgree(unitOf(args[first] ?? types.any), unitOf(arg)));
  return other < 0 ? undefined : [first, other];
}
