import type { ColumnType } from 'kysely';

/** JSON goes in as text, because drivers take an array for an array of SQL; it comes out as a value. */
type Json = ColumnType<unknown, string, string>;
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
type Moment = ColumnType<Date, Date, Date>;

export type ToldSituationTable = {
  readonly code_hash: Bytes;
  readonly told: Json;
  readonly version: number;
  readonly created_at: Moment;
  readonly changed_at: Moment;
  readonly expires_at: Moment;
};

export type CommandTable = {
  readonly key_hash: Bytes;
  /** Empty only inside the transaction that carries the command out. */
  readonly sealed_answer: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array>;
  readonly at: Moment;
};

/** The tables as the queries see them; the test beside this file compares them with the migrated database. */
export type Tables = { readonly told_situation: ToldSituationTable; readonly command: CommandTable };
