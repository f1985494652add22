-- Mutual aid, mended (RULES 3.2, 3.6). "Not this person" must look like "not this time" to whoever is refused: so the
-- two may go on saying yes to each other's things, and whoever is not to be bothered never hears of it.

ALTER TABLE aid_match ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;       -- 1 the helper alone knows of it, 2 the asker alone
ALTER TABLE aid_match ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;     -- who said "not this time": 1 the asker, 2 the helper
ALTER TABLE aid_match ADD COLUMN helper_done INTEGER NOT NULL DEFAULT 0; -- when the helper said that it happened
ALTER TABLE ask ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;          -- when it was asked again
ALTER TABLE ask ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;            -- ended by a strike (RULES 1.8): its state before, plus 1
ALTER TABLE offer ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;
ALTER TABLE aid_barred ADD COLUMN known INTEGER NOT NULL DEFAULT 0;      -- she knew who it was: they had agreed on something
UPDATE aid_barred SET known = 1 WHERE EXISTS (SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.agreed > 0
    AND ((m.helper = aid_barred.member AND a.member = aid_barred.other)
      OR (m.helper = aid_barred.other AND a.member = aid_barred.member)));

-- What its helper alone knows of holds nothing.
DROP INDEX aid_match_holds;
CREATE UNIQUE INDEX aid_match_holds ON aid_match (ask) WHERE state IN (1, 2) AND quiet <> 1;

ALTER TABLE notice ADD COLUMN about INTEGER NOT NULL DEFAULT 0; -- 0 a letter, 1 mutual aid
