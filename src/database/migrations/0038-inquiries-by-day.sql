-- What was asked in the last days is found without going through years: inquiries lie in the order in which they came, so the
-- least index does, and keeping it costs almost nothing.
create index inquiry_asked on inquiry using brin (asked_at) with (pages_per_range = 32, autosummarize = on);
