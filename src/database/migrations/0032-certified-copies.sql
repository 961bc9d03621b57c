-- Paper copies of what came electronically: certified by an officer, checked by whoever holds the paper.
create table certified_copy (
  person text collate "C" not null,
  number text collate "C" not null,
  -- It is found by the hash of its code: how long an index takes tells nothing of a code. The code itself is for printing again.
  code_hash bytea not null check (length(code_hash) = 32),
  code text not null,
  inquiry_id text collate "C" not null,
  -- Whose officer certified it.
  agency text not null,
  at timestamptz not null,
  -- Who certified it, on which ground, and what the paper says: it is never changed.
  copy jsonb not null,
  revoked_at timestamptz,
  revoked_because text check (revoked_because in ('mistake', 'record-changed', 'misused')),
  revoked_by jsonb,
  primary key (person, number)
);

create index certified_copy_by_code on certified_copy (code_hash);
create index certified_copy_by_number on certified_copy (number);
create index certified_copy_of_agency on certified_copy (agency, number);

create table copy_number (
  year integer primary key,
  last bigint not null
);

alter table certified_copy enable row level security;
grant select on certified_copy to okno_reader;
create policy own_copy on certified_copy for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or agency = current_setting('okno.agency', true)
);
