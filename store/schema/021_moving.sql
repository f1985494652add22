-- Members who move to another street of the house (RULES 1.0). A member asks, and a home there says yes.

CREATE TABLE moving (
    member    INTEGER PRIMARY KEY REFERENCES member,
    unit      INTEGER NOT NULL REFERENCES unit, -- the street where she will live
    home      TEXT NOT NULL COLLATE NOCASE,
    asked     INTEGER NOT NULL,
    moved     INTEGER NOT NULL DEFAULT 0,       -- when a home said yes; 0: the request waits
    yes       INTEGER NOT NULL DEFAULT 0,       -- the member who said yes
    household INTEGER REFERENCES household      -- the home she left. Its people are told that she moved
) STRICT;
CREATE INDEX moving_by_home ON moving (unit, home) WHERE moved = 0;
CREATE INDEX moving_by_household ON moving (household) WHERE moved <> 0;

INSERT INTO retention VALUES ('moving', 1209600, 'where you asked to move to, and who said yes: 14 days');
