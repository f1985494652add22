-- Caucuses (RULES 1.0). For people outside there is no such caucus. So two caucuses may have the same short name: a
-- refusal would tell that one exists.
DROP INDEX unit_by_slug;
CREATE UNIQUE INDEX unit_by_slug ON unit (slug) WHERE kind <> 2; -- 2: a caucus
CREATE INDEX caucus_by_slug ON unit (slug) WHERE kind = 2;
CREATE INDEX caucus_by_parent ON unit (parent) WHERE kind = 2;

-- A question to the members of a caucus, or to the people who found one. They answer yes or no. It ends after 14 days.
CREATE TABLE caucus_call (
    id    INTEGER PRIMARY KEY AUTOINCREMENT, -- people type this number, so it is not used again
    kind  INTEGER NOT NULL,           -- the question: 0 found it, 1 take somebody in, 2 close it
    unit  INTEGER NOT NULL REFERENCES unit, -- for kind 0 the unit whose members found it; else the caucus
    name  TEXT    NOT NULL,           -- of the caucus to be founded; else ''
    by    INTEGER NOT NULL REFERENCES member,
    about INTEGER NOT NULL DEFAULT 0, -- for kind 1 the member to be taken in
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

-- Which caucus a woman of this unit wants as its women's caucus. It is a name, because she may not know whether such a
-- caucus exists.
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

-- What members of the women's caucus say about a suspended "I am a woman", until more than half of them agree.
CREATE TABLE claim_word (
    claimant INTEGER NOT NULL REFERENCES member,
    member   INTEGER NOT NULL REFERENCES member,
    stands   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (claimant, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_word_by_member ON claim_word (member);
