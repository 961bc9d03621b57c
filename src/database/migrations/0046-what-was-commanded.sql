-- A key that is sent again with something else must not get the answer to the first: beside the key stands the SHA-256 of what
-- was commanded. Empty where the key itself says what it is for, as those of timers do.
alter table case_command add column command_hash bytea check (length(command_hash) = 32);

-- As before (0036), with the hashes of what was commanded.
drop function keep_cases(text[], text[], integer[], integer[], timestamptz[], integer[], integer[], timestamptz[], text,
  integer[], text[], text[], text[], text[], date[], text, integer[], text[], integer[], jsonb);
create function keep_cases(
  persons text[], ids text[], befores integer[], versions integer[], times timestamptz[],
  event_of integer[], sequences integer[], event_times timestamptz[], events text,
  task_of integer[], tasks text[], agencies text[], officers text[], states text[], dues date[], standings text,
  command_of integer[], key_hashes text[], command_hashes text[], answered integer[],
  longs jsonb) returns void
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  changed integer;
begin
  update joint_case old set version = new.version, changed_at = new.at
  from (select unnest(persons) as person, unnest(ids) as id, unnest(befores) as before, unnest(versions) as version,
      unnest(times) as at) as new
  where old.person = new.person and old.id = new.id and old.version = new.before;
  get diagnostics changed = row_count;
  if changed < cardinality(array_remove(befores, 0)) then
    raise exception 'The case has been changed meanwhile.' using errcode = 'serialization_failure';
  end if;

  insert into case_event (person, case_id, sequence, at, event)
  select persons[of], ids[of], sequence, at, event::json
  from (select unnest(event_of) as of, unnest(sequences) as sequence, unnest(event_times) as at,
      string_to_table(events, chr(10)) as event) as new;

  update case_task old set agency = new.agency, officer = new.officer, state = new.state, due = new.due,
    standing = new.standing::json
  from (select persons[unnest(task_of)] as person, ids[unnest(task_of)] as case_id, unnest(tasks) as id,
      unnest(agencies) as agency, unnest(officers) as officer, unnest(states) as state, unnest(dues) as due,
      string_to_table(standings, chr(10)) as standing) as new
  where old.person = new.person and old.case_id = new.case_id and old.id = new.id;

  insert into case_command (person, key_hash, command_hash, case_id, version, at)
  select persons[of], decode(key_hash, 'hex'), decode(command_hash, 'hex'), ids[of], version, times[of]
  from (select unnest(command_of) as of, unnest(key_hashes) as key_hash, unnest(command_hashes) as command_hash,
      unnest(answered) as version) as new;

  if longs is not null then perform keep_long(longs); end if;
end $$;
