-- The call of a meeting and its agenda (RULES 4.1). States, wants, abouts and needs: include/meetings.h.

CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    unit        INTEGER NOT NULL REFERENCES unit,
    caller      INTEGER NOT NULL, -- a member; 0 once she left
    facilitated INTEGER NOT NULL DEFAULT 0, -- 1: a facilitator called it
    founding    INTEGER NOT NULL DEFAULT 0, -- 1: the unit's first one, while it founds itself
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
    title   TEXT NOT NULL, -- "": it is shown as "Assembly" in the reader's language
    place   TEXT NOT NULL
) STRICT;

-- Members who said that their home wants the meeting. A home counts once. Removed when the meeting is over.
CREATE TABLE meeting_wanted (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    struck  INTEGER NOT NULL DEFAULT 0, -- 1: a hand wrote it, and it was struck because she said so
    UNIQUE (meeting, member)
) STRICT;
CREATE INDEX meeting_wanted_by_member ON meeting_wanted (member);

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
    adder   INTEGER NOT NULL, -- a member; 0: the item appeared by itself, or she left
    founds  INTEGER NOT NULL DEFAULT 0, -- 1 to 3: an item of the founding agenda (RULES 1.2), which has no text here
    wants   INTEGER NOT NULL,
    about   INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    added   INTEGER NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0,
    struck  INTEGER NOT NULL DEFAULT 0 -- 1: it was dropped because the person it was written for said so
) STRICT;
CREATE INDEX meeting_item_by_meeting ON meeting_item (meeting, dropped);

CREATE TABLE meeting_item_text ( -- emptied 24 hours after it was dropped
    item    INTEGER PRIMARY KEY REFERENCES meeting_item,
    title   TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

-- Members who said that an item matters to their home. As in meeting_wanted.
CREATE TABLE meeting_matters (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    item   INTEGER NOT NULL REFERENCES meeting_item,
    member INTEGER NOT NULL REFERENCES member,
    struck INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item, member)
) STRICT;
CREATE INDEX meeting_matters_by_member ON meeting_matters (member);

CREATE TABLE willing ( -- members who would take a task of the unit
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    name   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (unit, name, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX willing_by_member ON willing (member);

INSERT INTO retention VALUES ('meeting', 1209600, 'the words of a meeting that too few homes wanted: 14 days');
