-- Items about a person, and what takes two meetings (RULES 4.5).

ALTER TABLE meeting_item ADD COLUMN person INTEGER NOT NULL DEFAULT 0;  -- whom it is about; 0: nobody, or she left
ALTER TABLE meeting_item ADD COLUMN speaker INTEGER NOT NULL DEFAULT 0; -- whom she named to speak for her; 0: herself

ALTER TABLE vote ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0; -- of her home, who would have a vote otherwise

CREATE TABLE first_yes ( -- of two meetings that both have to say yes, the first did
    proposal INTEGER PRIMARY KEY REFERENCES proposal,
    vote     INTEGER NOT NULL, -- in which it did
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE removal ( -- an assembly removed her, and she belongs to no other place here: she leaves the house now
    member INTEGER PRIMARY KEY REFERENCES member,
    at     INTEGER NOT NULL
) STRICT;
