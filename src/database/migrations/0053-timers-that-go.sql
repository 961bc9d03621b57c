-- As before (0036), but that a timer which goes takes no other with it: "name" was read as the name of each timer of the case, so that
-- with the first that went all others were gone. One that is set to another time begins anew.
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
  using jsonb_to_recordset(longs) as change (person text, id text, gone jsonb), jsonb_array_elements_text(gone) as new (name)
  where old.person = change.person and old.case_id = change.id and old.name = new.name;

  insert into case_timer (person, case_id, name, due)
  select person, id, name, due from jsonb_to_recordset(longs) as change (person text, id text, timers jsonb),
    jsonb_to_recordset(timers) as new (name text, due timestamptz)
  on conflict (person, case_id, name) do update set due = excluded.due, tries = 0, try_at = null, problem = null,
    put_off_at = null;

  insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
  select person, id, sequence, kind, subject, body, new.at, new.at
  from jsonb_to_recordset(longs) as change (person text, id text, messages jsonb), jsonb_to_recordset(messages)
    as new (sequence integer, kind text, subject jsonb, body jsonb, at timestamptz);
end $$;

-- What was lost that way is set again when Okno starts.
delete from timers_set;
