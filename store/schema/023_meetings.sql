-- The call of a meeting and its agenda (RULES 4.1). States, wants, abouts and needs: include/meetings.h.

CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    unit        INTEGER NOT NULL REFERENCES unit,
    caller      INTEGER NOT NULL, -- a member; 0 once she left
    facilitated INTEGER NOT NULL, -- 1: a facilitator called it
    founding    INTEGER NOT NULL, -- 1: the unit's first one, while it founds itself
    asked       INTEGER NOT NULL,
    called      INTEGER NOT NULL DEFAULT 0,
    starts      INTEGER NOT NULL,
    minutes     INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    ended       INTEGER NOT NULL DEFAULT 0 -- withdrawn, lapsed or over
) STRICT;
CREATE INDEX meeting_by_unit ON meeting (unit, state, starts);

CREATE TABLE meeting_text ( -- emptied 24 hours after it was withdrawn
    meeting INTEGER PRIMARY KEY REFERENCES meeting,
    title   TEXT NOT NULL,
    place   TEXT NOT NULL
) STRICT;

CREATE TABLE meeting_wanted ( -- by a home: whoever of it said so; forgotten when the meeting is over
    meeting   INTEGER NOT NULL REFERENCES meeting,
    household INTEGER NOT NULL, -- of a member without one: minus her number
    member    INTEGER NOT NULL,
    PRIMARY KEY (meeting, household)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_need (
    meeting INTEGER NOT NULL REFERENCES meeting,
    need    INTEGER NOT NULL,
    ask     INTEGER NOT NULL,
    PRIMARY KEY (meeting, need)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_item (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    uid     TEXT NOT NULL UNIQUE,
    meeting INTEGER NOT NULL REFERENCES meeting,
    adder   INTEGER NOT NULL, -- a member; 0: it appeared by itself, or she left
    wants   INTEGER NOT NULL,
    about   INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    added   INTEGER NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX meeting_item_by_meeting ON meeting_item (meeting, dropped);

CREATE TABLE meeting_item_text ( -- emptied 24 hours after it was dropped
    item    INTEGER PRIMARY KEY REFERENCES meeting_item,
    title   TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE TABLE meeting_item_home ( -- it matters to that home; forgotten when the meeting is over
    item      INTEGER NOT NULL REFERENCES meeting_item,
    household INTEGER NOT NULL, -- as in meeting_wanted
    PRIMARY KEY (item, household)
) STRICT, WITHOUT ROWID;

CREATE TABLE willing ( -- to take a task of the unit
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    name   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (unit, name, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX willing_by_member ON willing (member);
