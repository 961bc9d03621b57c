-- Messages to residents, kept in the transaction of what they tell of and sent afterwards (an outbox).
create table message (
  person text collate "C" not null,
  case_id text collate "C" not null,
  -- The event it tells of: one message an event at most.
  sequence integer not null,
  kind text not null,
  subject jsonb not null,
  body jsonb not null,
  at timestamptz not null,
  -- When the sender tries next; empty when there is nothing left to try.
  try_at timestamptz,
  tries smallint not null default 0,
  sent_at timestamptz,
  read_at timestamptz,
  last_fault text,
  primary key (person, case_id, sequence)
);

create index message_to_send on message (try_at) where try_at is not null;
create index message_unread on message (at) where sent_at is not null and read_at is null;

-- Where a resident has asked to be written to, and in which language.
create table mailbox (
  person text collate "C" primary key,
  address text not null,
  language text not null check (language in ('ru', 'en'))
);

alter table message enable row level security;
grant select on message to okno_reader;
create policy own_message on message for select to okno_reader using (
  exists (select from joint_case c where c.person = message.person and c.id = message.case_id)
);
