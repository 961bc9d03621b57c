-- Adds entries to the journal: each is chained to the one before it of the same person, whatever else is going on. Done here
-- and not by Okno, because between reading the end of a chain and writing the next link the row would be held for a round
-- trip. The hash is that of `journal/chain.ts`.
create function write_journal(entries jsonb) returns void language plpgsql as $$
declare
  one record;
  of_person text;
  link_sequence bigint;
  link_hash bytea;
  persons text[];
  sequences bigint[];
  times timestamptz[];
  texts text[];
  hashes bytea[];
begin
  insert into journal_head (person, sequence, hash)
  select distinct new ->> 'person', 0, decode(repeat('00', 32), 'hex') from jsonb_array_elements(entries) as list (new)
  where not exists (select from journal_head head where head.person = new ->> 'person')
  on conflict do nothing;
  -- Whoever writes about the same person waits here; persons are taken in one order, so that two writers cannot wait for
  -- each other.
  for one in
    select head.person, head.sequence, head.hash, (new ->> 'at')::timestamptz as at, new ->> 'entry' as entry
    from jsonb_array_elements(entries) with ordinality as list (new, place)
      join journal_head head on head.person = new ->> 'person'
    order by head.person, place for update of head
  loop
    if of_person is distinct from one.person then
      of_person := one.person;
      link_sequence := one.sequence;
      link_hash := one.hash;
    end if;
    link_sequence := link_sequence + 1;
    link_hash := sha256(link_hash
      || convert_to(to_json(one.person)::text || chr(10) || link_sequence || chr(10) || one.entry, 'UTF8'));
    persons := persons || one.person;
    sequences := sequences || link_sequence;
    times := times || one.at;
    texts := texts || one.entry;
    hashes := hashes || link_hash;
  end loop;
  insert into journal_entry (person, sequence, at, entry, hash)
  select * from unnest(persons, sequences, times, texts, hashes);
  update journal_head head set sequence = link.sequence, hash = link.hash
  from (
    select distinct on (person) * from unnest(persons, sequences, hashes) as link (person, sequence, hash)
    order by person, sequence desc
  ) link
  where head.person = link.person;
end $$;

-- The end of a chain changes with every entry: without an index on it the new row takes the place of the old one. A seal,
-- once an hour, looks through the ends.
drop index journal_head_unsealed;
alter table journal_head set (fillfactor = 50);

-- Undoes a statement that was made from a case which is not what it was any more (SQLSTATE 40001).
create function refuse_stale() returns integer language plpgsql as $$
begin
  raise exception 'The case has been changed meanwhile.' using errcode = 'serialization_failure';
end $$;

-- Who of the operators called instead of the message, and what came of it.
alter table message
  add column called_at timestamptz,
  add column called_by text,
  add column call_note text;

drop index message_unread;
create index message_to_call on message (at) where read_at is null and called_at is null;
create index message_to_answer on message (at) where kind = 'outcome-asked' and called_at is null;
