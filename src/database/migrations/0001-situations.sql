-- A situation told once, that can be left and resumed by a code.
create table told_situation (
  -- SHA-256 of the code. The code itself is known only to the person who told the situation.
  code_hash bytea primary key check (length(code_hash) = 32),
  told jsonb not null,
  version integer not null check (version > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null
);

create index told_situation_by_expiry on told_situation (expires_at);

-- Commands that were carried out, so that a repeat gets the first answer and changes nothing.
create table command (
  -- SHA-256 of the idempotency key. The answer can be read only with the key itself.
  key_hash bytea primary key check (length(key_hash) = 32),
  sealed_answer bytea,
  at timestamptz not null
);

create index command_by_age on command (at);
