-- What was asked for a case or situation is found among the few inquiries of its person.
drop index inquiry_of_purpose;

-- Undoes a statement that was made from an inquiry which is not what it was any more (SQLSTATE 40001).
create function refuse_stale() returns integer language plpgsql as $$
begin
  raise exception 'The inquiry has been changed meanwhile.' using errcode = 'serialization_failure';
end $$;
