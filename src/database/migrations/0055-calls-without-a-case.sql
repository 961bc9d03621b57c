-- Who was written to before she asked (an offer, the question whether a change may be checked) and has not read it is called by an
-- operator of the centre, whether she has a case or not. What came of the call.
create table invitation_call (
  person text collate "C" primary key,
  called_at timestamptz not null,
  reached_at timestamptz
);
alter table invitation_call enable row level security;
grant select on invitation_call to okno_reader;
create policy own_invitation_call on invitation_call for select to okno_reader using (
  person = any (string_to_array(current_setting('okno.persons', true), chr(31)))
  or current_setting('okno.invites', true) = 'yes'
);

-- Operators of the centre see letters of this kind while they are unread, and the telephones of those who got them.
create policy unread_invitation on message for select to okno_reader using (
  current_setting('okno.invites', true) = 'yes' and kind in ('notice', 'offer') and read_at is null
);
create policy telephone_of_invited on telephone for select to okno_reader using (
  current_setting('okno.invites', true) = 'yes'
  and exists (select from message m where m.person = telephone.person and m.kind in ('notice', 'offer') and m.read_at is null)
);
