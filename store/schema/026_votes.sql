-- Votes in the room and over days (RULES 4.6). Kinds, states and ways: include/votes.h, include/ballot.h.

CREATE TABLE vote (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    unit     INTEGER NOT NULL REFERENCES unit,
    meeting  INTEGER NOT NULL DEFAULT 0, -- 0: in none
    item     INTEGER NOT NULL DEFAULT 0,
    proposal INTEGER NOT NULL DEFAULT 0, -- that it decides
    after    INTEGER NOT NULL DEFAULT 0, -- the vote with a tie that it asks again
    person   INTEGER NOT NULL DEFAULT 0, -- whom it is about; 0 once she left
    opener   INTEGER NOT NULL,           -- a member; 0: the house, or she left
    kind     INTEGER NOT NULL,
    secret   INTEGER NOT NULL,
    days     INTEGER NOT NULL,           -- 1: over days
    majority INTEGER NOT NULL,
    about    INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    opened   INTEGER NOT NULL,
    closes   INTEGER NOT NULL DEFAULT 0,
    closed   INTEGER NOT NULL DEFAULT 0,
    reminded INTEGER NOT NULL DEFAULT 0, -- 1: screens were told that it closes soon
    voters   INTEGER NOT NULL DEFAULT 0, -- in the list when it opened
    active   INTEGER NOT NULL DEFAULT 0, -- over days: members and homes at opening; homes 0: they are not counted
    homes    INTEGER NOT NULL DEFAULT 0,
    title    TEXT NOT NULL DEFAULT '',
    body     TEXT NOT NULL DEFAULT '',
    options  TEXT NOT NULL DEFAULT '',   -- one a line, without "leave it as it is"
    seed     INTEGER NOT NULL DEFAULT 0, -- of the lot; its hash stands in the book from the opening
    -- What it came to. Names are not needed for it any more.
    voted    INTEGER NOT NULL DEFAULT 0,
    base     INTEGER NOT NULL DEFAULT 0,
    homed    INTEGER NOT NULL DEFAULT 0, -- homes of which somebody voted
    winner   INTEGER NOT NULL DEFAULT -1,
    drawn    INTEGER NOT NULL DEFAULT 0, -- 1: by lot
    ballots  TEXT NOT NULL DEFAULT '',   -- of an open vote, without names: a line for equal ones, "COUNT BALLOT"
    totals   TEXT NOT NULL DEFAULT ''    -- numbers: answers, the table of pairs row by row, or points
) STRICT;
CREATE INDEX vote_by_unit ON vote (unit, state, closes);

-- Who may vote: fixed at opening. Forgotten 12 months after it closed.
CREATE TABLE vote_voter (
    id     INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of the list, not of voting
    vote   INTEGER NOT NULL REFERENCES vote,
    member INTEGER NOT NULL,
    home   INTEGER NOT NULL,            -- a household; the member with a minus where she has none
    way    INTEGER NOT NULL DEFAULT 0,
    ballot TEXT NOT NULL DEFAULT '',    -- of an open vote; never of a secret one, nor of paper
    paper  TEXT NOT NULL DEFAULT '',    -- what she counted of the papers as a note-taker; emptied at closing
    UNIQUE (vote, member)
) STRICT;
CREATE INDEX vote_voter_by_member ON vote_voter (member);

ALTER TABLE room ADD COLUMN vote INTEGER NOT NULL DEFAULT 0; -- the open one in it

-- A decision is made of a proposal or of a vote. Nothing refers to this table by a foreign key.
CREATE TABLE decision_of_vote (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    unit     INTEGER NOT NULL REFERENCES unit,
    meeting  INTEGER NOT NULL DEFAULT 0, -- 0: of a vote that no meeting opened
    proposal INTEGER NOT NULL DEFAULT 0, -- 0: of a vote alone
    question INTEGER NOT NULL DEFAULT 0, -- 0: by the short road, or by a vote
    decided  INTEGER NOT NULL,
    acts     INTEGER NOT NULL DEFAULT 0, -- from when; 0: the meeting is not closed yet
    carrier  INTEGER NOT NULL DEFAULT 0, -- a member; 0: it needs hands
    due      INTEGER NOT NULL DEFAULT 0, -- a day; 0: none
    done     INTEGER NOT NULL DEFAULT 0,
    vote     INTEGER NOT NULL DEFAULT 0  -- 0: by a question
) STRICT;
INSERT INTO decision_of_vote
    SELECT id, uid, unit, meeting, proposal, question, decided, acts, carrier, due, done, 0 FROM decision;
DROP TABLE decision;
ALTER TABLE decision_of_vote RENAME TO decision;
CREATE INDEX decision_by_unit ON decision (unit, done);
CREATE INDEX decision_by_carrier ON decision (carrier);
CREATE UNIQUE INDEX decision_by_proposal ON decision (proposal) WHERE proposal > 0;

INSERT INTO retention VALUES ('vote', 31536000, 'who voted how in an open vote: 12 months');
