-- Who looked at or changed what of whom, and on what ground. Each person's entries are a chain of their own, so that the
-- table can be spread over machines by person; the chains are held together by seals.
create table journal_entry (
  person text collate "C" not null,
  sequence bigint not null check (sequence > 0),
  at timestamptz not null,
  -- The entry as it was hashed, to the byte.
  entry text not null,
  -- SHA-256 of the hash before it and of the entry.
  hash bytea not null check (length(hash) = 32),
  primary key (person, sequence)
);

-- The end of each chain: whoever adds to a chain waits at this row.
create table journal_head (
  person text collate "C" primary key,
  sequence bigint not null,
  hash bytea not null check (length(hash) = 32),
  -- Sequence of the last entry that a seal covers.
  sealed bigint not null default 0
);

create index journal_head_unsealed on journal_head (person) where sealed < sequence;

-- A seal covers the ends of all chains that grew since the seal before it: a chain cut short afterwards shows.
create table journal_seal (
  number integer primary key check (number > 0),
  at timestamptz not null,
  hash bytea not null check (length(hash) = 32)
);

create table journal_sealed_head (
  seal integer not null,
  person text collate "C" not null,
  sequence bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (seal, person)
);
