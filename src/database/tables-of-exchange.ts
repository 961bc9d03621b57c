import type { ColumnType } from 'kysely';

import type { DayColumn, Json, MaybeDay, MaybeMoment, Moment } from './columns.ts';

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
  readonly to_check: Json | null;
  readonly agreed_at: MaybeMoment;
  readonly check_at: MaybeMoment;
  readonly told_at: Moment;
  readonly left_to_her: boolean;
  readonly asked_with: Json | null;
};
