-- As before (0036). Who writes about people whose chains have begun says so, and the beginnings are not looked for again: that
-- took as long as a third of the writing. An entry that finds no chain then is a defect, and nothing is kept.
drop function write_journal(text[], integer[], timestamptz[], text);
create function write_journal(
  persons text[], turns integer[], times timestamptz[], entries text, have_begun boolean default false) returns void
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  written integer := 0;
  linked integer;
begin
  if not have_begun then
    insert into journal_head (person, sequence, hash)
    select new.person, 0, decode(repeat('00', 32), 'hex')
    from (select unnest(persons) as person, unnest(turns) as turn) as new
    where new.turn = 1 and not exists (select from journal_head head where head.person = new.person)
    on conflict do nothing;
  end if;
  for now in 1 .. coalesce((select max(turn) from unnest(turns) as turn), 0) loop
    with link as (
      update journal_head head set sequence = head.sequence + 1,
        hash = sha256(head.hash || convert_to(
          to_json(head.person)::text || chr(10) || (head.sequence + 1) || chr(10) || new.entry, 'UTF8'))
      from (select unnest(persons) as person, unnest(turns) as turn, unnest(times) as at,
          string_to_table(entries, chr(10)) as entry) as new
      where head.person = new.person and new.turn = now
      returning head.person, head.sequence, new.at, new.entry, head.hash)
    insert into journal_entry (person, sequence, at, entry, hash) select * from link;
    get diagnostics linked = row_count;
    written := written + linked;
  end loop;
  if written < cardinality(persons) then
    raise exception 'An entry of the journal found no chain.';
  end if;
end $$;
