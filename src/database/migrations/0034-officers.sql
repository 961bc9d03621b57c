-- Officers who have signed in, by the names that the directory of their agency gave for them: colleagues and residents read
-- a name, not a number. Nothing else of the directory is kept.
create table officer (
  agency text collate "C" not null,
  officer text collate "C" not null,
  name text not null,
  primary key (agency, officer)
);
