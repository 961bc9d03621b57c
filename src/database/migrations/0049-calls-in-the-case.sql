-- What came of a call stands in the case itself (`person-called`): beside the letter nobody has ever written it.
drop index message_to_call;
drop index message_to_answer;
alter table message drop column called_at, drop column called_by, drop column call_note;
create index message_to_call on message (at) where read_at is null;
create index message_to_answer on message (at) where kind = 'outcome-asked';
