-- Which condition of the service explains best why it is offered: the one that the fewest others meet.
alter table offer add column criterion text collate "C";
