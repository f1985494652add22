-- Homes (RULES 1.1): each is written in one way, as a block and a number, and its people are asked who comes to live
-- there. The labels that older versions kept are written anew by homes_settle(), which db.c calls after this step.

-- Somebody with an account and without a home: she waits until the home she named says yes.
CREATE TABLE at_door (
    member INTEGER PRIMARY KEY REFERENCES member,
    home   TEXT NOT NULL COLLATE NOCASE,
    since  INTEGER NOT NULL,
    cause  INTEGER NOT NULL,           -- 0 she was added from the shell, 1 people of the home stopped how she came in
    yes    INTEGER NOT NULL DEFAULT 0  -- when the home said yes; 0: she waits
) STRICT;

ALTER TABLE invitation ADD COLUMN used INTEGER NOT NULL DEFAULT 0;    -- when somebody came in with it
ALTER TABLE invitation ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0; -- when people of its home stopped it
UPDATE invitation SET used = coalesce((SELECT m.joined FROM member m WHERE m.id = invitation.joined), 0)
    WHERE joined <> 0;
