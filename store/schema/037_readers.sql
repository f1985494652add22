-- Who reads an open meeting along (RULES 5.6), and a meeting that is adjourned after a power cut (RULES 1.7).

ALTER TABLE room ADD COLUMN readers INTEGER NOT NULL DEFAULT 0;   -- how many read along now: a number, nobody's name
ALTER TABLE room ADD COLUMN adjourned INTEGER NOT NULL DEFAULT 0; -- when it was, once at most; 0: never
ALTER TABLE room ADD COLUMN resumed INTEGER NOT NULL DEFAULT 0;   -- when it was opened again after that; 0: not yet
ALTER TABLE room ADD COLUMN time_left INTEGER NOT NULL DEFAULT 0; -- seconds of the meeting's time that were left then
