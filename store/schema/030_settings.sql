-- What a unit decides about itself: its numbers, and what a decision does by itself (RULES' head, 1.2, 1.3, 2.1, 2.5,
-- 4.9, 5.5). Numbers: include/numbers.h. Kinds of effects: include/effects.h.

CREATE TABLE unit_number (
    unit     INTEGER NOT NULL REFERENCES unit,
    number   INTEGER NOT NULL,
    value    INTEGER NOT NULL, -- in the measure of that number
    decision INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (unit, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE effect ( -- what a proposal does once it is decided and acts
    proposal INTEGER PRIMARY KEY REFERENCES proposal,
    kind     INTEGER NOT NULL,
    subject  INTEGER NOT NULL DEFAULT 0, -- a board or a member
    number   INTEGER NOT NULL DEFAULT 0, -- of numbers.h, or the decision of an agreement
    value    INTEGER NOT NULL DEFAULT 0,
    until    INTEGER NOT NULL DEFAULT 0, -- a day; 0: none
    name     TEXT NOT NULL DEFAULT '',   -- a task, or the short name of a board
    title    TEXT NOT NULL DEFAULT '',
    acted    INTEGER NOT NULL DEFAULT 0, -- when it was done, or could not be done
    fault    TEXT NOT NULL DEFAULT '' -- why it could not be done
) STRICT;

-- Slow mode: minutes between two posts of one person, until a day. A closed board is read and no longer written to.
ALTER TABLE board ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;
ALTER TABLE board ADD COLUMN slow_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE board ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;

-- When its founding assembly closed, with enough homes in: from then on the street decides what the steward did before.
ALTER TABLE unit ADD COLUMN assembled INTEGER NOT NULL DEFAULT 0;

-- From when these minutes stand: a later change of that number does not move it.
ALTER TABLE minutes ADD COLUMN stands INTEGER NOT NULL DEFAULT 0;
UPDATE minutes SET stands = written + 604800;

-- Each unit decides for itself whether guests read what it made public (RULES 1.3).
INSERT INTO unit_value SELECT u.id, 'guests', 'yes' FROM unit u WHERE u.kind IN (0, 1) AND EXISTS
    (SELECT 1 FROM house WHERE name = 'guests' AND value = 'yes');
DELETE FROM house WHERE name = 'guests';

-- Streets that were founded before this step decide as they did: who came in then votes.
UPDATE unit SET assembled = founded;
