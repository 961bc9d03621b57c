import { Body } from './assembler.ts';
import type { Kernel, Local } from './assembler.ts';

// Operations of the language along columns, for the households of whom all is known. Whoever is not that simple (bounds,
// FEEL's null, digits beyond the fourth) is left: the number of those, and their lanes, stand where `left` says.
//
// `op(state, low, high, truth, a, b, c, into, count, left, extra)`: where the four arrays of all columns lie, where in them
// the columns begin that are read and written, and how many households there are.

/** State of a known number, twice. */
const bothKnown = 0x01_01;
/** Numbers are counted in parts as fine as these. Up to fifteen digits a double stands for one decimal only. */
const parts = 10_000;
const mostParts = 1e15;
const unknownTruth = 2;

const params = 11;
const [stateBase, lowBase, highBase, truthBase, a, b, c, into, count, left, extra] = Array.from(
  { length: params },
  (_, index) => index,
) as [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];

class ColumnBody extends Body {
  readonly lane = this.local('i32');
  readonly #next = this.local('i32');

  constructor() {
    super(params);
  }

  /** Where the value of this household stands: in bytes for states and truths, in doubles for numbers. */
  byte(base: Local, column: Local): this {
    return this.get(base, column).do('i32.add').get(this.lane).do('i32.add');
  }

  double(base: Local, column: Local): this {
    return this.get(column, this.lane).do('i32.add').i32(3).do('i32.shl').get(base).do('i32.add');
  }

