-- Adds entries to the journal: each is chained to the one before it of the same person, whatever else is going on. Done here
-- and not by Okno, because between reading the end of a chain and writing the next link the row would be held for a round
-- trip. The hash is that of `journal/chain.ts`.
create function write_journal(entries jsonb) returns void language plpgsql as $$
declare
  one record;
  link record;
begin
  -- Persons in one order, so that two writers cannot wait for each other; entries of one person in theirs.
  for one in
    select new ->> 'person' as person, (new ->> 'at')::timestamptz as at, new ->> 'entry' as entry
    from jsonb_array_elements(entries) with ordinality as list (new, place)
    order by new ->> 'person' collate "C", place
  loop
    loop
      -- Whoever writes about the same person waits at this line.
      update journal_head set sequence = sequence + 1,
        hash = sha256(hash || convert_to(to_json(person)::text || chr(10) || sequence + 1 || chr(10) || one.entry, 'UTF8'))
      where person = one.person returning sequence, hash into link;
      exit when found;
      insert into journal_head (person, sequence, hash) values (one.person, 0, decode(repeat('00', 32), 'hex'))
      on conflict do nothing;
    end loop;
    insert into journal_entry (person, sequence, at, entry, hash)
    values (one.person, link.sequence, one.at, one.entry, link.hash);
  end loop;
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
