-- Moderation that answers for itself (RULES 7).

-- What boards need to know of it.
CREATE TABLE post_covered ( -- the words of a covered post: nothing is deleted, and no other table has them meanwhile
    post       INTEGER PRIMARY KEY REFERENCES post,
    reason     INTEGER NOT NULL, -- enum cover_reason
    letter     INTEGER NOT NULL, -- of the moderator: 1 is A
    body       TEXT NOT NULL,
    salt       BLOB NOT NULL,
    title      TEXT,             -- of its thread, when it is the first post
    title_salt BLOB
) STRICT;
CREATE TABLE post_held ( -- reported: its old versions and withdrawn words are kept until that is settled
    post INTEGER PRIMARY KEY REFERENCES post
) STRICT;
CREATE TABLE board_rest ( -- who may not write on the boards of a unit for a while
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    until  INTEGER NOT NULL,
    act    INTEGER NOT NULL, -- in the log of acts
    PRIMARY KEY (unit, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE moderator ( -- "moderator A": one letter for a whole term
    id     INTEGER PRIMARY KEY,
    unit   INTEGER NOT NULL REFERENCES unit,
    seat   INTEGER NOT NULL UNIQUE,    -- the row of `seat`
    member INTEGER NOT NULL,           -- 0 after she left
    letter INTEGER NOT NULL,           -- 1 is A
    named  INTEGER NOT NULL DEFAULT 0, -- 1: her name is open in the log, since her recall is proposed
    UNIQUE (unit, letter)
) STRICT;

CREATE TABLE mod_act ( -- the log of acts
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit      INTEGER NOT NULL REFERENCES unit,
    kind      INTEGER NOT NULL,           -- enum act_kind
    post      INTEGER NOT NULL DEFAULT 0, -- 0: about a person
    person    INTEGER NOT NULL,           -- the author of the post, or who is restricted; 0 after she left
    moderator INTEGER NOT NULL REFERENCES moderator,
    second    INTEGER NOT NULL DEFAULT 0, -- the moderator who said yes to the reason "other"; 0: nobody yet
    reason    INTEGER NOT NULL,           -- enum cover_reason
    words     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    until     INTEGER NOT NULL DEFAULT 0, -- of a restriction
    state     INTEGER NOT NULL DEFAULT 0, -- enum act_state
    ended     INTEGER NOT NULL DEFAULT 0, -- when that state was settled
    ended_by  INTEGER NOT NULL DEFAULT 0, -- the moderator who lifted it
    sentence  TEXT NOT NULL DEFAULT '',   -- of the panel, or of who lifted it
    told      INTEGER NOT NULL DEFAULT 0, -- 1: the person read the last thing that happened to it
    talk      INTEGER NOT NULL DEFAULT 0, -- enum act_talk
    keeper    INTEGER NOT NULL DEFAULT 0, -- who talks with her
    appealed  INTEGER NOT NULL DEFAULT 0,
    appeal    TEXT NOT NULL DEFAULT '',   -- her words
    due       INTEGER NOT NULL DEFAULT 0, -- of the panel: until then it is asked, or decides
    seated    INTEGER NOT NULL DEFAULT 0, -- when the fifth accepted
    stuck     INTEGER NOT NULL DEFAULT 0  -- 1: too few people here are not involved
) STRICT;
CREATE INDEX mod_act_by_unit ON mod_act (unit, id);
CREATE INDEX mod_act_by_post ON mod_act (post) WHERE post <> 0;
CREATE INDEX mod_act_by_person ON mod_act (person, unit);
CREATE INDEX mod_act_appealed ON mod_act (id) WHERE state = 1;
CREATE INDEX mod_act_other ON mod_act (at) WHERE state = 0 AND reason = 5 AND second = 0;
CREATE INDEX mod_act_restricts ON mod_act (until) WHERE state = 0 AND kind = 2;

CREATE TABLE report ( -- emptied when it is settled
    id       INTEGER PRIMARY KEY,
    unit     INTEGER NOT NULL REFERENCES unit,
    post     INTEGER NOT NULL REFERENCES post,
    reporter INTEGER NOT NULL, -- shown to nobody; it keeps her from the panel
    reason   INTEGER NOT NULL,
    words    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    act      INTEGER NOT NULL DEFAULT 0, -- the cover that came of it; 0: it waits
    UNIQUE (post, reporter)
) STRICT;
CREATE INDEX report_waits ON report (unit, at) WHERE act = 0;
CREATE INDEX report_by_reporter ON report (reporter);
CREATE INDEX report_by_act ON report (act) WHERE act <> 0;

CREATE TABLE panel_seat ( -- who was drawn for the panel about an act
    act    INTEGER NOT NULL REFERENCES mod_act,
    member INTEGER NOT NULL REFERENCES member,
    place  INTEGER NOT NULL,           -- in the order of the draw
    draw   INTEGER NOT NULL,
    state  INTEGER NOT NULL DEFAULT 0, -- enum panel_state
    says   INTEGER NOT NULL DEFAULT 0, -- enum panel_says
    words  TEXT NOT NULL DEFAULT '',
    at     INTEGER NOT NULL,           -- of the last change
    PRIMARY KEY (act, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX panel_seat_by_member ON panel_seat (member);

CREATE TABLE draw ( -- a lot that anyone can run again
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    unit     INTEGER NOT NULL REFERENCES unit,
    act      INTEGER NOT NULL,           -- for whose panel
    at       INTEGER NOT NULL,
    state    INTEGER NOT NULL DEFAULT 0, -- enum draw_state
    pool     INTEGER NOT NULL,           -- how many are in it
    chosen   INTEGER NOT NULL,           -- how many are drawn
    due      INTEGER NOT NULL,           -- until then numbers are asked for, or opened
    instance INTEGER NOT NULL,           -- of the process that has the numbers in its memory
    hash     BLOB NOT NULL,              -- of the house's own number, which is used when too few homes gave one
    opened   TEXT NOT NULL DEFAULT '',
    after    INTEGER NOT NULL DEFAULT 0  -- the draw in whose place this one came
) STRICT;
CREATE INDEX draw_by_act ON draw (act);
CREATE INDEX draw_going ON draw (id) WHERE state < 2;
CREATE TABLE draw_pool (
    draw   INTEGER NOT NULL REFERENCES draw,
    number INTEGER NOT NULL, -- from 1
    member INTEGER NOT NULL,
    PRIMARY KEY (draw, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE draw_number ( -- what a home gave
    draw      INTEGER NOT NULL REFERENCES draw,
    place     INTEGER NOT NULL, -- from 1
    member    INTEGER NOT NULL,
    household INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    opened    TEXT NOT NULL DEFAULT '',
    from_memory INTEGER NOT NULL DEFAULT 0, -- 1: she did not open it; the house had it in its memory
    PRIMARY KEY (draw, place)
) STRICT, WITHOUT ROWID;

INSERT INTO retention VALUES ('report', 2592000, 'a report that no moderator answered: 30 days');
INSERT INTO retention VALUES ('act-words', 31536000, 'what moderators, authors and panels wrote about an act: 12 months');
INSERT INTO retention VALUES ('draw', 31536000, 'who was in the pool of a lot, and who gave a number: 12 months');
