-- A timer that cannot be carried out is put off, each time for longer, and says why: it would else stand first in the line for
-- good, and enough of them would keep all others from their turn.
alter table case_timer
  add column tries integer not null default 0,
  add column try_at timestamptz,
  -- The code of the problem it met.
  add column problem text;
drop index case_timer_by_time;
create index case_timer_by_time on case_timer (greatest(due, try_at));
