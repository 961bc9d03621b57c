-- A task that is suspended or resumed stays in the worklist: its row is changed in place and the indexes are left alone.
alter table case_task add column is_open boolean not null
  generated always as (state in ('ready', 'under-way', 'suspended')) stored;
drop index case_task_of_agency;
drop index case_task_of_officer;
create index case_task_of_agency on case_task (agency, due, urgency, person, case_id, id)
  where is_open and agency is not null;
create index case_task_of_officer on case_task (officer, due, urgency, person, case_id, id)
  where is_open and officer is not null;
alter table case_task set (fillfactor = 70);
alter table joint_case set (fillfactor = 70);

-- What few changes of cases have: a case that is opened, or changes in more than its tasks; timers; messages. Gone timers,
-- then new ones.
create function keep_long(longs jsonb) returns void
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

-- Keeps changes of cases with all that follows from them, or raises 40001 when a case has another version than its change
-- was made from. `persons`, `ids`: the cases; from which version (0: it is opened) to which, when. Lists of what belongs to
-- them say with `_of` to which case, by its place. Rows are found by their keys, whatever the planner believes of a table
-- that was small when it looked.
create function keep_cases(
  persons text[], ids text[], befores integer[], versions integer[], times timestamptz[],
  event_of integer[], events jsonb,
  task_of integer[], places integer[], urgencies smallint[], are_new boolean[], tasks jsonb,
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
  select persons[of], ids[of], (event ->> 'sequence')::integer, (event ->> 'at')::timestamptz, event
  from (select unnest(event_of) as of, jsonb_array_elements(events) as event) as new;

  update case_task old set agency = new.task #>> '{holder,agency}', officer = new.task #>> '{holder,officer}',
    state = new.task ->> 'state', due = (new.task ->> 'due')::date, urgency = new.urgency, task = new.task
  from (select persons[unnest(task_of)] as person, ids[unnest(task_of)] as case_id, unnest(urgencies) as urgency,
      unnest(are_new) as is_new, jsonb_array_elements(tasks) as task) as new
  where not new.is_new and old.person = new.person and old.case_id = new.case_id and old.id = new.task ->> 'id';

  if true = any (are_new) then
    insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, task)
    select persons[new.of], ids[new.of], task ->> 'id', new.place, task #>> '{holder,agency}', task #>> '{holder,officer}',
      task ->> 'state', (task ->> 'due')::date, urgency, task
    from (select unnest(task_of) as of, unnest(places) as place, unnest(urgencies) as urgency, unnest(are_new) as is_new,
        jsonb_array_elements(tasks) as task) as new
    where is_new;
  end if;

  insert into case_command (person, key_hash, case_id, version, at)
  select persons[of], decode(key_hash, 'hex'), ids[of], version, times[of]
  from (select unnest(command_of) as of, unnest(key_hashes) as key_hash, unnest(answered) as version) as new;

  if longs is not null then perform keep_long(longs); end if;
end $$;
