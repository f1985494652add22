-- Mutual aid: two people who must be kept apart (RULES 3.4, 3.6). Only at the second yes are they treated differently
-- from others. Before this step only one side saw some matches, and with a second account one could notice that.

-- A helper whose match the asker never saw reads "not this time". That match did not hold the ask.
UPDATE aid_match SET state = 4, refused = 1, until = unixepoch() + 86400 WHERE state = 1 AND quiet = 1;
-- A neighbour who was asked for her offer and could not see it, sees it now like everybody else.
UPDATE aid_match SET quiet = 0 WHERE state = 1 AND quiet = 2;

-- "I am a woman" (RULES 3.1, who may answer) is said once and is valid after 14 days. Before, it was a setting without
-- a time. Whoever has it keeps it; the time of this step counts as the time when she said it.
CREATE TABLE woman_claim (
    member  INTEGER PRIMARY KEY REFERENCES member,
    said    INTEGER NOT NULL,                     -- when she said it; 0: she took it back
    decided INTEGER NOT NULL DEFAULT 0,           -- by the women's caucus: 1 it is valid, 2 it is not
    decided_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO woman_claim (member, said) SELECT member, unixepoch() FROM aid_about_me WHERE woman <> 0;
ALTER TABLE aid_about_me DROP COLUMN woman;

CREATE TABLE woman_objection ( -- only the objector herself sees that she objected
    member   INTEGER NOT NULL REFERENCES member,
    objector INTEGER NOT NULL REFERENCES member,
    at       INTEGER NOT NULL,
    settled  INTEGER NOT NULL DEFAULT 0,          -- 1: the women's caucus decided after it, so it suspends nothing
    taken    INTEGER NOT NULL DEFAULT 0,          -- 1: settled, and taken back. Kept: she cannot object again
    PRIMARY KEY (member, objector)
) STRICT, WITHOUT ROWID;
CREATE INDEX woman_objection_by_objector ON woman_objection (objector);
