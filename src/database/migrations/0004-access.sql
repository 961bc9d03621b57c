-- Who may see a case: the agencies that take part in it and have not left.
alter table joint_case add column agencies text[] not null default '{}';
create index joint_case_by_agency on joint_case using gin (agencies) where status = 'open';

-- Somebody who is signed in. The token itself is known only to the browser.
create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  who jsonb not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);

create index session_by_end on session (ends_at);

-- Whom a person has named to act for her: a relative, a social worker.
create table helper (
  person text collate "C" not null,
  helper text collate "C" not null,
  name text not null,
  since timestamptz not null,
  until date not null,
  ended_at timestamptz,
  primary key (person, helper)
);

-- An emergency look at a case somebody has no part in: with a reason, for an hour, and looked through afterwards.
create table break_glass (
  person text collate "C" not null,
  case_id text collate "C" not null,
  officer text not null,
  agency text not null,
  reason text not null,
  at timestamptz not null,
  until timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  verdict text check (verdict in ('justified', 'not-justified')),
  primary key (person, case_id, officer, at)
);

create index break_glass_unreviewed on break_glass (at) where reviewed_at is null;

-- The second wall: pages read as this role, which sees only the rows of whoever is signed in, whatever the query says.
do $$ begin
  if not exists (select from pg_roles where rolname = 'okno_reader') then create role okno_reader nologin; end if;
end $$;
grant usage on schema public to okno_reader;
grant select on joint_case, case_task, case_event, journal_entry, break_glass, helper to okno_reader;

alter table joint_case enable row level security;
alter table case_task enable row level security;
alter table case_event enable row level security;
alter table journal_entry enable row level security;

create policy own_case on joint_case for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or current_setting('okno.agency', true) = any (agencies)
  or exists (
    select from break_glass g
    where g.person = joint_case.person and g.case_id = joint_case.id
      and g.officer = current_setting('okno.officer', true)
      and g.until > current_setting('okno.now', true)::timestamptz
  )
);
create policy own_task on case_task for select to okno_reader using (
  agency = current_setting('okno.agency', true)
  or exists (select from joint_case c where c.person = case_task.person and c.id = case_task.case_id)
);
create policy own_event on case_event for select to okno_reader using (
  exists (select from joint_case c where c.person = case_event.person and c.id = case_event.case_id)
);
create policy own_journal on journal_entry for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or current_setting('okno.auditor', true) = 'yes'
);
