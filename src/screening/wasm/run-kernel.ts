import { Body } from './assembler.ts';
import type { Kernel, Local, Op } from './assembler.ts';

/**
 * `run(at, end, stride, bytes)`: the Boolean program between two addresses, over the first `bytes` of each plane, 128
 * households a step. Operands are addresses of planes or of columns of codes; the possible side of a plane, and the
 * highest codes of a column, lie `stride` bytes (eight times that) behind the certain side and the lowest codes. The order
 * of the cases is that of `acts`.
 */
export function runKernel(): Kernel {
  const body = new Body(4);
  const [at, end, stride, bytes] = [0, 1, 2, 3];
  const names = ['act', 'into', 'first', 'last', 'i', 'p', 'address', 'lanes', 'high', 'mask'] as const;
  const local = Object.fromEntries(names.map((name) => [name, body.local('i32')])) as Record<
    (typeof names)[number],
    Local
  >;
  const [sure, maybe, a, b, c, d, e, f] = Array.from({ length: 8 }, () => body.local('v128')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const { act, into, first, last, i, p, address, lanes, high, mask } = local;
  const ones = Array.from({ length: 16 }, () => 0xff);
  const zeros = Array.from({ length: 16 }, () => 0);

  /** Both sides of the plane whose address the program holds so many bytes behind `from`. */
  const load = (from: Local, behind: number, intoSure: Local, intoMaybe: Local): void => {
    body.get(from).at('i32.load', behind).get(i).do('i32.add').set(address);
    body.get(address).at('v128.load').set(intoSure);
    body.get(address, stride).do('i32.add').at('v128.load').set(intoMaybe);
  };
  const store = (): void => {
    body.get(into, i).do('i32.add').set(address);
    body.get(address, sure).at('v128.store');
    body.get(address, stride).do('i32.add').get(maybe).at('v128.store');
  };
  const overPlanes = (inside: () => void): void => {
    body.i32(0).set(i);
    body.count(i, bytes, 16, () => {
      inside();
      store();
    });
  };
  const combine = (op: Op): void => {
    overPlanes(() => {
      load(first, 0, sure, maybe);
      body.get(first).i32(4).do('i32.add').set(p);
      body.count(p, last, 4, () => {
        load(p, 0, a, b);
        body.get(sure, a).do(op).set(sure);
        body.get(maybe, b).do(op).set(maybe);
      });
    });
  };
  const overPairs = (start: readonly number[], inside: () => void): void => {
    overPlanes(() => {
      body.v128(start).set(sure).v128(start).set(maybe);
      body.get(first).set(p);
      body.count(p, last, 8, () => {
        load(p, 0, a, b);
        load(p, 4, c, d);
        inside();
      });
    });
  };
  const not = (value: Local): void => void body.get(value).do('v128.not').set(value);

  const same = (isSame: boolean): void => {
    overPlanes(() => {
      load(first, 0, a, b);
      load(first, 4, c, d);
      not(b);
      not(d);
      // Both yes, or both no; one yes and the other no.
      body.get(a, c).do('v128.and').get(b, d).do('v128.and', 'v128.or').set(e);
      body.get(a, d).do('v128.and').get(b, c).do('v128.and', 'v128.or').set(f);
      body.get(isSame ? e : f).set(sure);
      body
        .get(isSame ? f : e)
        .do('v128.not')
        .set(maybe);
    });
  };

  /** Sixteen codes a step; their bits go where the sixteen households stand in the plane. */
  const overCodes = (isTurned: boolean, inside: () => void): void => {
    body.get(bytes).i32(3).do('i32.shl').set(lanes);
    body.get(stride).i32(3).do('i32.shl').get(first).at('i32.load').do('i32.add').set(high);
    body.i32(0).set(i);
    body.count(i, lanes, 16, () => {
      body.get(first).at('i32.load').get(i).do('i32.add').at('v128.load').set(a);
      body.get(high, i).do('i32.add').at('v128.load').set(b);
      inside();
      body.get(i).i32(3).do('i32.shr_u').get(into).do('i32.add').set(address);
      const put = (value: Local, isMaybe: boolean): void => {
        body.get(value).do('i8x16.bitmask').set(mask);
        body.get(address);
        if (isMaybe) body.get(stride).do('i32.add');
        body.get(mask);
        if (isTurned) body.i32(-1).do('i32.xor');
        body.at('i32.store16');
      };
      put(isTurned ? maybe : sure, false);
      put(isTurned ? sure : maybe, true);
    });
  };
  const order = (isTurned: boolean): void => {
    overCodes(isTurned, () => {
      body.get(first).at('i32.load', 4).do('i8x16.splat').set(c);
      body.get(b, c).do('i8x16.lt_u').set(sure);
      body.get(a, c).do('i8x16.lt_u').set(maybe);
    });
  };
  const among = (isTurned: boolean): void => {
    overCodes(isTurned, () => {
      body.v128(zeros).set(sure).v128(zeros).set(maybe);
      body.get(first).i32(4).do('i32.add').set(p);
      body.count(p, last, 4, () => {
        body.get(p).at('i32.load').do('i8x16.splat').set(c);
        body.get(sure, a, c).do('i8x16.eq').get(b, c).do('i8x16.eq', 'v128.and', 'v128.or').set(sure);
        body.get(maybe, a, c).do('i8x16.le_u').get(c, b).do('i8x16.le_u', 'v128.and', 'v128.or').set(maybe);
      });
    });
  };

  body.while(at, end, () => {
    body.get(at).at('i32.load').set(act);
    body.get(at).at('i32.load', 4).set(into);
    body.get(at).i32(12).do('i32.add').set(first);
    body.get(at).at('i32.load', 8).i32(2).do('i32.shl').get(first).do('i32.add').set(last);
    body.get(last).set(at);
    body.choose(act, [
      () => combine('v128.and'),
      () => combine('v128.or'),
      () =>
        overPlanes(() => {
          load(first, 0, maybe, sure);
          not(sure);
          not(maybe);
        }),
      () =>
        overPairs(zeros, () => {
          body.get(sure, a, c).do('v128.and', 'v128.or').set(sure);
          body.get(maybe, b, d).do('v128.and', 'v128.or').set(maybe);
        }),
      () =>
        overPairs(ones, () => {
          body.get(sure, b).do('v128.not').get(c).do('v128.or', 'v128.and').set(sure);
          body.get(maybe, a).do('v128.not').get(d).do('v128.or', 'v128.and').set(maybe);
        }),
      () =>
        overPlanes(() => {
          load(first, 0, a, b);
          load(first, 4, c, d);
          load(first, 8, e, f);
          not(b);
          not(d);
          not(f);
          body
            .get(a, c)
            .do('v128.and')
            .get(b, e)
            .do('v128.and', 'v128.or')
            .get(c, e)
            .do('v128.and', 'v128.or')
            .set(sure);
          body.get(a, d).do('v128.and').get(b, f).do('v128.and', 'v128.or').get(d, f);
          body.do('v128.and', 'v128.or', 'v128.not').set(maybe);
        }),
      () =>
        overPlanes(() => {
          // `maybe` gathers who certainly has it not, until the end; `c` is for whom no way was known yet.
          body.v128(zeros).set(sure).v128(zeros).set(maybe).v128(ones).set(c);
          body.get(first).set(p);
          body.count(p, last, 4, () => {
            load(p, 0, a, b);
            body.get(sure, c, a).do('v128.and', 'v128.or').set(sure);
            body.get(maybe, c, b).do('v128.andnot', 'v128.or').set(maybe);
            body.get(c, b, a).do('v128.andnot', 'v128.and').set(c);
          });
          not(maybe);
        }),
      () => same(true),
      () => same(false),
      () => order(false),
      () => order(true),
      () => among(false),
      () => among(true),
    ]);
  });
  return { name: 'run', params: 4, body };
}
