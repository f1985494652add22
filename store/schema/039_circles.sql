-- Reflection circles (RULES 6). What is said in one is in no table: it is in the memory of the process `ephemeral`.

CREATE TABLE circle (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    unit     INTEGER NOT NULL REFERENCES unit,
    short    INTEGER NOT NULL,           -- 1: a short circle (tekmil)
    quarrel  INTEGER NOT NULL,           -- 1: each is asked alone beforehand whether she would be afraid
    open     INTEGER NOT NULL,           -- 1: anybody of the unit may come; 0: only who is asked by name
    purpose  TEXT NOT NULL,
    prompts  TEXT NOT NULL,              -- one a line
    at       INTEGER NOT NULL,           -- when it begins
    opens    INTEGER NOT NULL,           -- then it is settled whether it takes place, and people come in
    people   INTEGER NOT NULL,           -- places; once it is over: how many were in
    caller   INTEGER NOT NULL,           -- 0 once it is over
    keeper_a INTEGER NOT NULL DEFAULT 0, -- 0: nobody yet
    keeper_b INTEGER NOT NULL DEFAULT 0,
    state    INTEGER NOT NULL DEFAULT 0, -- enum circle_state
    instance INTEGER NOT NULL DEFAULT 0, -- of the process that holds it, or holds the answers of those who are afraid
    why      INTEGER NOT NULL DEFAULT 0, -- enum ring_why, once it is over
    ended    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX circle_by_unit ON circle (unit, at);
CREATE INDEX circle_going ON circle (opens) WHERE state <= 1;

CREATE TABLE circle_person ( -- emptied when it is over, but for those who may read its next steps, or must be told
    circle INTEGER NOT NULL REFERENCES circle,
    member INTEGER NOT NULL REFERENCES member,
    state  INTEGER NOT NULL,           -- enum circle_answer
    at     INTEGER NOT NULL,           -- when she said so: the waiting list goes by it
    told   INTEGER NOT NULL DEFAULT 0, -- 1: she read how it ended
    PRIMARY KEY (circle, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX circle_person_by_member ON circle_person (member, circle);

CREATE TABLE circle_step ( -- to which everybody named in it said yes; only who was in reads it
    id     INTEGER PRIMARY KEY,
    circle INTEGER NOT NULL REFERENCES circle,
    words  TEXT NOT NULL,
    day    INTEGER NOT NULL -- of its date
) STRICT;
CREATE INDEX circle_step_by_circle ON circle_step (circle);
CREATE TABLE circle_step_of (
    step   INTEGER NOT NULL REFERENCES circle_step,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (step, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX circle_step_by_member ON circle_step_of (member);

CREATE TABLE circle_prompt ( -- the library of the unit, which it edits
    id    INTEGER PRIMARY KEY,
    unit  INTEGER NOT NULL REFERENCES unit,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX circle_prompt_by_unit ON circle_prompt (unit);

INSERT INTO retention VALUES ('circle-steps', 2592000, 'next steps of a circle: 30 days after their date');
INSERT INTO retention VALUES ('circle-told', 604800, 'who is to be told how a circle ended: 7 days');
