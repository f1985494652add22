-- Secret ballots (RULES 4.7). include/secret_votes.h says how they live.

ALTER TABLE vote ADD COLUMN urn INTEGER NOT NULL DEFAULT 0;    -- in the room: the process that has its choices in memory
ALTER TABLE vote ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;  -- how often all were asked again
ALTER TABLE vote ADD COLUMN closer INTEGER NOT NULL DEFAULT 0; -- while it is counted: who closed it
ALTER TABLE vote ADD COLUMN part BLOB;                         -- over days: the public half of the file keys/vote-N

-- Two voters of two homes hold a slip each, over days. Only its public half is here.
CREATE TABLE secret_slip (
    vote   INTEGER NOT NULL REFERENCES vote,
    place  INTEGER NOT NULL CHECK (place IN (1, 2)),
    holder INTEGER NOT NULL,            -- a member; 0: she left
    home   INTEGER NOT NULL,            -- as in vote_voter
    part   BLOB NOT NULL CHECK (length(part) = 32),
    taken  INTEGER NOT NULL,
    back   INTEGER NOT NULL DEFAULT 0,  -- 1: typed back
    PRIMARY KEY (vote, place)
) STRICT, WITHOUT ROWID;

-- Over days, until it is counted. In no backup. All boxes have one length (store/voting/sealed_choice.h).
CREATE TABLE secret_box (
    vote   INTEGER NOT NULL REFERENCES vote,
    member INTEGER NOT NULL,
    box    BLOB NOT NULL CHECK (length(box) = 208),
    PRIMARY KEY (vote, member)
) STRICT, WITHOUT ROWID;

-- Open ballots of closed votes: a random number and a choice. No member, no time, no order.
CREATE TABLE secret_ballot (
    vote   INTEGER NOT NULL REFERENCES vote,
    key    BLOB NOT NULL CHECK (length(key) = 16),
    ballot TEXT NOT NULL,
    PRIMARY KEY (vote, key)
) STRICT, WITHOUT ROWID;
