-- Of changes of one kind a person is asked once, however often registers tell of them before she has answered: the newest change
-- asks, and the others say with which of them they were asked about.
alter table change_notice
  -- When the register told of it, by its own clock: changes may come in any order.
  add column told_at timestamptz,
  -- No open case of hers weighs it: she decides whether it is checked.
  add column left_to_her boolean not null default false,
  -- The source and the id of the change that asks in the place of this one.
  add column asked_with jsonb;
update change_notice set told_at = at, left_to_her = to_check is not null;
alter table change_notice alter column told_at set not null;

update change_notice other
set to_check = null, asked_with = jsonb_build_object('source', newest.source, 'id', newest.id)
from (
  select distinct on (person, subject, type) person, subject, type, source, id from change_notice
  where to_check is not null and agreed_at is null and declined_at is null
  order by person, subject, type, at desc, source, id
) as newest
where other.person = newest.person and other.subject = newest.subject and other.type = newest.type
  and other.to_check is not null and other.agreed_at is null and other.declined_at is null
  and (other.source, other.id) <> (newest.source, newest.id);

create unique index change_notice_asks on change_notice (person, subject, type)
  where to_check is not null and agreed_at is null and declined_at is null;