  leave(): void {
    this.get(this.#next, this.lane).at('i32.store');
    this.get(this.#next).i32(4).do('i32.add').set(this.#next);
  }

  /** Goes along the columns so many households a step. */
  along(step: number, inside: () => void): this {
    this.get(left).i32(4).do('i32.add').set(this.#next);
    this.i32(0).set(this.lane);
    this.count(this.lane, count, step, inside);
    this.get(left, this.#next, left).do('i32.sub').i32(4).do('i32.sub').i32(2).do('i32.shr_u').at('i32.store');
    return this;
  }

  /** Two doubles, known, into the column. */
  putBoth(value: Local): void {
    this.double(lowBase, into).get(value).at('v128.store');
    this.double(highBase, into).get(value).at('v128.store');
    this.byte(stateBase, into).i32(bothKnown).at('i32.store16');
  }

  /** Whether the values of two households are known in all columns. */
  areKnown(...columns: readonly Local[]): this {
    for (const [index, column] of columns.entries()) {
      this.byte(stateBase, column).at('i32.load16_u').i32(bothKnown).do('i32.xor');
      if (index > 0) this.do('i32.or');
    }
    return this.do('i32.eqz');
  }
}

type Sum = '+' | '-' | '*' | '/';

/**
 * Decimals of four digits are counted as whole numbers; one division in the end gives the double that is nearest to the
 * exact result, as `exact.ts` does (which divides hundredths only).
 */
function arithmetic<Name extends string>(name: Name, sum: Sum): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const [x, y, ok, result] = Array.from({ length: 4 }, () => body.local('v128')) as [Local, Local, Local, Local];
  const given = body.local('v128');
  const isWithin = (of: Local, most: number): void => {
    body.get(ok, of).do('f64x2.abs').doubles(most).do('f64x2.le', 'v128.and').set(ok);
  };
  /** So many-eth parts as a whole number. */
  const whole = (of: Local, scale: number): void => {
    body.get(of).set(given);
    body.get(of).doubles(scale).do('f64x2.mul', 'f64x2.nearest').set(of);
    body.get(ok, of).doubles(scale).do('f64x2.div').get(given).do('f64x2.eq', 'v128.and').set(ok);
    isWithin(of, mostParts);
  };
  body.along(2, () => {
    body.double(lowBase, a).at('v128.load').set(x);
    body.double(lowBase, b).at('v128.load').set(y);
    body.v128(Array.from({ length: 16 }, () => 0xff)).set(ok);
    whole(x, sum === '/' ? 100 : parts);
    if (sum === '/') {
      body.get(y).doubles(100).do('f64x2.mul').set(y);
      body.get(ok, y, y).do('f64x2.nearest', 'f64x2.eq', 'v128.and').set(ok);
      isWithin(y, mostParts);
      body.get(ok, y).doubles(0).do('f64x2.ne', 'v128.and').set(ok);
      body.get(x, y).do('f64x2.div').set(result);
    } else {
      whole(y, parts);
      body
        .get(x, y)
        .do(sum === '*' ? 'f64x2.mul' : sum === '+' ? 'f64x2.add' : 'f64x2.sub')
        .set(result);
      isWithin(result, Number.MAX_SAFE_INTEGER);
      body
        .get(result)
        .doubles(sum === '*' ? parts * parts : parts)
        .do('f64x2.div')
        .set(result);
    }
    // Nought less nought is nought, not less than it.
    body.get(result).doubles(0).do('f64x2.add').set(result);
    body.areKnown(a, b).get(ok).do('i64x2.bitmask').i32(3).do('i32.eq', 'i32.and');
    body.if(
      () => body.putBoth(result),
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** Whether two known values are the same, or not. */
function same<Name extends string>(name: Name, isSame: boolean): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  body.along(1, () => {
    body.byte(truthBase, into);
    body
      .double(lowBase, a)
      .at('f64.load')
      .double(lowBase, b)
      .at('f64.load')
      .do(isSame ? 'f64.eq' : 'f64.ne');
    body.at('i32.store8');
    body.byte(stateBase, a).at('i32.load8_u').i32(1).do('i32.eq');
    body.byte(stateBase, b).at('i32.load8_u').i32(1).do('i32.eq', 'i32.and');
    body.if(
      () => {},
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** Whether the choice with number b is among those that are made. */
function holds<Name extends string>(name: Name): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  body.along(1, () => {
    body.byte(truthBase, into);
    body.double(lowBase, a).at('f64.load').do('i32.trunc_sat_f64_s').get(b).do('i32.shr_u').i32(1).do('i32.and');
    body.at('i32.store8');
    body.byte(stateBase, a).at('i32.load8_u').i32(1).do('i32.eq');
    body.if(
      () => {},
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** The first way, where it tells something. */
function first<Name extends string>(name: Name): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const state = body.local('i32');
  body.along(1, () => {
    body.double(lowBase, into).double(lowBase, a).at('f64.load').at('f64.store');
    body.double(highBase, into).double(highBase, a).at('f64.load').at('f64.store');
    body.byte(stateBase, a).at('i32.load8_u').set(state);
    body.byte(stateBase, into).get(state).at('i32.store8');
    body.get(state).i32(2).do('i32.lt_u');
    body.if(
      () => {},
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** How many truths of a list are yes, and how many may be. */
function countOf<Name extends string>(name: Name): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const [list, end, sure, maybe, truth] = Array.from({ length: 5 }, () => body.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  body.along(1, () => {
    body.i32(0).set(sure).i32(0).set(maybe);
    body.get(b).set(list);
    body.get(c).i32(2).do('i32.shl').get(b).do('i32.add').set(end);
    body.count(list, end, 4, () => {
      body.get(list).at('i32.load').get(truthBase).do('i32.add').get(body.lane).do('i32.add').at('i32.load8_u');
      body.set(truth);
      body.get(sure, truth).i32(1).do('i32.eq', 'i32.add').set(sure);
      body.get(maybe, truth).i32(unknownTruth).do('i32.eq', 'i32.add').set(maybe);
    });
    body.double(lowBase, into).get(sure).do('f64.convert_i32_s').at('f64.store');
    body.double(highBase, into).get(sure, maybe).do('i32.add', 'f64.convert_i32_s').at('f64.store');
    // Known where nobody may be, else between bounds.
    body.byte(stateBase, into).i32(1).get(maybe).i32(0).do('i32.ne', 'i32.add').at('i32.store8');
  });
  return { name, params, body };
}

/** Whether the one is less than the other: whatever both may be, or in no case. */
function order<Name extends string>(name: Name, isStrict: boolean): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const yes = body.local('i32');
  body.along(1, () => {
    body.double(highBase, a).at('f64.load').double(lowBase, b).at('f64.load');
    body.do(isStrict ? 'f64.lt' : 'f64.le').set(yes);
    body.byte(truthBase, into).get(yes).at('i32.store8');
    body.double(lowBase, a).at('f64.load').double(highBase, b).at('f64.load');
    body
      .do(isStrict ? 'f64.ge' : 'f64.gt')
      .get(yes)
      .do('i32.or');
    body.if(
      () => {},
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** `if`: the column of the one or of the other, by a truth. */
function choose<Name extends string>(name: Name): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const truth = body.local('i32');
  const from = body.local('i32');
  body.along(1, () => {
    body.byte(truthBase, a).at('i32.load8_u').set(truth);
    body.get(b, c).do('i32.sub').get(truth).i32(1).do('i32.eq', 'i32.mul').get(c).do('i32.add').set(from);
    body.double(lowBase, into).double(lowBase, from).at('f64.load').at('f64.store');
    body.double(highBase, into).double(highBase, from).at('f64.load').at('f64.store');
    body.byte(stateBase, into).byte(stateBase, from).at('i32.load8_u').at('i32.store8');
    body.get(truth).i32(unknownTruth).do('i32.eq');
    body.if(
      () => body.leave(),
      () => {},
    );
  });
  return { name, params, body };
}

/** Days whose months and days of month `extra` has, as `year·12 + month` times 32 and the day. */
export type DayTable = { readonly first: number; readonly days: number };

function monthsBetween<Name extends string>(name: Name, { first, days }: DayTable): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const [from, to, early, late, months] = Array.from({ length: 5 }, () => body.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const read = (column: Local, place: Local): void => {
    body.double(lowBase, column).at('f64.load').do('i32.trunc_sat_f64_s').i32(first).do('i32.sub').set(place);
  };
  const kept = (place: Local, day: Local): void => {
    body.get(place).i32(2).do('i32.shl').get(extra).do('i32.add').at('i32.load').set(day);
  };
  body.along(1, () => {
    read(a, from);
    read(b, to);
    body.get(from).i32(days).do('i32.lt_u').get(to).i32(days).do('i32.lt_u', 'i32.and');
    for (const column of [a, b]) body.byte(stateBase, column).at('i32.load8_u').i32(1).do('i32.eq', 'i32.and');
    body.if(
      () => {
        kept(from, early);
        kept(to, late);
        // The earlier day comes first; when that is the second one, the months are counted back.
        const isBack = body.local('i32');
        const apart = body.local('i32');
        body.get(to, from).do('i32.lt_s').set(isBack);
        body.get(late, early).do('i32.sub').get(isBack).do('i32.mul').set(apart);
        body.get(early, apart).do('i32.add').set(early);
        body.get(late, apart).do('i32.sub').set(late);
        body.get(late).i32(5).do('i32.shr_s').get(early).i32(5).do('i32.shr_s', 'i32.sub');
        body.get(late).i32(31).do('i32.and').get(early).i32(31).do('i32.and', 'i32.lt_u', 'i32.sub').set(months);
        body.get(months).i32(1).get(isBack).i32(1).do('i32.shl', 'i32.sub', 'i32.mul').set(months);
        body.double(lowBase, into).get(months).do('f64.convert_i32_s').at('f64.store');
        body.double(highBase, into).get(months).do('f64.convert_i32_s').at('f64.store');
        body.byte(stateBase, into).i32(1).at('i32.store8');
      },
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** Whole years of a number of months, or the months beyond them. */
function partOfMonths<Name extends string>(name: Name, isYears: boolean): Kernel & { readonly name: Name } {
  const body = new ColumnBody();
  const months = body.local('v128');
  const years = body.local('v128');
  body.along(2, () => {
    body.double(lowBase, a).at('v128.load').set(months);
    body.get(months).doubles(12).do('f64x2.div', 'f64x2.trunc').set(years);
    if (!isYears) body.get(months, years).doubles(12).do('f64x2.mul', 'f64x2.sub').set(years);
    body.get(years).doubles(0).do('f64x2.add').set(years);
    body.areKnown(a);
    body.if(
      () => body.putBoth(years),
      () => body.leave(),
    );
  });
  return { name, params, body };
}

/** An operation by its name in the language, and how many households it leaves at once. */
export type NumberKernel = Kernel & {
  readonly name:
    | ('plus' | 'minus' | 'times' | 'divided')
    | ('less' | 'lessOrEqual' | 'equal' | 'unequal' | 'holds')
    | ('choose' | 'chooseNumber' | 'first' | 'count' | 'monthsBetween' | 'yearsOf' | 'monthsOf');
  readonly step: number;
};

/** The operations that are counted along columns. */
export function numberKernels(days: DayTable): readonly NumberKernel[] {
  return [
    { ...arithmetic('plus', '+'), step: 2 },
    { ...arithmetic('minus', '-'), step: 2 },
    { ...arithmetic('times', '*'), step: 2 },
    { ...arithmetic('divided', '/'), step: 2 },
    { ...order('less', true), step: 1 },
    { ...order('lessOrEqual', false), step: 1 },
    { ...choose('choose'), step: 1 },
    { ...choose('chooseNumber'), step: 1 },
    { ...monthsBetween('monthsBetween', days), step: 1 },
    { ...partOfMonths('yearsOf', true), step: 2 },
    { ...partOfMonths('monthsOf', false), step: 2 },
    { ...same('equal', true), step: 1 },
    { ...same('unequal', false), step: 1 },
    { ...holds('holds'), step: 1 },
    { ...first('first'), step: 1 },
    { ...countOf('count'), step: 1 },
  ];
}
