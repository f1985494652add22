-- Mutual aid: two who are kept apart (RULES 3.4, 3.6) differ from others at the second yes alone. Until now one side
-- alone knew of some matches; whoever watched from a second account could tell.

-- A helper who waited in vain, and whose asker knew nothing, reads "not this time". It held nothing.
UPDATE aid_match SET state = 4, refused = 1, until = unixepoch() + 86400 WHERE state = 1 AND quiet = 1;
-- A neighbour who was asked for her offer, and did not know it, is asked like any other.
UPDATE aid_match SET quiet = 0 WHERE state = 1 AND quiet = 2;

-- "I am a woman" (RULES 3.1, who may answer) is said once and stands after 14 days. It was a setting without a time:
-- whoever has it keeps it, said at the time of this step.
CREATE TABLE woman_claim (
    member  INTEGER PRIMARY KEY REFERENCES member,
    said    INTEGER NOT NULL,                     -- 0: she took it back
    decided INTEGER NOT NULL DEFAULT 0,           -- by the women's caucus: 1 it stands, 2 it does not
    decided_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO woman_claim (member, said) SELECT member, unixepoch() FROM aid_about_me WHERE woman <> 0;
ALTER TABLE aid_about_me DROP COLUMN woman;

CREATE TABLE woman_objection ( -- who objected is shown to nobody but the objector
    member   INTEGER NOT NULL REFERENCES member,
    objector INTEGER NOT NULL REFERENCES member,
    at       INTEGER NOT NULL,
    settled  INTEGER NOT NULL DEFAULT 0,          -- 1: the women's caucus decided since; it suspends nothing any more
    taken    INTEGER NOT NULL DEFAULT 0,          -- 1: settled, and taken back: kept, so that it is not made anew
    PRIMARY KEY (member, objector)
) STRICT, WITHOUT ROWID;
CREATE INDEX woman_objection_by_objector ON woman_objection (objector);
