-- What must not leave the lead of a case, such as where a person in danger is hiding: beside the case, not in it, so that no
-- event, no list and no message carries it.
create table restricted_record (
  person text collate "C" not null,
  case_id text collate "C" not null,
  words text not null,
  version integer not null default 1,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (person, case_id)
);
alter table restricted_record enable row level security;
grant select on restricted_record to okno_reader;
create policy of_lead on restricted_record for select to okno_reader using (
  exists (
    select from joint_case c
    where c.person = restricted_record.person and c.id = restricted_record.case_id
      and c.lead = current_setting('okno.leads', true)
  )
);
