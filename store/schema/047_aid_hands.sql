-- Mutual aid (RULES 3.1, 3.3): an ask of several hands, people who may not answer an ask, and who pays.

ALTER TABLE ask ADD COLUMN hands INTEGER NOT NULL DEFAULT 1;        -- how many helpers it wants: each has one place
ALTER TABLE ask ADD COLUMN pays INTEGER NOT NULL DEFAULT 0;         -- enum aid_pays

-- The place of the ask, from 1 on, that a match holds. A match that only its helper saw held none; there are none left
-- since step 17.
ALTER TABLE aid_match ADD COLUMN place INTEGER NOT NULL DEFAULT 1;
DROP INDEX aid_match_holds;
CREATE UNIQUE INDEX aid_match_holds ON aid_match (ask, place) WHERE state IN (1, 2);
CREATE UNIQUE INDEX aid_match_hand ON aid_match (ask, helper) WHERE state IN (1, 2); -- nobody has two places of an ask

CREATE TABLE ask_unwanted ( -- the people who may not answer it. Only the asker knows
    ask    INTEGER NOT NULL REFERENCES ask,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (ask, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_unwanted_by_member ON ask_unwanted (member);
