/**
 * Writes WebAssembly: as much of an assembler as the kernels need. Functions take 32-bit numbers and give nothing or one.
 * Codes: https://webassembly.github.io/spec/core/appendix/index-instructions.html
 */
const plain = {
  return: 0x0f,
  select: 0x1b,
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.lt_s': 0x48,
  'i32.lt_u': 0x49,
  'i32.ge_u': 0x4f,
  'i32.ctz': 0x68,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.xor': 0x73,
  'i32.shl': 0x74,
  'i32.shr_s': 0x75,
  'i32.shr_u': 0x76,
  'f64.eq': 0x61,
  'f64.ne': 0x62,
  'f64.lt': 0x63,
  'f64.gt': 0x64,
  'f64.le': 0x65,
  'f64.ge': 0x66,
  'f64.convert_i32_s': 0xb7,
} as const;

const simd = {
  'i8x16.splat': 0x0f,
  'i8x16.swizzle': 0x0e,
  'i8x16.eq': 0x23,
  'i8x16.ne': 0x24,
  'i8x16.lt_u': 0x26,
  'i8x16.le_u': 0x2a,
  'v128.not': 0x4d,
  'v128.and': 0x4e,
  'v128.andnot': 0x4f,
  'v128.or': 0x50,
  'i8x16.popcnt': 0x62,
  'i8x16.bitmask': 0x64,
  'i16x8.extadd_pairwise_i8x16_u': 0x7d,
  'i32x4.extadd_pairwise_i16x8_u': 0x7f,
  'i32x4.add': 0xae,
  'i64x2.bitmask': 0xc4,
  'f64x2.eq': 0x47,
  'f64x2.ne': 0x48,
  'f64x2.le': 0x4b,
  'f64x2.trunc': 0x7a,
  'f64x2.nearest': 0x94,
  'f64x2.abs': 0xec,
  'f64x2.add': 0xf0,
  'f64x2.sub': 0xf1,
  'f64x2.mul': 0xf2,
  'f64x2.div': 0xf3,
} as const;

const saturating = { 'i32.trunc_sat_f64_s': 0x02 } as const;

const memory = {
  'i32.load': [0x28],
  'i32.load8_u': [0x2d],
  'i32.load16_u': [0x2f],
  'i32.store': [0x36],
  'i32.store8': [0x3a],
  'i32.store16': [0x3b],
  'f64.load': [0x2b],
  'f64.store': [0x39],
  'v128.load': [0xfd, 0x00],
  'v128.store': [0xfd, 0x0b],
} as const;

export type Op = keyof typeof plain | keyof typeof simd | keyof typeof saturating;
export type Access = keyof typeof memory;

/** A local variable of a function. */
export type Local = number;

const empty = 0x40;
const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type Type = keyof typeof types;

export class Body {
  readonly bytes: number[] = [];
  readonly locals: Type[] = [];
  readonly #params: number;

  constructor(params: number) {
    this.#params = params;
  }

  local(type: Type): Local {
    this.locals.push(type);
    return this.#params + this.locals.length - 1;
  }

  get(...locals: readonly Local[]): this {
    for (const local of locals) this.bytes.push(0x20, ...unsigned(local));
    return this;
  }

  set(local: Local): this {
    this.bytes.push(0x21, ...unsigned(local));
    return this;
  }

  i32(value: number): this {
    this.bytes.push(0x41, ...signed(value));
    return this;
  }

  v128(bytes: readonly number[]): this {
    this.bytes.push(0xfd, 0x0c, ...bytes);
    return this;
  }

  /** The same double in both halves. */
  doubles(value: number): this {
    return this.v128([...new Uint8Array(Float64Array.of(value, value).buffer)]);
  }

  do(...ops: readonly Op[]): this {
    for (const op of ops) {
      if (op in plain) this.bytes.push(plain[op as keyof typeof plain]);
      else if (op in saturating) this.bytes.push(0xfc, saturating[op as keyof typeof saturating]);
      else this.bytes.push(0xfd, ...unsigned(simd[op as keyof typeof simd]));
    }
    return this;
  }

  /** Reads from, or writes to, the address on the stack. */
  at(access: Access, offset = 0): this {
    this.bytes.push(...memory[access], 0, ...unsigned(offset));
    return this;
  }

  /** While `index` is less than `end`; `index` grows by `step`. */
  count(index: Local, end: Local, step: number, inside: () => void): this {
    this.bytes.push(0x02, empty, 0x03, empty);
    this.get(index, end).do('i32.ge_u');
    this.bytes.push(0x0d, 1);
    inside();
    this.get(index).i32(step).do('i32.add').set(index);
    this.bytes.push(0x0c, 0, 0x0b, 0x0b);
    return this;
  }

  /** As long as `index` is less than `end`; what is inside moves it. */
  while(index: Local, end: Local, inside: () => void): this {
    this.bytes.push(0x02, empty, 0x03, empty);
    this.get(index, end).do('i32.ge_u');
    this.bytes.push(0x0d, 1);
    inside();
    this.bytes.push(0x0c, 0, 0x0b, 0x0b);
    return this;
  }

  /** One or the other, by the number on the stack. */
  if(then: () => void, otherwise: () => void): this {
    this.bytes.push(0x04, empty);
    then();
    this.bytes.push(0x05);
    otherwise();
    this.bytes.push(0x0b);
    return this;
  }

  /** Does the case whose number `local` holds; the last one for all numbers beyond. */
  choose(local: Local, cases: readonly (() => void)[]): this {
    const last = cases.length - 1;
    for (let open = 0; open <= cases.length; open += 1) this.bytes.push(0x02, empty);
    this.get(local);
    this.bytes.push(0x0e, ...unsigned(last), ...cases.flatMap((_, index) => unsigned(index)));
    for (const [index, one] of cases.entries()) {
      this.bytes.push(0x0b);
      one();
      if (index < last) this.bytes.push(0x0c, ...unsigned(last - index));
    }
    this.bytes.push(0x0b);
    return this;
  }
}

export type Kernel = { readonly name: string; readonly params: number; readonly body: Body };

/** `\0asm`, version 1. */
const magic: readonly number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** The bytes of a module that exports the kernels and takes its memory from outside. */
export function moduleOf(kernels: readonly Kernel[], pages: number): Uint8Array<ArrayBuffer> {
  const signatures = kernels.map(({ params }) => [
    0x60,
    ...unsigned(params),
    ...Array.from({ length: params }, () => types.i32),
    0,
  ]);
  const imported = [...text('okno'), ...text('memory'), 0x02, 0x00, ...unsigned(pages)];
  const functions = kernels.map((_, index) => unsigned(index));
  const exported = kernels.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const codes = kernels.map(({ body }) => {
    const locals = body.locals.map((type) => [1, types[type]]);
    const code = [...list(locals), ...body.bytes, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...magic,
    ...section(1, list(signatures)),
    ...section(2, list([imported])),
    ...section(3, list(functions)),
    ...section(7, list(exported)),
    ...section(10, list(codes)),
  ]);
}

function section(id: number, bytes: readonly number[]): readonly number[] {
  return [id, ...unsigned(bytes.length), ...bytes];
}

function list(items: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(name: string): readonly number[] {
  const bytes = [...new TextEncoder().encode(name)];
  return [...unsigned(bytes.length), ...bytes];
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (;;) {
    const byte = left & 0x7f;
    left >>= 7;
    const isLast = (left === 0 && (byte & 0x40) === 0) || (left === -1 && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}
