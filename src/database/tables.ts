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

export type CertifiedCopyTable = {
  readonly person: string;
  readonly number: string;
  readonly code_hash: Bytes;
  readonly code: string;
  readonly inquiry_id: string;
  readonly agency: string;
  readonly at: Moment;
  readonly copy: Json;
  readonly revoked_at: MaybeMoment;
  readonly revoked_because: 'mistake' | 'record-changed' | 'misused' | null;
  readonly revoked_by: ColumnType<unknown, string | null, string | null>;
};

export type CopyNumberTable = { readonly year: number; readonly last: Big };

export type OfferBatchTable = {
  readonly id: string;
  readonly rule: string;
  readonly day: string;
  readonly packs: string;
  readonly made_at: Moment;
  readonly counts: Json;
  readonly released_at: MaybeMoment;
  readonly released_by: ColumnType<unknown, string | null, string | null>;
};

export type OfferTable = {
  readonly person: string;
  readonly batch: string;
  readonly service: string;
  readonly subject: string;
  readonly amount: ColumnType<string | null, string | null, string | null>;
  readonly shown_from: MaybeMoment;
  readonly answer: 'accepted' | 'declined' | null;
  readonly answered_at: MaybeMoment;
  readonly criterion: string | null;
};

export type MeasuredTimeTable = {
  readonly agency: string;
  readonly service: string;
  readonly cases: number;
  readonly half_days: number;
  readonly most_days: number;
  readonly measured_on: string;
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
  /** Made by the database from the state: in the worklist. */
  readonly is_open: ColumnType<boolean, never, never>;
  readonly due: ColumnType<Date | string | null, string | null, string | null>;
  readonly urgency: number;
  /** How it stands: what commands change. */
  readonly standing: Json;
  /** What it is. */
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
  readonly person_name: string;
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
  readonly number: ColumnType<string, string | undefined, string>;
  readonly verdict_words: ColumnType<string | null, string | null | undefined, string | null>;
};

export type TelephoneTable = { readonly person: string; readonly number: string; readonly told_at: Moment };

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
  readonly called_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly called_by: string | null;
  readonly call_note: string | null;
};

export type MailboxTable = { readonly person: string; readonly address: string; readonly language: 'ru' | 'en' };

type MaybeMoment = ColumnType<Date | null, Date | null, Date | null>;
type MaybeDay = ColumnType<unknown, string | null, string | null>;
type Quality = 'register' | 'copy' | 'declared';

export type KnownAsTable = {
  readonly person: string;
  readonly subject: string;
  readonly snils: string | null;
  readonly identity: Json;
  readonly at: Moment;
};

export type HeldFactTable = {
  readonly person: string;
  readonly subject: string;
  readonly fact: string;
  readonly agency: string;
  readonly is_held: boolean;
  readonly quality: Quality | null;
  readonly since: MaybeDay;
  readonly until: MaybeDay;
  readonly told_at: Moment;
};

export type InquiryTable = {
  readonly person: string;
  readonly id: string;
  readonly subject: string;
  readonly agency: string;
  readonly asker: string;
  readonly facts: readonly string[];
  readonly purpose_kind: 'case' | 'situation';
  readonly purpose_id: string;
  readonly state: string;
  readonly asked_at: Moment;
  readonly due: DayColumn;
  readonly ends: DayColumn;
  readonly try_at: MaybeMoment;
  readonly tries: number;
  readonly last_fault: string | null;
  readonly dead_at: MaybeMoment;
  readonly answered_at: MaybeMoment;
  readonly tell_at: MaybeMoment;
  readonly preview: 'not-needed' | 'waiting' | 'accepted' | 'declined';
  readonly version: number;
  readonly inquiry: Json;
};

export type InquiryMessageTable = {
  readonly person: string;
  readonly inquiry_id: string;
  readonly sequence: number;
  readonly kind: 'question' | 'answer';
  readonly at: Moment;
  readonly text: string;
  readonly signature: string;
};

export type InquiryFactTable = {
  readonly person: string;
  readonly subject: string;
  readonly fact: string;
  readonly inquiry_id: string;
  readonly answer: 'value' | 'none' | 'not-found';
  readonly value: ColumnType<unknown, string | null, string | null>;
  readonly quality: Quality | null;
  readonly held_since: MaybeDay;
  readonly valid_until: MaybeDay;
  readonly at: Moment;
  readonly standing: 'usable' | 'unusable' | 'disputed';
};

export type FactDisputeTable = {
  readonly person: string;
  readonly id: string;
  readonly inquiry_id: string;
  readonly fact: string;
  readonly words: string;
  readonly at: Moment;
  readonly try_at: MaybeMoment;
  readonly tries: number;
  readonly sent_at: MaybeMoment;
  readonly last_fault: string | null;
};

export type AnsweredInquiryTable = {
  readonly person: string;
  readonly client: string;
  readonly message_id: string;
  readonly at: Moment;
  readonly status: number;
  readonly facts: readonly string[];
  readonly question: string;
  readonly question_signature: string;
  readonly answer: string;
  readonly answer_signature: string;
};

export type DeadLetterTable = {
  readonly id: string;
  readonly at: Moment;
  readonly source: string;
  readonly reason: string;
  readonly text: string;
  readonly mended_at: MaybeMoment;
  readonly mended_by: string | null;
};

export type ConnectionTable = {
  readonly agency: string;
  readonly kind: 'x-road' | 'rest' | 'files' | 'smev3';
  readonly address: string;
  readonly settings: Json;
  readonly state: 'up' | 'down' | 'trying';
  readonly failures: number;
  readonly down_until: MaybeMoment;
  readonly changed_at: Moment;
  readonly last_fault: string | null;
};

export type MemberKeyTable = {
  readonly key_id: string;
  readonly member: string;
  readonly algorithm: string;
  readonly public_key: Json;
  readonly valid_from: Moment;
  readonly valid_until: Moment;
  readonly revoked_at: MaybeMoment;
};

export type ChangeNoticeTable = {
  readonly person: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly happened_on: MaybeDay;
  readonly facts: readonly string[];
  readonly at: Moment;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly meaning: Json;
  readonly declined_at: MaybeMoment;
};

export type RestrictedRecordTable = {
  readonly person: string;
  readonly case_id: string;
  readonly words: string;
  readonly version: number;
  readonly kept_by: string;
  readonly kept_at: Moment;
};

export type OfficerTable = {
  readonly agency: string;
  readonly officer: string;
  readonly name: string;
};

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
  readonly certified_copy: CertifiedCopyTable;
  readonly copy_number: CopyNumberTable;
  readonly offer_batch: OfferBatchTable;
  readonly offer: OfferTable;
  readonly measured_time: MeasuredTimeTable;
  readonly mailbox: MailboxTable;
  readonly session: SessionTable;
  readonly officer: OfficerTable;
  readonly restricted_record: RestrictedRecordTable;
  readonly helper: HelperTable;
  readonly break_glass: BreakGlassTable;
  readonly telephone: TelephoneTable;
  readonly known_as: KnownAsTable;
  readonly held_fact: HeldFactTable;
  readonly inquiry: InquiryTable;
  readonly inquiry_message: InquiryMessageTable;
  readonly inquiry_fact: InquiryFactTable;
  readonly fact_dispute: FactDisputeTable;
  readonly answered_inquiry: AnsweredInquiryTable;
  readonly dead_letter: DeadLetterTable;
  readonly connection: ConnectionTable;
  readonly member_key: MemberKeyTable;
  readonly change_notice: ChangeNoticeTable;
};
