import { Body } from './assembler.ts';
import type { Kernel, Local } from './assembler.ts';

/** `gather(values, rows, count, table, into)`: bytes of some rows, each through a table of 256. */
export function gatherKernel(): Kernel {
  const body = new Body(5);
  const [values, rows, count, table, into] = [0, 1, 2, 3, 4];
  const end = body.local('i32');
  body.get(into, count).do('i32.add').set(end);
  body.count(into, end, 1, () => {
    body.get(into, table, values, rows).at('i32.load').do('i32.add').at('i32.load8_u').do('i32.add').at('i32.load8_u');
    body.at('i32.store8');
    body.get(rows).i32(4).do('i32.add').set(rows);
  });
  return { name: 'gather', params: 5, body };
}

/** `pack(truths, plane, stride, count)`: truths of bytes into both sides of a plane, sixteen a step. */
export function packKernel(): Kernel {
  const body = new Body(4);
  const [truths, plane, stride, count] = [0, 1, 2, 3];
  const end = body.local('i32');
  const value = body.local('v128');
  body.get(truths, count).do('i32.add').set(end);
  body.count(truths, end, 16, () => {
    body.get(truths).at('v128.load').set(value);
    body.get(plane, value).i32(1).do('i8x16.splat', 'i8x16.eq', 'i8x16.bitmask').at('i32.store16');
    body.get(plane, stride).do('i32.add').get(value).i32(0).do('i8x16.splat', 'i8x16.ne', 'i8x16.bitmask');
    body.at('i32.store16');
    body.get(plane).i32(2).do('i32.add').set(plane);
  });
  return { name: 'pack', params: 4, body };
}

/** `spread(plane, truths, stride, count)`: a plane into truths of bytes, sixteen a step. */
export function spreadKernel(): Kernel {
  const body = new Body(4);
  const [plane, truths, stride, count] = [0, 1, 2, 3];
  const end = body.local('i32');
  const sure = body.local('v128');
  const maybe = body.local('v128');
  const bits = Array.from({ length: 16 }, (_, lane) => 1 << (lane & 7));
  const twos = Array.from({ length: 16 }, () => 2);
  const ones = Array.from({ length: 16 }, () => 1);
  /** All ones in the lanes whose bit is set in the sixteen bits on the stack. */
  const lanesOf = (into: Local): void => {
    // The first eight lanes take the lower byte, the others the higher one.
    const low = body.local('i32');
    body.set(low);
    body.get(low).do('i8x16.splat').set(into);
    body.v128(Array.from({ length: 16 }, (_, lane) => (lane < 8 ? 0xff : 0)));
    body.get(into).do('v128.and').set(into);
    body.get(low).i32(8).do('i32.shr_u', 'i8x16.splat');
    body.v128(Array.from({ length: 16 }, (_, lane) => (lane < 8 ? 0 : 0xff))).do('v128.and');
    body.get(into).do('v128.or').v128(bits).do('v128.and').v128(bits).do('i8x16.eq').set(into);
  };
  body.get(truths, count).do('i32.add').set(end);
  body.count(truths, end, 16, () => {
    body.get(plane).at('i32.load16_u');
    lanesOf(sure);
    body.get(plane, stride).do('i32.add').at('i32.load16_u');
    lanesOf(maybe);
    body.get(truths);
    body.get(sure).v128(ones).do('v128.and');
    body.get(maybe, sure).do('v128.andnot').v128(twos).do('v128.and', 'v128.or');
    body.at('v128.store');
    body.get(plane).i32(2).do('i32.add').set(plane);
  });
  return { name: 'spread', params: 4, body };
}

/** Where a number stands among thresholds: see `codes.ts`. There is at least one; behind the last stands NaN. */
function search(body: Body, thresholds: Local, howMany: Local): (value: Local) => void {
  const base = body.local('i32');
  const left = body.local('i32');
  const half = body.local('i32');
  const one = body.local('i32');
  body.i32(1).set(one);
  return (value) => {
    body.get(thresholds).set(base);
    body.get(howMany).set(left);
    body.while(one, left, () => {
      body.get(left).i32(1).do('i32.shr_u').set(half);
      body.get(half).i32(3).do('i32.shl').get(base).do('i32.add').get(base);
      body.get(half).i32(3).do('i32.shl').get(base).do('i32.add').i32(8).do('i32.sub').at('f64.load');
      body.get(value).do('f64.lt', 'select').set(base);
      body.get(left, half).do('i32.sub').set(left);
    });
    body.get(base).i32(8).do('i32.add').get(base).get(base).at('f64.load').get(value).do('f64.lt', 'select').set(base);
    // Eight bytes a threshold, two codes each: the distance shifted by two.
    body.get(base, thresholds).do('i32.sub').i32(2).do('i32.shr_u');
    body.get(base).at('f64.load').get(value).do('f64.eq', 'i32.add');
  };
}

/** `places(values, rows, count, thresholds, howMany, openLow, openHigh, low, high)`: codes of the numbers of some rows; NaN is not known. */
export function placesKernel(): Kernel {
  const body = new Body(9);
  const [values, rows, count, thresholds, howMany, openLow, openHigh, low, high] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const end = body.local('i32');
  const value = body.local('f64');
  const code = body.local('i32');
  const found = search(body, thresholds, howMany);
  body.get(low, count).do('i32.add').set(end);
  body.count(low, end, 1, () => {
    body.get(rows).at('i32.load').i32(3).do('i32.shl').get(values).do('i32.add').at('f64.load').set(value);
    found(value);
    body.set(code);
    body.get(low, code, openLow, value, value).do('f64.eq', 'select').at('i32.store8');
    body.get(high, code, openHigh, value, value).do('f64.eq', 'select').at('i32.store8');
    body.get(rows).i32(4).do('i32.add').set(rows);
    body.get(high).i32(1).do('i32.add').set(high);
  });
  return { name: 'places', params: 9, body };
}

/** `between(lows, highs, count, thresholds, howMany, low, high)`: codes of numbers that lie between two; NaN is anything. */
export function betweenKernel(): Kernel {
  const body = new Body(7);
  const [lows, highs, count, thresholds, howMany, low, high] = [0, 1, 2, 3, 4, 5, 6];
  const end = body.local('i32');
  const value = body.local('f64');
  const found = search(body, thresholds, howMany);
  const put = (into: Local, from: Local, open: number): void => {
    body.get(from).at('f64.load').set(value);
    found(value);
    const code = body.local('i32');
    body.set(code);
    body.get(into, code).i32(open).get(value, value).do('f64.eq', 'select').at('i32.store8');
    body.get(from).i32(8).do('i32.add').set(from);
  };
  body.get(low, count).do('i32.add').set(end);
  body.count(low, end, 1, () => {
    put(low, lows, 0);
    put(high, highs, 255);
    body.get(high).i32(1).do('i32.add').set(high);
  });
  return { name: 'between', params: 7, body };
}
