-- A command changes how a task stands and not what it is. Both stood in one value, which was read, written and logged whole
-- with every command. What it is comes last in the row: what is the same at the end of a row is not logged again.
alter table case_task rename column task to standing;
alter table case_task add column task jsonb;
update case_task set
  task = standing - '{state,holder,since,readyOn,due,suspended,escalated,remindedOf,result,version,after,planned}'::text[],
  standing = standing - '{id,kind,title,clause,service,subject,meets,urgency,term}'::text[];
alter table case_task alter column task set not null;
alter table case_task alter column standing type json;
alter table case_task alter column standing set default '{}';

-- Kept as it was written and never searched: it is not taken apart for that.
alter table case_event alter column event type json;

-- As before (0006); the entries come as lines of JSON, in which no line ends, and need not be taken out of a list.
drop function write_journal(text[], integer[], timestamptz[], jsonb);
create function write_journal(persons text[], turns integer[], times timestamptz[], entries text) returns void
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
          string_to_table(entries, chr(10)) as entry) as new
      where head.person = new.person and new.turn = now
      returning head.person, head.sequence, new.at, new.entry, head.hash)
    insert into journal_entry (person, sequence, at, entry, hash) select * from link;
  end loop;
end $$;

-- What few changes of cases have (0030): a case that is opened, or changes in more than how its tasks stand; tasks that are
-- put into the plan or planned again; timers; messages. Gone timers, then new ones.
create or replace function keep_long(longs jsonb) returns void
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
  select person, id, number, version, status, agreement, lead, agencies, opened_at, at, state
  from jsonb_to_recordset(longs) as new (person text, id text, number text, version integer, status text, agreement text,
    lead text, agencies text[], opened_at timestamptz, at timestamptz, state jsonb)
  where number is not null;

  update joint_case old set status = new.status, lead = new.lead, agencies = new.agencies, state = new.state
  from jsonb_to_recordset(longs) as new (person text, id text, number text, status text, lead text, agencies text[], state jsonb)
  where new.number is null and new.state is not null and old.person = new.person and old.id = new.id;

  insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, standing, task)
  select person, id, task ->> 'id', place, standing #>> '{holder,agency}', standing #>> '{holder,officer}',
    standing ->> 'state', (standing ->> 'due')::date, urgency, standing, task
  from jsonb_to_recordset(longs) as change (person text, id text, tasks jsonb),
    jsonb_to_recordset(tasks) as new (place integer, urgency smallint, standing json, task jsonb)
  on conflict (person, case_id, id) do update set agency = excluded.agency, officer = excluded.officer,
    state = excluded.state, due = excluded.due, urgency = excluded.urgency, standing = excluded.standing,
    task = excluded.task;

  delete from case_timer old
  using jsonb_to_recordset(longs) as new (person text, id text, gone jsonb), jsonb_array_elements_text(gone) as name
  where old.person = new.person and old.case_id = new.id and old.name = name;

  insert into case_timer (person, case_id, name, due)
  select person, id, name, due from jsonb_to_recordset(longs) as change (person text, id text, timers jsonb),
    jsonb_to_recordset(timers) as new (name text, due timestamptz)
  on conflict (person, case_id, name) do update set due = excluded.due;

  insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
  select person, id, sequence, kind, subject, body, new.at, new.at
  from jsonb_to_recordset(longs) as change (person text, id text, messages jsonb), jsonb_to_recordset(messages)
    as new (sequence integer, kind text, subject jsonb, body jsonb, at timestamptz);
end $$;

-- As before (0030): keeps changes of cases with all that follows from them, or raises 40001 when a case has another version
-- than its change was made from. `persons`, `ids`: the cases; from which version (0: it is opened) to which, when. Lists of
-- what belongs to them say with `_of` to which case, by its place; events and how tasks stand come as lines of JSON. Rows are
-- found by their keys, whatever the planner believes of a table that was small when it looked.
drop function keep_cases(text[], text[], integer[], integer[], timestamptz[], integer[], jsonb, integer[], integer[],
  smallint[], boolean[], jsonb, integer[], text[], integer[], jsonb);
create function keep_cases(
  persons text[], ids text[], befores integer[], versions integer[], times timestamptz[],
  event_of integer[], sequences integer[], event_times timestamptz[], events text,
  task_of integer[], tasks text[], agencies text[], officers text[], states text[], dues date[], standings text,
  command_of integer[], key_hashes text[], answered integer[],
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

  insert into case_command (person, key_hash, case_id, version, at)
  select persons[of], decode(key_hash, 'hex'), ids[of], version, times[of]
  from (select unnest(command_of) as of, unnest(key_hashes) as key_hash, unnest(answered) as version) as new;

  if longs is not null then perform keep_long(longs); end if;
end $$;
