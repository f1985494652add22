-- A table in the yard, and the four digits of whoever sits there (RULES 1.6, 1.8). All of it stands beside who is
-- present, and is forgotten with that.

-- Of whoever came in at the door:
ALTER TABLE room_present ADD COLUMN digits BLOB NOT NULL DEFAULT x''; -- a keyed hash; emptied when the meeting closes
ALTER TABLE room_present ADD COLUMN tries INTEGER NOT NULL DEFAULT 0; -- wrong digits since the last right ones
ALTER TABLE room_present ADD COLUMN seat INTEGER NOT NULL DEFAULT 0;  -- whose table she sits at, a member; 0: at none
ALTER TABLE room_present ADD COLUMN seated INTEGER NOT NULL DEFAULT 0; -- her place in the order there

-- Of the member whose session is a table:
ALTER TABLE room_present ADD COLUMN table_number INTEGER NOT NULL DEFAULT 0; -- 0: it never was one
ALTER TABLE room_present ADD COLUMN table_seen INTEGER NOT NULL DEFAULT 0;   -- when it last was one; 0: she ended it
ALTER TABLE room_present ADD COLUMN table_shift INTEGER NOT NULL DEFAULT 0;  -- how often another one was asked to read
ALTER TABLE room_present ADD COLUMN table_read INTEGER NOT NULL DEFAULT 0;   -- 1: the last turn was read aloud there
ALTER TABLE room_present ADD COLUMN table_done INTEGER NOT NULL DEFAULT 0;   -- the question with which it is done

-- The small matter that was read aloud at her table, or to those for whom she speaks.
ALTER TABLE room_present ADD COLUMN aloud INTEGER NOT NULL DEFAULT 0;
