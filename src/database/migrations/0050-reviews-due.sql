-- On which day the lead of an open case was told last that its participants should meet again, and who is its lead contact: the
-- worklist asks it of all cases of an agency, without opening any. Columns and not the state itself stand in the index, so that
-- a change of anything else in the state leaves the index alone.
alter table joint_case
  add column review_told text collate "C" generated always as (
    case when status = 'open' then state ->> 'reviewToldOn' end) stored,
  add column lead_contact text generated always as (state ->> 'leadContact') stored;
create index joint_case_review on joint_case (lead, review_told, person, id, lead_contact) where review_told is not null;
