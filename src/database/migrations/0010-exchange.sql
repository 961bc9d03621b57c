-- Agencies ask each other instead of the person. Every table about people begins with the person, by whom all of them can
-- be spread over machines together.

-- By what registers know the people of a person's situations: numbers and names, for nothing but to ask.
create table known_as (
  person text collate "C" not null,
  -- The id of somebody in the person's situations.
  subject text collate "C" not null,
  snils text check (snils ~ '^[0-9]{11}$'),
  identity jsonb not null,
  at timestamptz not null,
  primary key (person, subject)
);

create index known_as_by_snils on known_as (snils) where snils is not null;

-- Which register holds which kind of fact about whom; never the fact itself.
create table held_fact (
  person text collate "C" not null,
  subject text collate "C" not null,
  fact text not null,
  agency text not null,
  -- False when the register has said that it holds nothing.
  is_held boolean not null,
  quality text check (quality in ('register', 'copy', 'declared')),
  since date,
  until date,
  told_at timestamptz not null,
  primary key (person, subject, fact, agency)
);

create table inquiry (
  person text collate "C" not null,
  -- X-Road-Id, the same however often it is handed in.
  id text collate "C" not null,
  subject text collate "C" not null,
  -- Who is asked, and for whom.
  agency text not null,
  asker text not null,
  facts text[] not null,
  purpose_kind text not null check (purpose_kind in ('case', 'situation')),
  purpose_id text collate "C" not null,
  state text not null check (state in ('draft', 'sent', 'queued', 'answered', 'refused', 'not-found', 'late', 'expired',
    'cancelled', 'disputed')),
  asked_at timestamptz not null,
  -- The last day the law leaves for the answer, and the last on which it is still of use.
  due date not null,
  ends date not null,
  -- When it is handed in, or asked after, next; empty when there is nothing left to try.
  try_at timestamptz,
  tries smallint not null,
  last_fault text,
  -- Since when it lies with the operators: nothing tries it any more by itself.
  dead_at timestamptz,
  answered_at timestamptz,
  -- Since when its facts wait to be told to the case.
  tell_at timestamptz,
  preview text not null check (preview in ('not-needed', 'waiting', 'accepted', 'declined')),
  version integer not null,
  -- Ground, purpose, by whom, for which services.
  inquiry jsonb not null,
  primary key (person, id)
);

create index inquiry_by_id on inquiry (id);
create index inquiry_to_try on inquiry (try_at) where try_at is not null;
create index inquiry_to_tell on inquiry (tell_at) where tell_at is not null;
create index inquiry_open on inquiry (due) where state in ('draft', 'sent', 'queued', 'late');
create index inquiry_dead on inquiry (dead_at) where dead_at is not null;
create index inquiry_of_agency on inquiry (agency, asked_at);
create index inquiry_of_purpose on inquiry (person, purpose_kind, purpose_id);

-- Questions and answers as they were sent and signed.
create table inquiry_message (
  person text collate "C" not null,
  inquiry_id text collate "C" not null,
  sequence smallint not null,
  kind text not null check (kind in ('question', 'answer')),
  at timestamptz not null,
  text text not null,
  signature text not null,
  primary key (person, inquiry_id, sequence)
);

-- What was answered: each fact with where it comes from.
create table inquiry_fact (
  person text collate "C" not null,
  subject text collate "C" not null,
  fact text not null,
  inquiry_id text collate "C" not null,
  answer text not null check (answer in ('value', 'none', 'not-found')),
  value jsonb,
  quality text check (quality in ('register', 'copy', 'declared')),
  held_since date,
  valid_until date,
  at timestamptz not null,
  standing text not null check (standing in ('usable', 'unusable', 'disputed')),
  primary key (person, subject, fact, inquiry_id)
);

-- "This is wrong": goes to the register that answered, and marks the fact.
create table fact_dispute (
  person text collate "C" not null,
  id text collate "C" not null,
  inquiry_id text collate "C" not null,
  fact text not null,
  words text not null,
  at timestamptz not null,
  try_at timestamptz,
  tries smallint not null default 0,
  sent_at timestamptz,
  last_fault text,
  primary key (person, id)
);

create index fact_dispute_to_send on fact_dispute (try_at) where try_at is not null;

-- What others asked Okno, and what they were answered: the same question again gets the same answer.
create table answered_inquiry (
  -- Empty when nobody was found.
  person text collate "C" not null,
  client text not null,
  message_id text collate "C" not null,
  at timestamptz not null,
  status smallint not null,
  facts text[] not null,
  question text not null,
  question_signature text not null,
  answer text not null,
  answer_signature text not null,
  primary key (person, client, message_id)
);

-- What came and belongs to nothing we know, or could not be read: for an operator to look at.
create table dead_letter (
  id text collate "C" primary key,
  at timestamptz not null,
  source text not null,
  reason text not null,
  text text not null,
  mended_at timestamptz,
  mended_by text
);

create index dead_letter_open on dead_letter (at) where mended_at is null;

-- The register of connected systems.
create table connection (
  agency text primary key,
  kind text not null check (kind in ('x-road', 'rest', 'files', 'smev3')),
  address text not null,
  settings jsonb not null,
  -- up; down: nothing is sent until `down_until`; trying: one inquiry is let through to see.
  state text not null default 'up' check (state in ('up', 'down', 'trying')),
  failures integer not null default 0,
  down_until timestamptz,
  changed_at timestamptz not null,
  last_fault text
);

-- The directory of keys. Rows are never deleted: what was signed years ago is checked with the key of its day.
create table member_key (
  key_id text collate "C" primary key,
  member text not null,
  algorithm text not null,
  public_key jsonb not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz
);

alter table held_fact enable row level security;
alter table inquiry enable row level security;
alter table inquiry_message enable row level security;
alter table inquiry_fact enable row level security;
alter table fact_dispute enable row level security;
alter table answered_inquiry enable row level security;
grant select on held_fact, inquiry, inquiry_message, inquiry_fact, fact_dispute, answered_inquiry, connection, member_key
  to okno_reader;

create policy own_held_fact on held_fact for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
);
create policy own_inquiry on inquiry for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or asker = current_setting('okno.agency', true)
  or current_setting('okno.auditor', true) = 'yes'
);
create policy own_inquiry_message on inquiry_message for select to okno_reader using (
  exists (select from inquiry i where i.person = inquiry_message.person and i.id = inquiry_message.inquiry_id)
);
-- An auditor sees that it was asked and answered, not what.
create policy own_inquiry_fact on inquiry_fact for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or exists (
    select from inquiry i where i.person = inquiry_fact.person and i.id = inquiry_fact.inquiry_id
      and i.asker = current_setting('okno.agency', true)
  )
);
create policy own_dispute on fact_dispute for select to okno_reader using (
  exists (select from inquiry i where i.person = fact_dispute.person and i.id = fact_dispute.inquiry_id)
);
create policy own_answered on answered_inquiry for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or current_setting('okno.auditor', true) = 'yes'
);
