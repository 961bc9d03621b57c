import { compare, equal } from './compare.ts';
import { all, any, not } from './logic.ts';
import { readRange } from './read-range.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { isRange } from './values.ts';
import type { RangeValue, Value } from './values.ts';

type Holds = (a: RangeValue, b: RangeValue) => Value;

/** FEEL's functions of ranges (DMN 1.5, table 77). A point is the range from itself to itself. */
export const rangeFunctions: readonly (readonly [string, BuiltIn])[] = [
  ['before', relation('point1: any, point2: any', 'point: any, range: any', before)],
  ['after', relation('point1: any, point2: any', 'range: any, point: any', (a, b) => before(b, a))],
  ['meets', betweenRanges((a, b) => all([a.highIn, b.lowIn, same(a.high, b.low)]))],
  ['met by', betweenRanges((a, b) => all([a.lowIn, b.highIn, same(a.low, b.high)]))],
  ['overlaps', betweenRanges((a, b) => all([not(before(a, b)), not(before(b, a))]))],
  [
    'overlaps before',
    betweenRanges((a, b) =>
      all([
        startsEarlier(a, b),
        not(before(a, b)),
        any([endsEarlier(a, b), all([same(a.high, b.high), a.highIn === b.highIn || (!a.highIn && b.highIn)])]),
      ]),
    ),
  ],
  [
    'overlaps after',
    betweenRanges((a, b) =>
      all([
        startsEarlier(b, a),
        not(before(b, a)),
        any([endsEarlier(b, a), all([same(a.high, b.high), a.highIn === b.highIn || (a.highIn && !b.highIn)])]),
      ]),
    ),
  ],
  [
    'finishes',
    pointOrRange(
      'point: any, range: range',
      'range1: range, range2: range',
      (a, b) => all([a.highIn === b.highIn, same(a.high, b.high), not(startsEarlier(a, b))]),
      (point, b) => all([b.highIn, same(point.high, b.high)]),
    ),
  ],
  [
    'finished by',
    pointOrRange(
      'range: range, point: any',
      'range1: range, range2: range',
      (a, b) => all([a.highIn === b.highIn, same(a.high, b.high), not(startsEarlier(b, a))]),
      (point, a) => all([a.highIn, same(point.high, a.high)]),
    ),
  ],
  [
    'includes',
    pointOrRange(
      'range: range, point: any',
      'range1: range, range2: range',
      (a, b) => within(b, a),
      (point, a) => within(point, a),
    ),
  ],
  ['during', pointOrRange('point: any, range: range', 'range1: range, range2: range', within, within)],
  [
    'starts',
    pointOrRange(
      'point: any, range: range',
      'range1: range, range2: range',
      (a, b) => all([a.lowIn === b.lowIn, same(a.low, b.low), not(endsEarlier(b, a))]),
      (point, b) => all([b.lowIn, same(point.low, b.low)]),
    ),
  ],
  [
    'started by',
    pointOrRange(
      'range: range, point: any',
      'range1: range, range2: range',
      (a, b) => all([a.lowIn === b.lowIn, same(a.low, b.low), not(endsEarlier(a, b))]),
      (point, a) => all([a.lowIn, same(point.low, a.low)]),
    ),
  ],
  [
    'coincides',
    [
      signature('point1: any, point2: any', 'boolean', coincides),
      signature('range1: range, range2: range', 'boolean', coincides),
    ],
  ],
  ['range', [signature('from: text', 'range', (text) => (typeof text === 'string' ? readRange(text) : null))]],
];

function asRange(value: Value): RangeValue {
  return isRange(value) ? value : { kind: 'range', low: value, high: value, lowIn: true, highIn: true };
}

function relation(points: string, mixed: string, holds: Holds): BuiltIn {
  const evaluate = (a: Value = null, b: Value = null): Value =>
    a === null || b === null ? null : holds(asRange(a), asRange(b));
  const turned = mixed.split(', ').toReversed().join(', ');
  return [points, mixed, turned, 'range1: any, range2: any'].map((takes) => signature(takes, 'boolean', evaluate));
}

function betweenRanges(holds: Holds): BuiltIn {
  return [
    signature('range1: range, range2: range', 'boolean', (a = null, b = null) =>
      isRange(a) && isRange(b) ? holds(a, b) : null,
    ),
  ];
}

/** A function that takes two ranges, or a point and a range in the order of the names. */
function pointOrRange(mixed: string, ranges: string, ofRanges: Holds, ofPoint: Holds): BuiltIn {
  const evaluate = (a: Value = null, b: Value = null): Value => {
    if (a === null || b === null) return null;
    if (isRange(a) && isRange(b)) return ofRanges(a, b);
    if (isRange(a) === isRange(b)) return null;
    return isRange(a) ? ofPoint(asRange(b), a) : isRange(b) ? ofPoint(asRange(a), b) : null;
  };
  return [signature(ranges, 'boolean', evaluate), signature(mixed, 'boolean', evaluate)];
}

function same(a: Value | undefined, b: Value | undefined): Value {
  return a === undefined || b === undefined ? false : equal(a, b);
}

/** Whether all of a lies before all of b. */
function before(a: RangeValue, b: RangeValue): Value {
  if (a.high === undefined || b.low === undefined) return false;
  return any([compare('<', a.high, b.low), all([!(a.highIn && b.lowIn), equal(a.high, b.low)])]);
}

function startsEarlier(a: RangeValue, b: RangeValue): Value {
  if (b.low === undefined) return false;
  if (a.low === undefined) return true;
  return any([compare('<', a.low, b.low), all([a.lowIn && !b.lowIn, equal(a.low, b.low)])]);
}

function endsEarlier(a: RangeValue, b: RangeValue): Value {
  if (a.high === undefined) return false;
  if (b.high === undefined) return true;
  return any([compare('<', a.high, b.high), all([!a.highIn && b.highIn, equal(a.high, b.high)])]);
}

/** Whether all of a lies in b. */
function within(a: RangeValue, b: RangeValue): Value {
  return all([not(startsEarlier(a, b)), not(endsEarlier(b, a))]);
}

function coincides(a: Value = null, b: Value = null): Value {
  if (a === null || b === null || isRange(a) !== isRange(b)) return null;
  if (!isRange(a) || !isRange(b)) return compare('=', a, b);
  return all([a.lowIn === b.lowIn, a.highIn === b.highIn, same(a.low, b.low), same(a.high, b.high)]);
}
