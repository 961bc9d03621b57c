-- A change that nobody may weigh without the person's consent: what she is asked to let be checked (rules, services, who would be
-- asked what), when she agreed, and when Okno goes on with it (empty before she agrees, and when it is done or withdrawn).
alter table change_notice
  add column to_check jsonb,
  add column agreed_at timestamptz,
  add column check_at timestamptz;
create index change_notice_to_check on change_notice (check_at) where check_at is not null;
