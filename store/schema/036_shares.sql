-- The shares that a unit decides itself (RULES 4.1, 4.5) are kept with each room, vote and question as they were when it
-- was opened: include/fraction.h says how; 13 is a third.

ALTER TABLE room ADD COLUMN quorum_members INTEGER NOT NULL DEFAULT 13;
ALTER TABLE room ADD COLUMN quorum_homes INTEGER NOT NULL DEFAULT 13;

ALTER TABLE vote ADD COLUMN needs INTEGER NOT NULL DEFAULT 12; -- more than that, where `majority` is "half"
ALTER TABLE vote ADD COLUMN quorum_members INTEGER NOT NULL DEFAULT 13;
ALTER TABLE vote ADD COLUMN quorum_homes INTEGER NOT NULL DEFAULT 13;

ALTER TABLE question ADD COLUMN needs INTEGER NOT NULL DEFAULT 12; -- a test: more than that; else at least that
ALTER TABLE question ADD COLUMN buts INTEGER NOT NULL DEFAULT 13;
UPDATE question SET needs = 23 WHERE kind > 0;
