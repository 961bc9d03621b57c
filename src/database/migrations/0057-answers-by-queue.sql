-- An answer out of a queue is found by the number under which its question was queued, however many inquiries there are.
create index inquiry_queued_as on inquiry ((inquiry ->> 'queuedAs')) where inquiry ->> 'queuedAs' is not null;
