-- Since when a timer cannot be carried out; operators look at those, and there are few of them.
alter table case_timer add column put_off_at timestamptz;
update case_timer set put_off_at = due where tries > 0;
create index case_timer_put_off on case_timer (put_off_at) where tries > 0;

-- Timers come and go with the changes of a case; one of a kind that came later is missing where nothing has changed since. Of
-- each set of kinds: up to which case those that were missing are set, and when all were.
create table timers_set (
  kinds text primary key,
  person text collate "C" not null default '',
  case_id text collate "C" not null default '',
  ended_at timestamptz
);
alter table timers_set enable row level security;
