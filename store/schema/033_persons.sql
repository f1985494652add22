-- Items about a person, what takes two meetings, adjourned meetings, and people who only read a room (RULES 1.7, 4.1,
-- 4.5, 5.6).

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

ALTER TABLE room ADD COLUMN adjourned INTEGER NOT NULL DEFAULT 0; -- when its chair adjourned it; only once
ALTER TABLE room ADD COLUMN resumes INTEGER NOT NULL DEFAULT 0;   -- when it goes on; 0: it is not adjourned now

CREATE TABLE room_observer ( -- who reads a room silently; emptied when she goes, and when it closes
    meeting INTEGER NOT NULL REFERENCES meeting,
    who     INTEGER NOT NULL, -- a member; below 0: a guest, by a number that is drawn for her visit
    seen    INTEGER NOT NULL,
    PRIMARY KEY (meeting, who)
) STRICT, WITHOUT ROWID;
