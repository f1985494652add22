-- People without a device (RULES 1.8): who came in so, what was written in their names, and by whose hand.

CREATE TABLE hand_person ( -- told of, and not confirmed yet: no member, and not counted
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    handle TEXT NOT NULL,
    home   TEXT NOT NULL COLLATE NOCASE, -- a label: a home new to the house has no row yet
    adder  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX hand_person_by_adder ON hand_person (adder, at);

CREATE TABLE hand_member ( -- came in without a device; speaks by hand for as long as she has no way in of her own
    member    INTEGER PRIMARY KEY REFERENCES member,
    adder     INTEGER NOT NULL, -- 0: forgotten
    confirmer INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT;

CREATE TABLE hand_word ( -- what was written in her name
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member       INTEGER NOT NULL REFERENCES member,
    hand         INTEGER NOT NULL REFERENCES member,
    kind         TEXT NOT NULL,              -- 'post', 'ask', 'offer', 'answer'
    subject      INTEGER NOT NULL,           -- of that kind
    at           INTEGER NOT NULL,
    confirmed_by INTEGER NOT NULL DEFAULT 0, -- of another home than the hand's, and than hers
    confirmed_at INTEGER NOT NULL DEFAULT 0,
    struck_by    INTEGER NOT NULL DEFAULT 0, -- at her word
    struck_at    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX hand_word_by_member ON hand_word (member, id);
CREATE INDEX hand_word_by_hand ON hand_word (hand, id);
CREATE INDEX hand_word_waiting ON hand_word (id) WHERE confirmed_by = 0 AND struck_by = 0;

-- A draft is the hand's own; it remembers in whose name it was meant (0: her own).
CREATE TABLE draft_by_hand (
    member      INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    target      INTEGER NOT NULL,
    written_for INTEGER NOT NULL DEFAULT 0, -- among the first: SQLite 3.40 checks such a table by the columns' order
    at          INTEGER NOT NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (member, place, target, written_for)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_by_hand (member, place, target, at, title, body) SELECT member, place, target, at, title, body FROM draft;
DROP TABLE draft;
ALTER TABLE draft_by_hand RENAME TO draft;
