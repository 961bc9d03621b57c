-- Who acts for a child by law: a parent or guardian. An officer who has held the certificate in his hands says so; it ends by
-- itself on the child's eighteenth birthday, and earlier when an officer writes down why.
create table representative (
  -- The child.
  person text collate "C" not null,
  representative text collate "C" not null,
  -- What the child and the representative are called.
  person_name text not null,
  name text not null,
  kinship text not null check (kinship in ('parent', 'adoptive-parent', 'guardian')),
  -- What the officer has seen: which paper, its number, when and by whom it was given.
  certificate text not null,
  born_on date not null,
  -- The eighteenth birthday: from this day on the child acts alone.
  ends_on date not null,
  officer text not null,
  agency text not null,
  since timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  primary key (person, representative)
);
create index representative_of on representative (representative) where ended_at is null;
alter table representative enable row level security;
grant select on representative to okno_reader;
create policy own_representative on representative for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or representative = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or exists (select from joint_case c where c.person = representative.person)
);
