-- A helper sees whom she helps by name; the list of helpers is shown to both and to nobody else.
alter table helper add column person_name text not null default '';
alter table helper enable row level security;
create policy own_helper on helper for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or helper = any (string_to_array(current_setting('okno.persons', true), chr(31)))
);

-- An emergency look is shown to whoever looked, to the person, and to auditors, who say why they find it right or wrong.
alter table break_glass add column number text not null default '';
alter table break_glass add column verdict_words text;
alter table break_glass enable row level security;
create policy own_glass on break_glass for select to okno_reader using (
  officer = current_setting('okno.officer', true)
  or person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or current_setting('okno.auditor', true) = 'yes'
);

-- Where a resident may be called; told by herself, shown to the agencies of her cases.
create table telephone (
  person text collate "C" primary key,
  number text not null,
  told_at timestamptz not null
);
alter table telephone enable row level security;
grant select on telephone to okno_reader;
create policy own_telephone on telephone for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or exists (select from joint_case c where c.person = telephone.person)
);

-- The board's closed cases.
create index joint_case_closed_of_lead on joint_case (lead, opened_at desc) where status = 'closed';
