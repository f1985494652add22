-- Proposals, the question put to the room, decisions, and minutes (RULES 4.5, 4.8, 4.9). States and answers:
-- include/proposals.h.

CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    unit        INTEGER NOT NULL REFERENCES unit,
    meeting     INTEGER NOT NULL REFERENCES meeting,
    item        INTEGER NOT NULL REFERENCES meeting_item,
    mover       INTEGER NOT NULL, -- a member; 0 once she left
    made        INTEGER NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1, -- the present version
    state       INTEGER NOT NULL,
    small_until INTEGER NOT NULL DEFAULT 0, -- when it passes on the short road; 0: it is on the long road
    road        INTEGER NOT NULL DEFAULT 0, -- 1: it was decided by the short road
    ended       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX proposal_by_meeting ON proposal (meeting, item);

CREATE TABLE proposal_text ( -- older versions are removed 24 hours after the minutes stand
    proposal INTEGER NOT NULL REFERENCES proposal,
    version  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    title    TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (proposal, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal INTEGER NOT NULL REFERENCES proposal,
    member   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0, -- when the mover took or refused it; 0: it waits
    taken    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX amendment_by_proposal ON amendment (proposal, answered);

CREATE TABLE amendment_text ( -- removed together with the older versions
    amendment INTEGER PRIMARY KEY REFERENCES amendment,
    body      TEXT NOT NULL
) STRICT;

-- A question that was put to the room. The numbers are its result. Names are in the tables below.
CREATE TABLE question (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal INTEGER NOT NULL REFERENCES proposal,
    version  INTEGER NOT NULL,
    opened   INTEGER NOT NULL,
    closes   INTEGER NOT NULL, -- it may be closed from then, or when all have answered
    closed   INTEGER NOT NULL DEFAULT 0,
    outcome  INTEGER NOT NULL DEFAULT -1, -- enum majority_outcome; -1: none, because the meeting ended before
    present  INTEGER NOT NULL DEFAULT 0,
    yes      INTEGER NOT NULL DEFAULT 0,
    but      INTEGER NOT NULL DEFAULT 0,
    aside    INTEGER NOT NULL DEFAULT 0,
    stop     INTEGER NOT NULL DEFAULT 0,
    standing INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX question_by_proposal ON question (proposal);

CREATE TABLE question_present ( -- who may answer; emptied when it closes
    question INTEGER NOT NULL REFERENCES question,
    member   INTEGER NOT NULL,
    PRIMARY KEY (question, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE position ( -- forgotten after 12 months
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    question INTEGER NOT NULL REFERENCES question,
    member   INTEGER NOT NULL, -- 0 once she left
    answer   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    named    INTEGER NOT NULL DEFAULT 0, -- 1: the minutes show her name
    body     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX position_by_question ON position (question, member) WHERE member > 0;
CREATE INDEX position_by_member ON position (member);

-- A stop stands against all that is proposed on its item, until its owner answers or 7 days are over.
CREATE TABLE stop (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    item     INTEGER NOT NULL REFERENCES meeting_item,
    proposal INTEGER NOT NULL REFERENCES proposal,
    version  INTEGER NOT NULL, -- the version that it was said about
    member   INTEGER NOT NULL, -- 0 once she left
    at       INTEGER NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0, -- when its owner took it back
    named    INTEGER NOT NULL DEFAULT 0, -- 1: her name is shown beside it
    body     TEXT NOT NULL -- "": she writes the words later
) STRICT;
CREATE INDEX stop_by_item ON stop (item, member);

CREATE TABLE decision (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    unit     INTEGER NOT NULL REFERENCES unit,
    meeting  INTEGER NOT NULL REFERENCES meeting,
    proposal INTEGER NOT NULL UNIQUE REFERENCES proposal,
    question INTEGER NOT NULL DEFAULT 0, -- 0: by the short road
    decided  INTEGER NOT NULL,
    acts     INTEGER NOT NULL DEFAULT 0, -- from when it has effect; 0: the meeting is not closed yet
    carrier  INTEGER NOT NULL DEFAULT 0, -- a member; 0: it needs hands
    due      INTEGER NOT NULL DEFAULT 0, -- a day; 0: none
    done     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decision_by_unit ON decision (unit, done);
CREATE INDEX decision_by_carrier ON decision (carrier);

CREATE TABLE minutes (
    meeting INTEGER PRIMARY KEY REFERENCES meeting,
    unit    INTEGER NOT NULL REFERENCES unit,
    written INTEGER NOT NULL,
    thread  INTEGER NOT NULL DEFAULT 0,
    head    BLOB NOT NULL, -- of the book, when they were written
    hash    BLOB NOT NULL, -- BLAKE2b-256 of the text
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX minutes_by_unit ON minutes (unit);

CREATE TABLE minutes_present ( -- who may correct them; emptied when they stand
    meeting INTEGER NOT NULL REFERENCES minutes,
    member  INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes_correction (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES minutes,
    member  INTEGER NOT NULL, -- 0 once she left
    at      INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX minutes_correction_by_meeting ON minutes_correction (meeting);

-- A late decision stands on the next agenda by itself.
ALTER TABLE meeting_item ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;

INSERT INTO retention VALUES ('position', 31536000, 'who took which position on a proposal: 12 months');
