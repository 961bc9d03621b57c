-- What a change that a register told of means for a person: services that came within reach or were lost, by the inquiry whose
-- answer brought it. Written before it is told to her, so that it is told once.
alter table change_notice add column meaning jsonb not null default '{}';
