-- What an urgent item is about that is asked for (RULES 4.1): enum item_about of include/meetings.h; things, or action at
-- work.
ALTER TABLE room ADD COLUMN urgent_about INTEGER NOT NULL DEFAULT 0;
