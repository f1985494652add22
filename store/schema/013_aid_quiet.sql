-- Mutual aid, corrected (RULES 3.2, 3.6). A refused person must not see whether it was "not this person" or "not this
-- time". So both may still say yes to each other, and the one who refused is not told.

ALTER TABLE aid_match ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;       -- 1 only the helper sees it, 2 only the asker
ALTER TABLE aid_match ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;     -- who said "not this time": 1 the asker, 2 the helper
ALTER TABLE aid_match ADD COLUMN helper_done INTEGER NOT NULL DEFAULT 0; -- when the helper said that it happened
ALTER TABLE ask ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;          -- when it was asked again
ALTER TABLE ask ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;            -- a strike ended it: the state before, plus 1
ALTER TABLE offer ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;
ALTER TABLE aid_barred ADD COLUMN known INTEGER NOT NULL DEFAULT 0;      -- 1: she knew the other, from an agreement
UPDATE aid_barred SET known = 1 WHERE EXISTS (SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.agreed > 0
    AND ((m.helper = aid_barred.member AND a.member = aid_barred.other)
      OR (m.helper = aid_barred.other AND a.member = aid_barred.member)));

-- A match that only its helper sees does not hold the ask.
DROP INDEX aid_match_holds;
CREATE UNIQUE INDEX aid_match_holds ON aid_match (ask) WHERE state IN (1, 2) AND quiet <> 1;

ALTER TABLE notice ADD COLUMN about INTEGER NOT NULL DEFAULT 0; -- 0 a letter, 1 mutual aid
