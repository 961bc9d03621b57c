/**
 * Thrift's compact protocol, as far as a Parquet file needs it: structs of numbers, texts, lists and structs.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export type Field =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly struct: Struct }
  | { readonly list: readonly Field[] };

/** Fields by their numbers, in ascending order. */
export type Struct = ReadonlyMap<number, Field>;

const codes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

export function struct(fields: Readonly<Record<number, Field | undefined>>): Struct {
  return new Map(
    Object.entries(fields).flatMap(([id, field]) => (field === undefined ? [] : [[Number(id), field] as const])),
  );
}

export function thriftBytes(value: Struct): Buffer {
  const out: Buffer[] = [];
  writeStruct(value, out);
  return Buffer.concat(out);
}

function writeStruct(value: Struct, out: Buffer[]): void {
  let before = 0;
  for (const [id, field] of value) {
    const step = id - before;
    const code = codeOf(field);
    if (step > 0 && step <= 15) out.push(Buffer.from([(step << 4) | code]));
    else out.push(Buffer.from([code]), zigzag(id));
    writeField(field, out);
    before = id;
  }
  out.push(Buffer.from([0]));
}

function codeOf(field: Field): number {
  return codes[Object.keys(field)[0] as keyof typeof codes];
}

function writeField(field: Field, out: Buffer[]): void {
  if ('i32' in field) out.push(zigzag(field.i32));
  else if ('i64' in field) out.push(zigzag(field.i64));
  else if ('text' in field) {
    const bytes = Buffer.from(field.text);
    out.push(varint(BigInt(bytes.length)), bytes);
  } else if ('struct' in field) writeStruct(field.struct, out);
  else {
    const [first] = field.list;
    const code = first === undefined ? codes.i32 : codeOf(first);
    const count = field.list.length;
    if (count < 15) out.push(Buffer.from([(count << 4) | code]));
    else out.push(Buffer.from([0xf0 | code]), varint(BigInt(count)));
    for (const item of field.list) writeField(item, out);
  }
}

function zigzag(value: number): Buffer {
  const big = BigInt(value);
  return varint(big >= 0n ? big << 1n : (-big << 1n) - 1n);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  bytes.push(Number(left));
  return Buffer.from(bytes);
}
