import { Body } from './assembler.ts';
import type { Kernel, Local } from './assembler.ts';

/** `translate(values, count, table, into)`: bytes through a table of 256. */
export function translateKernel(): Kernel {
  const body = new Body(4);
  const [values, count, table, into] = [0, 1, 2, 3];
  const end = body.local('i32');
  body.get(values, count).do('i32.add').set(end);
  body.count(values, end, 1, () => {
    body.get(into, table, values).at('i32.load8_u').do('i32.add').at('i32.load8_u').at('i32.store8');
    body.get(into).i32(1).do('i32.add').set(into);
  });
  return { name: 'translate', params: 4, body };
}

/** Values that are laid at once; there are as many places, if need be some that nobody reads. */
const laidAtOnce = 4;

/** `layBytes(values, end, places, into)`, `layDoubles(…)`: values, each into the place that stands beside it. */
export function layKernels(): readonly Kernel[] {
  return (['layBytes', 'layDoubles'] as const).map((name) => {
    const body = new Body(4);
    const [values, end, places, into] = [0, 1, 2, 3];
    const shift = name === 'layBytes' ? 0 : 3;
    body.count(values, end, laidAtOnce << shift, () => {
      for (let one = 0; one < laidAtOnce; one += 1) {
        body
          .get(into, places)
          .at('i32.load', 4 * one)
          .i32(shift)
          .do('i32.shl', 'i32.add')
          .get(values);
        if (shift === 0) body.at('i32.load8_u', one).at('i32.store8');
        else body.at('f64.load', 8 * one).at('f64.store');
      }
      body
        .get(places)
        .i32(4 * laidAtOnce)
        .do('i32.add')
        .set(places);
    });
    return { name, params: 4, body };
  });
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

/** Numbers that look for their places side by side: the processor waits for the one while it reads for the others. */
const abreast = 4;

/**
 * Where some numbers stand among thresholds, each in the local of its own: see `codes.ts`. There is at least one
 * threshold; behind the last stands NaN.
 */
function search(
  body: Body,
  thresholds: Local,
  howMany: Local,
): (values: readonly Local[], into: readonly Local[]) => void {
  const left = body.local('i32');
  const half = body.local('i32');
  const one = body.local('i32');
  body.i32(1).set(one);
  return (values, into) => {
    for (const base of into) body.get(thresholds).set(base);
    body.get(howMany).set(left);
    body.while(one, left, () => {
      body.get(left, left).i32(1).do('i32.shr_u').set(half);
      body.get(half).do('i32.sub').set(left);
      body.get(half).i32(3).do('i32.shl').set(half);
      // Multiplied with the truth: a jump would be guessed wrong every other time.
      for (const [index, base] of into.entries()) {
        body.get(base, half).do('i32.add').i32(8).do('i32.sub').at('f64.load').get(values[index]!).do('f64.lt');
        body.get(half).do('i32.mul').get(base).do('i32.add').set(base);
      }
    });
    for (const [index, base] of into.entries()) {
      const value = values[index]!;
      body.get(base).at('f64.load').get(value).do('f64.lt').i32(3).do('i32.shl').get(base).do('i32.add').set(base);
      // Eight bytes a threshold, two codes each: the distance shifted by two.
      body.get(base, thresholds).do('i32.sub').i32(2).do('i32.shr_u');
      body.get(base).at('f64.load').get(value).do('f64.eq', 'i32.add').set(base);
    }
  };
}

function locals(body: Body, type: 'i32' | 'f64'): readonly Local[] {
  return Array.from({ length: abreast }, () => body.local(type));
}

/** `places(values, count, thresholds, howMany, openLow, openHigh, low, high)`: codes of numbers; NaN is not known. */
export function placesKernel(): Kernel {
  const body = new Body(8);
  const [values, count, thresholds, howMany, openLow, openHigh, low, high] = [0, 1, 2, 3, 4, 5, 6, 7];
  const end = body.local('i32');
  const numbers = locals(body, 'f64');
  const codes = locals(body, 'i32');
  const find = search(body, thresholds, howMany);
  body.get(low, count).do('i32.add').set(end);
  body.count(low, end, abreast, () => {
    for (const [index, number] of numbers.entries())
      body
        .get(values)
        .at('f64.load', 8 * index)
        .set(number);
    find(numbers, codes);
    for (const [index, number] of numbers.entries()) {
      const code = codes[index]!;
      body.get(low, code, openLow, number, number).do('f64.eq', 'select').at('i32.store8', index);
      body.get(high, code, openHigh, number, number).do('f64.eq', 'select').at('i32.store8', index);
    }
    body
      .get(values)
      .i32(8 * abreast)
      .do('i32.add')
      .set(values);
    body.get(high).i32(abreast).do('i32.add').set(high);
  });
  return { name: 'places', params: 8, body };
}

/** `between(lows, highs, count, thresholds, howMany, low, high)`: codes of numbers that lie between two; NaN is anything. */
export function betweenKernel(): Kernel {
  const body = new Body(7);
  const [lows, highs, count, thresholds, howMany, low, high] = [0, 1, 2, 3, 4, 5, 6];
  const end = body.local('i32');
  const numbers = locals(body, 'f64');
  const ofLow = locals(body, 'i32');
  const ofHigh = locals(body, 'i32');
  const find = search(body, thresholds, howMany);
  const put = (into: Local, codes: readonly Local[], open: number): void => {
    for (const [index, number] of numbers.entries())
      body.get(into, codes[index]!).i32(open).get(number, number).do('f64.eq', 'select').at('i32.store8', index);
  };
  const read = (from: Local): void => {
    for (const [index, number] of numbers.entries())
      body
        .get(from)
        .at('f64.load', 8 * index)
        .set(number);
  };
  body.get(low, count).do('i32.add').set(end);
  body.count(low, end, abreast, () => {
    read(lows);
    find(numbers, ofLow);
    put(low, ofLow, 0);
    for (const [index, number] of numbers.entries()) {
      body
        .get(highs)
        .at('f64.load', 8 * index)
        .get(number)
        .do('f64.eq');
      if (index > 0) body.do('i32.and');
    }
    body.if(
      () => put(high, ofLow, 255),
      () => {
        read(highs);
        find(numbers, ofHigh);
        put(high, ofHigh, 255);
      },
    );
    for (const from of [lows, highs])
      body
        .get(from)
        .i32(8 * abreast)
        .do('i32.add')
        .set(from);
    body.get(high).i32(abreast).do('i32.add').set(high);
  });
  return { name: 'between', params: 7, body };
}

/**
 * `tally(list, end, planes, mask, stride, bytes, into)`: how many bits are set in both sides of the planes whose numbers the
 * list has, where the mask has one, added to four sums for each side.
 */
export function tallyKernel(): Kernel {
  const body = new Body(7);
  const [list, end, planes, mask, stride, bytes, into] = [0, 1, 2, 3, 4, 5, 6];
  const side = body.local('i32');
  const at = body.local('i32');
  const last = body.local('i32');
  const word = body.local('i32');
  const sum = body.local('v128');
  const tally = (): void => {
    body.get(mask).set(at);
    body.get(into).at('v128.load').set(sum);
    body.get(side, bytes).do('i32.add').set(last);
    body.get(side).set(word);
    body.count(word, last, 16, () => {
      body.get(sum, word).at('v128.load').get(at).at('v128.load').do('v128.and', 'i8x16.popcnt');
      body.do('i16x8.extadd_pairwise_i8x16_u', 'i32x4.extadd_pairwise_i16x8_u', 'i32x4.add').set(sum);
      body.get(at).i32(16).do('i32.add').set(at);
    });
    body.get(into, sum).at('v128.store');
    body.get(into).i32(16).do('i32.add').set(into);
  };
  body.count(list, end, 4, () => {
    body.get(list).at('i32.load').get(stride).do('i32.mul').i32(1).do('i32.shl').get(planes).do('i32.add').set(side);
    tally();
    body.get(side, stride).do('i32.add').set(side);
    tally();
  });
  return { name: 'tally', params: 7, body };
}

/**
 * `tell(list, end, planes, mask, stride, bytes, bases, households, persons, counts)`: for each plane of the list, which has a
 * place in the bases beside it, writes for each bit that is set where the mask has one its number, added to the first of
 * the bases, and the same added to the base of the place, unless that is nought. Gives how many there are of each.
 */
export function tellKernel(): Kernel {
  const body = new Body(10);
  const [list, end, planes, mask, stride, bytes, bases, households, persons, counts] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const names = ['at', 'last', 'word', 'bits', 'lane', 'number', 'ofHousehold', 'ofPerson', 'step', 'first'] as const;
  const local = Object.fromEntries(names.map((name) => [name, body.local('i32')])) as Record<
    (typeof names)[number],
    Local
  >;
  const { at, last, word, bits, lane, number, ofHousehold, ofPerson, step, first } = local;
  const none = body.local('i32');
  body.get(bases).at('i32.load').set(ofHousehold);
  body.count(list, end, 8, () => {
    body.get(list).at('i32.load').get(stride).do('i32.mul').i32(1).do('i32.shl').get(planes).do('i32.add').set(word);
    body.get(list).at('i32.load', 4).set(number);
    body.get(number).i32(0).do('i32.ne').i32(1).do('i32.shl').set(step);
    body.get(number).i32(2).do('i32.shl').get(bases).do('i32.add').at('i32.load').set(ofPerson);
    body.get(households).set(first);
    body.get(word, bytes).do('i32.add').set(last);
    body.get(mask).set(at);
    body.i32(0).set(lane);
    body.count(word, last, 4, () => {
      body.get(word).at('i32.load').get(at).at('i32.load').do('i32.and').set(bits);
      body.while(none, bits, () => {
        body.get(bits).do('i32.ctz').get(lane).do('i32.add').set(number);
        body.get(households, number, ofHousehold).do('i32.add').at('i32.store16');
        body.get(persons, number, ofPerson).do('i32.add').at('i32.store16');
        body.get(households).i32(2).do('i32.add').set(households);
        body.get(persons, step).do('i32.add').set(persons);
        body.get(bits, bits).i32(1).do('i32.sub', 'i32.and').set(bits);
      });
      body.get(at).i32(4).do('i32.add').set(at);
      body.get(lane).i32(32).do('i32.add').set(lane);
    });
    body.get(counts, households, first).do('i32.sub').i32(1).do('i32.shr_u').at('i32.store');
    body.get(counts).i32(4).do('i32.add').set(counts);
  });
  return { name: 'tell', params: 10, body };
}
