-- Caucuses that people found for themselves (RULES 1.0). To everybody else a caucus answers as if there were none, so two
-- of them may have the same short name: a refusal would tell that there is one.
DROP INDEX unit_by_slug;
CREATE UNIQUE INDEX unit_by_slug ON unit (slug) WHERE kind <> 2; -- 2: a caucus
CREATE INDEX caucus_by_slug ON unit (slug) WHERE kind = 2;
CREATE INDEX caucus_by_parent ON unit (parent) WHERE kind = 2;

-- A question that people of a caucus, or of one that is being founded, answer: yes or no. After 14 days it is gone.
CREATE TABLE caucus_call (
    id    INTEGER PRIMARY KEY AUTOINCREMENT, -- typed in commands, so a number is never given twice
    kind  INTEGER NOT NULL,           -- 0 shall it be founded, 1 shall somebody be taken in, 2 shall it be closed
    unit  INTEGER NOT NULL REFERENCES unit, -- 0: whose people found it; else the caucus
    name  TEXT    NOT NULL,           -- of what is to be founded; else ''
    by    INTEGER NOT NULL REFERENCES member,
    about INTEGER NOT NULL DEFAULT 0, -- 1: who shall be taken in
    at    INTEGER NOT NULL
) STRICT;
CREATE INDEX caucus_call_by_unit ON caucus_call (unit);
CREATE INDEX caucus_call_by_about ON caucus_call (about) WHERE about <> 0;

CREATE TABLE caucus_word (
    call   INTEGER NOT NULL REFERENCES caucus_call ON DELETE CASCADE,
    member INTEGER NOT NULL REFERENCES member,
    word   INTEGER NOT NULL,          -- 0 she was asked, 1 yes, 2 no
    at     INTEGER NOT NULL,
    PRIMARY KEY (call, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX caucus_word_by_member ON caucus_word (member);

-- Which caucus a woman of this unit wants to be its women's caucus: by name, since she may not know whether it is there.
CREATE TABLE womens_confirmation (
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    name   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (unit, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE womens_caucus (
    unit   INTEGER PRIMARY KEY REFERENCES unit,
    caucus INTEGER NOT NULL UNIQUE REFERENCES unit,
    since  INTEGER NOT NULL
) STRICT;

-- What its members say about a suspended "I am a woman", until more than half of them said the same.
CREATE TABLE claim_word (
    claimant INTEGER NOT NULL REFERENCES member,
    member   INTEGER NOT NULL REFERENCES member,
    stands   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (claimant, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_word_by_member ON claim_word (member);
