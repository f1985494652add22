-- Paper codes (RULES 1.4): a printed list of thirty codes, each good once, after the password.
--
-- A code has 60 random bits, so that nobody finds it by trying and a cheap keyed hash is enough: argon2, which makes up
-- for passwords that people choose, would only let thirty guesses cost the house thirty times 64 MiB.

CREATE TABLE paper_list (
    member INTEGER PRIMARY KEY REFERENCES member,
    made   INTEGER NOT NULL,
    salt   BLOB NOT NULL -- the key of the list's hashes
) STRICT;

CREATE TABLE paper_code (
    member INTEGER NOT NULL REFERENCES paper_list,
    number INTEGER NOT NULL, -- as printed, from 1
    hash   BLOB,             -- null once it was used
    used   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (member, number)
) STRICT, WITHOUT ROWID;
