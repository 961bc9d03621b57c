-- Services offered before they are asked for. A batch is what one screening gave under one rule of proactive service; nobody
-- hears of it before it is released.
create table offer_batch (
  id text collate "C" primary key,
  rule text not null,
  -- The day of the law that was asked, and the packs.
  day text collate "C" not null,
  packs text not null,
  made_at timestamptz not null,
  -- How many were found, and how many were left out, by reason.
  counts jsonb not null,
  released_at timestamptz,
  released_by jsonb
);

create table offer (
  person text collate "C" not null,
  batch text collate "C" not null references offer_batch (id),
  service text collate "C" not null,
  -- Whom the service is about: the person or a child of hers.
  subject text collate "C" not null,
  amount numeric(14, 2),
  -- The first moment at which it may be shown and written of; empty until the batch is released.
  shown_from timestamptz,
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz,
  primary key (person, batch, service, subject)
);

create index offer_of_batch on offer (batch);
create index offer_made_before on offer (person, service);

alter table offer enable row level security;
alter table offer_batch enable row level security;
grant select on offer, offer_batch to okno_reader;
create policy own_offer on offer for select to okno_reader using (
  (person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
    and shown_from <= current_setting('okno.now', true)::timestamptz)
  or current_setting('okno.methodologist', true) = 'yes'
);
create policy all_batches on offer_batch for select to okno_reader using (
  current_setting('okno.methodologist', true) = 'yes'
);
