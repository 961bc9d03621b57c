-- A joint case: a route carried out by several agencies. Every table begins with the person, by whom all of them can be
-- spread over machines together.
create table joint_case (
  person text collate "C" not null,
  id text collate "C" not null,
  -- What people call it: 2026-000123.
  number text not null,
  -- Sequence of its last event.
  version integer not null check (version > 0),
  status text not null check (status in ('open', 'closed')),
  agreement text not null,
  lead text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- The case without its tasks.
  state jsonb not null,
  primary key (person, id)
);

create index joint_case_of_lead on joint_case (lead, opened_at desc) where status = 'open';
create index joint_case_by_number on joint_case (number);

create table case_event (
  person text collate "C" not null,
  case_id text collate "C" not null,
  sequence integer not null check (sequence > 0),
  at timestamptz not null,
  event jsonb not null,
  primary key (person, case_id, sequence)
);

create table case_task (
  person text collate "C" not null,
  case_id text collate "C" not null,
  id text collate "C" not null,
  -- Place in the plan.
  place integer not null,
  -- Empty: the person's own task.
  agency text,
  officer text,
  state text not null check (state in ('waiting', 'ready', 'under-way', 'suspended', 'done', 'refused', 'cancelled')),
  due date,
  urgency smallint not null,
  task jsonb not null,
  primary key (person, case_id, id)
);

-- The worklist of an agency, and of an officer: what is late or urgent first.
create index case_task_of_agency on case_task (agency, due, urgency, person, case_id, id)
  where state in ('ready', 'under-way', 'suspended') and agency is not null;
create index case_task_of_officer on case_task (officer, due, urgency, person, case_id, id)
  where state in ('ready', 'under-way', 'suspended') and officer is not null;

-- Commands that were carried out, so that a repeat gets the first answer and changes nothing.
create table case_command (
  person text collate "C" not null,
  -- SHA-256 of the idempotency key.
  key_hash bytea not null check (length(key_hash) = 32),
  case_id text collate "C" not null,
  version integer not null,
  at timestamptz not null,
  primary key (person, key_hash)
);

-- Numbers of cases, one row a year.
create table case_number (
  year integer primary key,
  last bigint not null
);

-- What Okno itself has to do at a time: a term that ends, a review, the question whether it helped.
create table case_timer (
  person text collate "C" not null,
  case_id text collate "C" not null,
  name text not null,
  due timestamptz not null,
  primary key (person, case_id, name)
);

create index case_timer_by_time on case_timer (due);
