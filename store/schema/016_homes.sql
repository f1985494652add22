-- Homes (RULES 1.1). Each home has one spelling, a block and a number. Its people are asked when somebody comes to live
-- there. homes_settle() rewrites the labels of older versions; db.c calls it after this step.

-- People with an account and without a home. Each waits until the home that she named says yes.
CREATE TABLE at_door (
    member INTEGER PRIMARY KEY REFERENCES member,
    home   TEXT NOT NULL COLLATE NOCASE,
    since  INTEGER NOT NULL,
    cause  INTEGER NOT NULL,           -- 0 a steward added her from the shell, 1 people of that home stopped her card
    yes    INTEGER NOT NULL DEFAULT 0  -- when the home said yes; 0: she still waits
) STRICT;

ALTER TABLE invitation ADD COLUMN used INTEGER NOT NULL DEFAULT 0;    -- when somebody came in with it
ALTER TABLE invitation ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0; -- when people of its home stopped it
UPDATE invitation SET used = coalesce((SELECT m.joined FROM member m WHERE m.id = invitation.joined), 0)
    WHERE joined <> 0;
