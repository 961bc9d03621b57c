-- Adds entries to the journal: each is chained to the one before it of the same person, whatever else is going on. Done here
-- and not by Okno, because between reading the end of a chain and writing the next link the row would be held for a round
-- trip. The hash is that of `journal/chain.ts`. `entries`: the texts, as a JSON list. `turns`: of an entry, how many of the same person stand before it, and itself.
-- Whoever writes about the same person waits at the end of the chain; persons come in one order and are found by their key in
-- that order, so that two writers cannot wait for each other.
create function write_journal(persons text[], turns integer[], times timestamptz[], entries jsonb) returns void
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  insert into journal_head (person, sequence, hash)
  select new.person, 0, decode(repeat('00', 32), 'hex')
  from (select unnest(persons) as person, unnest(turns) as turn) as new
  where new.turn = 1 and not exists (select from journal_head head where head.person = new.person)
  on conflict do nothing;
  for now in 1 .. coalesce((select max(turn) from unnest(turns) as turn), 0) loop
    with link as (
      update journal_head head set sequence = head.sequence + 1,
        hash = sha256(head.hash || convert_to(
          to_json(head.person)::text || chr(10) || (head.sequence + 1) || chr(10) || new.entry, 'UTF8'))
      from (select unnest(persons) as person, unnest(turns) as turn, unnest(times) as at,
          jsonb_array_elements_text(entries) as entry) as new
      where head.person = new.person and new.turn = now
      returning head.person, head.sequence, new.at, new.entry, head.hash)
    insert into journal_entry (person, sequence, at, entry, hash) select * from link;
  end loop;
end $$;

-- The end of a chain changes with every entry: without an index on it the new row takes the place of the old one. A seal,
-- once an hour, looks through the ends.
drop index journal_head_unsealed;
alter table journal_head set (fillfactor = 50);

-- Undoes a statement that was made from something which is not what it was any more (SQLSTATE 40001).
create function refuse_stale() returns integer language plpgsql as $$
begin
  raise exception 'It has been changed meanwhile.' using errcode = 'serialization_failure';
end $$;

-- Who of the operators called instead of the message, and what came of it.
alter table message
  add column called_at timestamptz,
  add column called_by text,
  add column call_note text;

drop index message_unread;
create index message_to_call on message (at) where read_at is null and called_at is null;
create index message_to_answer on message (at) where kind = 'outcome-asked' and called_at is null;
