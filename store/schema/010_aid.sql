-- Mutual aid (RULES 3). An ask or an offer is numbers in one table and words in another, so that fourteen days after it
-- ended all of it but the numbers that statistics need can be emptied: then member and place are null too.

CREATE TABLE ask (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit      INTEGER NOT NULL REFERENCES unit,
    member    INTEGER REFERENCES member,          -- null once forgotten
    asked     INTEGER NOT NULL,                   -- an ask that was asked again keeps it: first in line
    kind      INTEGER NOT NULL,
    urgency   INTEGER NOT NULL,
    many      INTEGER NOT NULL,
    starts    INTEGER NOT NULL,                   -- the window; 0: from now on
    ends      INTEGER NOT NULL,                   -- never open: see aid_default_end()
    place     TEXT,                               -- block or cross street
    who_may   INTEGER NOT NULL,
    languages INTEGER NOT NULL,                   -- a bit each; 0: any
    weekly    INTEGER NOT NULL,
    climbs    INTEGER NOT NULL,                   -- she agreed that it may climb (RULES 3.7)
    again     INTEGER NOT NULL DEFAULT 0,         -- 1: it did not happen, and was asked again
    state     INTEGER NOT NULL DEFAULT 0,         -- 0 open 1 answered 2 agreed 3 done 4 withdrawn 5 expired
    met       INTEGER NOT NULL DEFAULT 0,         -- when two agreed, the last time
    ended     INTEGER NOT NULL DEFAULT 0,
    warned    INTEGER NOT NULL DEFAULT 0,         -- 1: its owner was told that it ends soon
    words     BLOB                                -- hashes of its words, for likeness; aid_rule.h
) STRICT;
CREATE INDEX ask_open ON ask (kind, id) WHERE state = 0;
CREATE INDEX ask_in_order ON ask (urgency, -again, id) WHERE state <= 2;
CREATE INDEX ask_by_member ON ask (member, id) WHERE member IS NOT NULL;
CREATE INDEX ask_by_state ON ask (state, ends);
CREATE INDEX ask_by_time ON ask (asked);

CREATE TABLE ask_text (
    ask     INTEGER PRIMARY KEY REFERENCES ask,
    line    TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE TABLE ask_named ( -- whom she named: they alone see it and may answer
    ask    INTEGER NOT NULL REFERENCES ask,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (ask, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit      INTEGER NOT NULL REFERENCES unit,
    member    INTEGER REFERENCES member,
    offered   INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    many      INTEGER NOT NULL,                   -- the most it can give at once; 0: no bound
    capacity  INTEGER NOT NULL,                   -- how many asks it can take; a week when it is weekly
    starts    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    place     TEXT,
    languages INTEGER NOT NULL,
    weekly    INTEGER NOT NULL,
    learner   INTEGER NOT NULL,                   -- she is learning this
    state     INTEGER NOT NULL DEFAULT 0,         -- as of an ask: 0 open 4 withdrawn 5 expired
    ended     INTEGER NOT NULL DEFAULT 0,
    warned    INTEGER NOT NULL DEFAULT 0,
    words     BLOB
) STRICT;
CREATE INDEX offer_open ON offer (kind, id) WHERE state = 0;
CREATE INDEX offer_by_member ON offer (member, id) WHERE member IS NOT NULL;
CREATE INDEX offer_by_state ON offer (state, ends);

CREATE TABLE offer_text (
    offer   INTEGER PRIMARY KEY REFERENCES offer,
    line    TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

-- Somebody and an ask. One row holds an ask at a time: whoever comes second reads that somebody was first.
CREATE TABLE aid_match (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    ask      INTEGER NOT NULL REFERENCES ask,
    helper   INTEGER REFERENCES member,
    offer    INTEGER REFERENCES offer,            -- null: she said "I can" without one
    made     INTEGER NOT NULL,
    until    INTEGER NOT NULL,                    -- when waiting for a yes ends
    state    INTEGER NOT NULL,                    -- 0 suggested 1 one yes 2 agreed 3 done 4 not this time 5 lapsed 6 fell through
    asker_yes  INTEGER NOT NULL DEFAULT 0,        -- when
    helper_yes INTEGER NOT NULL DEFAULT 0,
    agreed   INTEGER NOT NULL DEFAULT 0,
    starts   INTEGER NOT NULL DEFAULT 0,          -- of what both share of their windows; 0: no fixed time
    reminded INTEGER NOT NULL DEFAULT 0,
    score    INTEGER NOT NULL DEFAULT 0,          -- of a matching night; shown to its coordinator alone
    wiped    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX aid_match_holds ON aid_match (ask) WHERE state IN (1, 2);
CREATE INDEX aid_match_by_ask ON aid_match (ask, state);
CREATE INDEX aid_match_by_helper ON aid_match (helper, state) WHERE helper IS NOT NULL;
CREATE INDEX aid_match_by_offer ON aid_match (offer, state) WHERE offer IS NOT NULL;
CREATE INDEX aid_match_by_state ON aid_match (state, until);

CREATE TABLE aid_word ( -- the private thread of the two; in no ledger, in no search
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    match  INTEGER NOT NULL REFERENCES aid_match,
    author INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX aid_word_by_match ON aid_word (match, id);

CREATE TABLE aid_seen ( -- up to where each has read it
    match  INTEGER NOT NULL REFERENCES aid_match,
    member INTEGER NOT NULL,
    upto   INTEGER NOT NULL,
    PRIMARY KEY (match, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE aid_barred ( -- "not this person": only she who said it knows
    member INTEGER NOT NULL REFERENCES member,
    other  INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE aid_about_me ( -- what matching needs of her, and what she tells whom she agreed with
    member    INTEGER PRIMARY KEY REFERENCES member,
    woman     INTEGER NOT NULL,                   -- she may answer what women may answer
    languages INTEGER NOT NULL,
    reach     TEXT NOT NULL                       -- how to reach her
) STRICT;

CREATE TABLE aid_looked ( -- up to where she has seen the board: what came since is new
    member INTEGER PRIMARY KEY REFERENCES member,
    ask    INTEGER NOT NULL,
    offer  INTEGER NOT NULL
) STRICT;

CREATE TABLE aid_proposal ( -- ten unmet asks of one kind in 30 days (RULES 3.8)
    id     INTEGER PRIMARY KEY,
    unit   INTEGER NOT NULL REFERENCES unit,
    kind   INTEGER NOT NULL,
    made   INTEGER NOT NULL,
    asked  INTEGER NOT NULL,
    unmet  INTEGER NOT NULL,
    thread INTEGER NOT NULL DEFAULT 0             -- where a member took it to; 0: it waits
) STRICT;

INSERT INTO retention VALUES ('aid', 1209600, 'asks, offers and how to reach each other: 14 days after they ended');
