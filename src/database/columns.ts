import type { ColumnType } from 'kysely';

/** JSON goes in as text, because drivers take an array for an array of SQL; it comes out as a value. */
export type Json = ColumnType<unknown, string, string>;
export type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
export type Moment = ColumnType<Date, Date, Date>;
/** Bigger than a JavaScript number may become: text on one engine, a number on the other, and read by `Number()`. */
export type Big = ColumnType<string, string, string>;
/** A day: text goes in, and whoever reads it asks for text (`::text`). */
export type DayColumn = ColumnType<unknown, string, string>;
export type MaybeMoment = ColumnType<Date | null, Date | null, Date | null>;
export type MaybeDay = ColumnType<unknown, string | null, string | null>;
