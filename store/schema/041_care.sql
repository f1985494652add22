-- Care (RULES 6.6), quarrels and harm (6.7), and what somebody learns of a task (8.3).

CREATE TABLE checkin ( -- how somebody is; only those she named see it, for 7 days
    member INTEGER PRIMARY KEY REFERENCES member,
    word   INTEGER NOT NULL, -- enum care_word
    words  TEXT NOT NULL,    -- her own, or ''
    at     INTEGER NOT NULL
) STRICT;
CREATE TABLE checkin_to (
    member INTEGER NOT NULL REFERENCES checkin,
    other  INTEGER NOT NULL REFERENCES member,
    read   INTEGER NOT NULL DEFAULT 0, -- 1: home tells of it no more
    PRIMARY KEY (member, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX checkin_to_other ON checkin_to (other);

CREATE TABLE care_visit ( -- "I would like a visit": only the greeter of her block and the keepers see it
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    words  TEXT NOT NULL,
    at     INTEGER NOT NULL,
    comes  INTEGER NOT NULL DEFAULT 0 -- the member who said "I come"
) STRICT;
CREATE INDEX care_visit_by_unit ON care_visit (unit);
CREATE INDEX care_visit_by_member ON care_visit (member);

CREATE TABLE care_silence ( -- somebody who agreed to it was silent for 14 days: her greeter hears of it, once
    member  INTEGER PRIMARY KEY REFERENCES member,
    unit    INTEGER NOT NULL REFERENCES unit,
    greeter INTEGER NOT NULL, -- 0: there was none
    at      INTEGER NOT NULL,
    read    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX care_silence_by_greeter ON care_silence (greeter);

CREATE TABLE care_listen ( -- a quarrel of two: whether both want two listeners
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    unit   INTEGER NOT NULL REFERENCES unit,
    asker  INTEGER NOT NULL REFERENCES member,
    other  INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,             -- asked; with both yeses: answered
    state  INTEGER NOT NULL DEFAULT 0,   -- enum care_listen_state
    one    INTEGER NOT NULL DEFAULT 0,   -- the listeners
    two    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX care_listen_by_asker ON care_listen (asker);
CREATE INDEX care_listen_by_other ON care_listen (other);
CREATE INDEX care_listen_by_unit ON care_listen (unit);

-- What somebody keeps who was harmed, once for each person who reads it. No row names a member, and none leads to
-- another: `tag` comes of a member's phrase. All boxes have one size.
CREATE TABLE harm_seat (
    id    BLOB PRIMARY KEY,
    tag   BLOB NOT NULL UNIQUE,
    key   BLOB NOT NULL,   -- the secret half of a key, under the phrase
    box   BLOB NOT NULL,   -- sealed to that key
    month INTEGER NOT NULL -- of the last change, so that it is forgotten one day
) STRICT, WITHOUT ROWID;

CREATE TABLE harm_line ( -- a line that she allowed on somebody's home screen, in words of her choice
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member,
    day    INTEGER NOT NULL,
    words  TEXT NOT NULL
) STRICT;
CREATE INDEX harm_line_by_member ON harm_line (member);

CREATE TABLE care_ready ( -- members of a women's caucus whom whoever was harmed may name
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (unit, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_ready_by_member ON care_ready (member);

CREATE TABLE learner ( -- the learner's chair of a task
    unit   INTEGER NOT NULL REFERENCES unit,
    name   TEXT NOT NULL,
    member INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    PRIMARY KEY (unit, name, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX learner_by_member ON learner (member);

CREATE TABLE teller ( -- after a meeting: who is asked what helped, what hurt, what to try
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    chair   INTEGER NOT NULL REFERENCES member,
    at      INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX teller_by_member ON teller (member);
CREATE TABLE told ( -- what they said. No name: only whoever chaired reads it
    id      BLOB PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES meeting,
    chair   INTEGER NOT NULL REFERENCES member,
    helped  TEXT NOT NULL,
    hurt    TEXT NOT NULL,
    try     TEXT NOT NULL,
    at      INTEGER NOT NULL,          -- of the meeting's end
    read    INTEGER NOT NULL DEFAULT 0 -- 1: home tells of it no more
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_chair ON told (chair);

INSERT INTO retention VALUES ('checkin', 604800, 'how somebody is: 7 days');
INSERT INTO retention VALUES ('visit', 1209600, 'a visit that was asked for: 14 days');
INSERT INTO retention VALUES ('listen', 2592000, 'who listens to whom in a quarrel: 30 days');
INSERT INTO retention VALUES ('harm', 31536000, 'what somebody keeps under a phrase of hers: a year after the last change');
INSERT INTO retention VALUES ('learner', 7776000, 'who learns a task: 90 days');
INSERT INTO retention VALUES ('told', 1209600, 'what was told to whoever chaired: 14 days');

-- Only those who agreed that their greeter hears of their silence.
CREATE INDEX setting_silence ON setting (member) WHERE name = 'silence' AND value = 'yes';
