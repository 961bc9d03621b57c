import { physicalTypes } from './row-group.ts';
import type { EncodedColumn, WrittenColumn } from './row-group.ts';
import { struct, thriftBytes } from './thrift.ts';
import type { Field } from './thrift.ts';

export const magic = Buffer.from('PAR1');

export type SchemaColumn = {
  readonly name: string;
  readonly kind: EncodedColumn['kind'];
  readonly isOptional: boolean;
};

/** A row group and where in the file it begins. */
export type PlacedGroup = {
  readonly at: number;
  readonly size: number;
  readonly rows: number;
  readonly columns: readonly WrittenColumn[];
};

/** The end of a Parquet file: what is in it and where. https://parquet.apache.org/docs/file-format/metadata/ */
export function footer(schema: readonly SchemaColumn[], groups: readonly PlacedGroup[], createdBy: string): Buffer {
  const root: Field = { struct: struct({ 4: { text: 'schema' }, 5: { i32: schema.length } }) };
  const metadata = thriftBytes(
    struct({
      1: { i32: 1 },
      2: { list: [root, ...schema.map(schemaElement)] },
      3: { i64: groups.reduce((sum, { rows }) => sum + rows, 0) },
      4: { list: groups.map(placed) },
      6: { text: createdBy },
    }),
  );
  return Buffer.concat([metadata, Buffer.from(Uint32Array.of(metadata.length).buffer), magic]);
}

function schemaElement({ name, kind, isOptional }: SchemaColumn): Field {
  const isText = kind === 'texts';
  return {
    struct: struct({
      1: { i32: physicalTypes[kind] },
      3: { i32: Number(isOptional) },
      4: { text: name },
      // UTF8, as the older readers know it.
      6: isText ? { i32: 0 } : undefined,
    }),
  };
}

function placed({ at, size, rows, columns }: PlacedGroup): Field {
  return {
    struct: struct({
      1: { list: columns.map((column) => columnChunk(column, at, rows)) },
      2: { i64: size },
      3: { i64: rows },
    }),
  };
}

function columnChunk({ name, kind, dictionaryAt, dataAt, size }: WrittenColumn, at: number, rows: number): Field {
  const metadata = struct({
    1: { i32: physicalTypes[kind] },
    2: { list: [{ i32: 0 }, { i32: 3 }, { i32: 8 }] },
    3: { list: [{ text: name }] },
    4: { i32: 0 },
    5: { i64: rows },
    6: { i64: size },
    7: { i64: size },
    9: { i64: at + dataAt },
    11: dictionaryAt < 0 ? undefined : { i64: at + dictionaryAt },
  });
  return { struct: struct({ 2: { i64: at + Math.max(0, dictionaryAt) }, 3: { struct: metadata } }) };
}
