-- Who signed an officer in is asked again who she is: one who has moved to another agency, or has left, keeps no session with what
-- she was. What it is asked with is sealed with the token of the session, of which the database has only the hash.
alter table session
  add column vouching bytea,
  -- When it last said who she is, and when it was last asked.
  add column vouched_at timestamptz,
  add column asked_at timestamptz;
