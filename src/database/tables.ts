import type { ColumnType } from 'kysely';

import type { Big, Bytes, DayColumn, Json, MaybeMoment, Moment } from './columns.ts';
import type {
  KnownAsTable,
  HeldFactTable,
  InquiryTable,
  InquiryMessageTable,
  InquiryFactTable,
  FactDisputeTable,
  AnsweredInquiryTable,
  DeadLetterTable,
  ConnectionTable,
  MemberKeyTable,
  ChangeNoticeTable,
} from './tables-of-exchange.ts';

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
  /** Made by the database from the state of an open case. */
  readonly review_told: ColumnType<string | null, never, never>;
  readonly lead_contact: ColumnType<string | null, never, never>;
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
  readonly command_hash: Bytes | null;
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
  readonly tries: ColumnType<number, number | undefined>;
  readonly try_at: MaybeMoment;
  readonly problem: string | null;
  /** Since when it cannot be carried out. */
  readonly put_off_at: MaybeMoment;
};

export type TimersSetTable = {
  readonly kinds: string;
  readonly person: string;
  readonly case_id: string;
  readonly ended_at: MaybeMoment;
};

export type SessionTable = {
  readonly token_hash: Bytes;
  readonly who: Json;
  readonly since: Moment;
  readonly seen_at: Moment;
  readonly ends_at: Moment;
  readonly vouching: Bytes | null;
  readonly vouched_at: MaybeMoment;
  readonly asked_at: MaybeMoment;
};

export type HelperTable = {
  readonly person: string;
  readonly helper: string;
  readonly name: string;
  readonly since: Moment;
  readonly until: DayColumn;
  readonly ended_at: ColumnType<Date | null, Date | null, Date | null>;
  readonly person_name: string;
};

export type RepresentativeTable = {
  readonly person: string;
  readonly representative: string;
  readonly person_name: string;
  readonly name: string;
  readonly kinship: 'parent' | 'adoptive-parent' | 'guardian';
  readonly certificate: string;
  readonly born_on: DayColumn;
  readonly ends_on: DayColumn;
  readonly officer: string;
  readonly agency: string;
  readonly since: Moment;
  readonly ended_at: MaybeMoment;
  readonly ended_because: string | null;
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

export type InvitationCallTable = {
  readonly person: string;
  readonly called_at: Moment;
  readonly reached_at: MaybeMoment;
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
  readonly timers_set: TimersSetTable;
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
  readonly representative: RepresentativeTable;
  readonly break_glass: BreakGlassTable;
  readonly telephone: TelephoneTable;
  readonly invitation_call: InvitationCallTable;
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
