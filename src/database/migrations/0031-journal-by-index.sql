-- A plan is made once for each connection, perhaps while there are few rows, and kept: the ends of chains are looked up by
-- their index even then, because soon there are many.
alter function write_journal(text[], integer[], timestamptz[], text[]) set enable_seqscan = off;
alter function write_journal(text[], integer[], timestamptz[], text[]) set enable_hashjoin = off;
alter function write_journal(text[], integer[], timestamptz[], text[]) set enable_mergejoin = off;
