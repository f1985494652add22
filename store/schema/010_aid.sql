-- Mutual aid (RULES 3). The numbers of an ask or offer are in one table, its words in another. Fourteen days after it
-- ended only the numbers for statistics stay: the words are removed, and member and place become null.

CREATE TABLE ask (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit      INTEGER NOT NULL REFERENCES unit,
    member    INTEGER REFERENCES member,          -- null once forgotten
    asked     INTEGER NOT NULL,                   -- an ask that is repeated keeps this time, so that it comes first
    kind      INTEGER NOT NULL,
    urgency   INTEGER NOT NULL,
    many      INTEGER NOT NULL,
    starts    INTEGER NOT NULL,                   -- begin of the window; 0: it began when it was asked
    ends      INTEGER NOT NULL,                   -- end of the window. There always is one: aid_default_end()
    place     TEXT,                               -- block or cross street
    who_may   INTEGER NOT NULL,
    languages INTEGER NOT NULL,                   -- one bit for each language; 0: any language
    weekly    INTEGER NOT NULL,
    climbs    INTEGER NOT NULL,                   -- she agreed that it may climb (RULES 3.7)
    again     INTEGER NOT NULL DEFAULT 0,         -- 1: it did not happen, and was asked again
    state     INTEGER NOT NULL DEFAULT 0,         -- 0 open 1 answered 2 agreed 3 done 4 withdrawn 5 expired
    met       INTEGER NOT NULL DEFAULT 0,         -- when two agreed, the last time
    ended     INTEGER NOT NULL DEFAULT 0,
    warned    INTEGER NOT NULL DEFAULT 0,         -- 1: its owner was told that it ends soon
    words     BLOB                                -- hashes of its words, to compare it with others: aid_rule.h
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

CREATE TABLE ask_named ( -- the people she named. Only they see the ask and may answer
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
    many      INTEGER NOT NULL,                   -- how many it can give at once; 0: no limit
    capacity  INTEGER NOT NULL,                   -- how many asks it can meet; in each week, when it is weekly
    starts    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    place     TEXT,
    languages INTEGER NOT NULL,
    weekly    INTEGER NOT NULL,
    learner   INTEGER NOT NULL,                   -- she is learning this
    state     INTEGER NOT NULL DEFAULT 0,         -- 0 open 4 withdrawn 5 expired, as for an ask
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

-- A helper and an ask. Only one row at a time holds an ask. The second helper is told that somebody was first.
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
    starts   INTEGER NOT NULL DEFAULT 0,          -- begin of the time that both windows share; 0: no fixed time
    reminded INTEGER NOT NULL DEFAULT 0,
    score    INTEGER NOT NULL DEFAULT 0,          -- from a matching night; only its coordinator sees it
    wiped    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX aid_match_holds ON aid_match (ask) WHERE state IN (1, 2);
CREATE INDEX aid_match_by_ask ON aid_match (ask, state);
CREATE INDEX aid_match_by_helper ON aid_match (helper, state) WHERE helper IS NOT NULL;
CREATE INDEX aid_match_by_offer ON aid_match (offer, state) WHERE offer IS NOT NULL;
CREATE INDEX aid_match_by_state ON aid_match (state, until);

CREATE TABLE aid_word ( -- messages of the two. They are not in the book and not in the search index
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    match  INTEGER NOT NULL REFERENCES aid_match,
    author INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX aid_word_by_match ON aid_word (match, id);

CREATE TABLE aid_seen ( -- the last message that each of them has read
    match  INTEGER NOT NULL REFERENCES aid_match,
    member INTEGER NOT NULL,
    upto   INTEGER NOT NULL,
    PRIMARY KEY (match, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE aid_barred ( -- "not this person". Only the member who said it knows
    member INTEGER NOT NULL REFERENCES member,
    other  INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE aid_about_me ( -- what matching needs to know of her, and how she can be reached when both said yes
    member    INTEGER PRIMARY KEY REFERENCES member,
    woman     INTEGER NOT NULL,                   -- she may answer what women may answer
    languages INTEGER NOT NULL,
    reach     TEXT NOT NULL                       -- how to reach her
) STRICT;

CREATE TABLE aid_looked ( -- the last ask and offer she has seen. Later ones are new
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
    thread INTEGER NOT NULL DEFAULT 0             -- the thread that a member made of it; 0: none yet
) STRICT;

INSERT INTO retention VALUES ('aid', 1209600, 'asks, offers and how to reach each other: 14 days after they ended');
