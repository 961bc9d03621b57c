-- A register tells that something has changed; what that means for each person it finds.
create table change_notice (
  person text collate "C" not null,
  -- Of the notice (CloudEvents), unique for its source.
  source text not null,
  id text collate "C" not null,
  subject text collate "C" not null,
  type text not null,
  happened_on date,
  facts text[] not null,
  at timestamptz not null,
  -- Services that were not for them before and are now, and the other way round.
  gained text[] not null default '{}',
  lost text[] not null default '{}',
  declined_at timestamptz,
  primary key (person, source, id, subject)
);

alter table change_notice enable row level security;
grant select on change_notice to okno_reader;
create policy own_notice on change_notice for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
);

-- The same question of another agency is found by its id alone.
create index answered_inquiry_by_message on answered_inquiry (client, message_id);
