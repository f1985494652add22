-- People without a device (RULES 1.8): who they are, what was written in their names, and who wrote it (the hand).

CREATE TABLE hand_person ( -- a person who is not confirmed yet. She is no member and is not counted
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    handle TEXT NOT NULL,
    home   TEXT NOT NULL COLLATE NOCASE, -- text, because a home that is new to the house has no row yet
    adder  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX hand_person_by_adder ON hand_person (adder, at);

CREATE TABLE hand_member ( -- a member without a device. Others write for her as long as she has no key and no password
    member    INTEGER PRIMARY KEY REFERENCES member,
    adder     INTEGER NOT NULL, -- 0: forgotten
    confirmer INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT;

CREATE TABLE hand_word ( -- a text or act in her name
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member       INTEGER NOT NULL REFERENCES member,
    hand         INTEGER NOT NULL REFERENCES member,
    kind         TEXT NOT NULL,              -- 'post', 'ask', 'offer', 'answer'
    subject      INTEGER NOT NULL,           -- of that kind
    at           INTEGER NOT NULL,
    confirmed_by INTEGER NOT NULL DEFAULT 0, -- a member of a third home: not the hand's and not hers
    confirmed_at INTEGER NOT NULL DEFAULT 0,
    struck_by    INTEGER NOT NULL DEFAULT 0, -- because she said so
    struck_at    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX hand_word_by_member ON hand_word (member, id);
CREATE INDEX hand_word_by_hand ON hand_word (hand, id);
CREATE INDEX hand_word_waiting ON hand_word (id) WHERE confirmed_by = 0 AND struck_by = 0;

-- A draft belongs to the member who typed it. `written_for` is the person in whose name it will be sent (0: herself).
CREATE TABLE draft_by_hand (
    member      INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    target      INTEGER NOT NULL,
    written_for INTEGER NOT NULL DEFAULT 0, -- stands early: SQLite 3.40 checks such a table by its columns' order
    at          INTEGER NOT NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (member, place, target, written_for)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_by_hand (member, place, target, at, title, body) SELECT member, place, target, at, title, body FROM draft;
DROP TABLE draft;
ALTER TABLE draft_by_hand RENAME TO draft;

-- 1: after a paper code she said that nobody else uses this computer. No code is asked for there (RULES 1.4, 1.6).
ALTER TABLE known_source ADD COLUMN private INTEGER NOT NULL DEFAULT 0;

CREATE TABLE shell_act ( -- what a steward did to her account from the shell. Her home screen shows it (RULES 1.10)
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member,
    kind   TEXT NOT NULL, -- 'password', 'task', 'unit'
    detail TEXT NOT NULL, -- which task or unit
    at     INTEGER NOT NULL,
    seen   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX shell_act_by_member ON shell_act (member, seen);
INSERT INTO retention VALUES ('shell', 2592000, 'what a steward did to you from the shell: 30 days');
