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

/** Bigger than a JavaScript number may become: text on one engine, a number on the other, and read by `Number()`. */
type Big = ColumnType<string, string, string>;

export type JournalEntryTable = {
  readonly person: string;
  readonly sequence: Big;
  readonly at: Moment;
  readonly entry: string;
  readonly hash: Bytes;
};

export type JournalHeadTable = {
  readonly person: string;
  readonly sequence: Big;
  readonly hash: Bytes;
  readonly sealed: Big;
};

export type JournalSealTable = { readonly number: number; readonly at: Moment; readonly hash: Bytes };

export type JournalSealedHeadTable = {
  readonly seal: number;
  readonly person: string;
  readonly sequence: Big;
  readonly hash: Bytes;
};

export type JointCaseTable = {
  readonly person: string;
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: 'open' | 'closed';
  readonly agreement: string;
  readonly lead: string;
  readonly opened_at: Moment;
  readonly changed_at: Moment;
  readonly state: Json;
  readonly agencies: readonly string[];
};

export type CaseEventTable = {
  readonly person: string;
  readonly case_id: string;
  readonly sequence: number;
  readonly at: Moment;
  readonly event: Json;
};

export type CaseTaskTable = {
  readonly person: string;
  readonly case_id: string;
  readonly id: string;
  readonly place: number;
  readonly agency: string | null;
  readonly officer: string | null;
  readonly state: string;
  readonly due: ColumnType<Date | string | null, string | null, string | null>;
  readonly urgency: number;
  readonly task: Json;
};

export type CaseCommandTable = {
  readonly person: string;
  readonly key_hash: Bytes;
  readonly case_id: string;
  readonly version: number;
  readonly at: Moment;
};

export type CaseNumberTable = { readonly year: number; readonly last: Big };

export type CaseTimerTable = {
  readonly person: string;
  readonly case_id: string;
  readonly name: string;
  readonly due: Moment;
};

export type SessionTable = {
  readonly token_hash: Bytes;
  readonly who: Json;
  readonly since: Moment;
  readonly seen_at: Moment;
  readonly ends_at: Moment;
};

/** A day: text goes in, and whoever reads it asks for text (`::text`). */
type DayColumn = ColumnType<unknown, string, string>;

export type HelperTable = {
  readonly person: string;
  readonly helper: string;
  readonly name: string;
  readonly since: Moment;
  readonly until: DayColumn;
  readonly ended_at: ColumnType<Date | null, Date | null, Date | null>;
};

export type BreakGlassTable = {
  readonly person: string;
  readonly case_id: string;
  readonly officer: string;
  readonly agency: string;
  readonly reason: string;
  readonly at: Moment;
  readonly until: Moment;
  readonly reviewed_by: string | null;
  readonly reviewed_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly verdict: 'justified' | 'not-justified' | null;
};

export type MessageTable = {
  readonly person: string;
  readonly case_id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly subject: Json;
  readonly body: Json;
  readonly at: Moment;
  readonly try_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly tries: number;
  readonly sent_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly read_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly last_fault: string | null;
};

export type MailboxTable = { readonly person: string; readonly address: string; readonly language: 'ru' | 'en' };

/** The tables as the queries see them; the test beside this file compares them with the migrated database. */
export type Tables = {
  readonly told_situation: ToldSituationTable;
  readonly command: CommandTable;
  readonly journal_entry: JournalEntryTable;
  readonly journal_head: JournalHeadTable;
  readonly journal_seal: JournalSealTable;
  readonly journal_sealed_head: JournalSealedHeadTable;
  readonly joint_case: JointCaseTable;
  readonly case_event: CaseEventTable;
  readonly case_task: CaseTaskTable;
  readonly case_command: CaseCommandTable;
  readonly case_number: CaseNumberTable;
  readonly case_timer: CaseTimerTable;
  readonly message: MessageTable;
  readonly mailbox: MailboxTable;
  readonly session: SessionTable;
  readonly helper: HelperTable;
  readonly break_glass: BreakGlassTable;
};
