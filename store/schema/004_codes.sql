-- Paper codes (RULES 1.4): a printed list of thirty codes, each good once, after the password.
--
-- A code has 60 random bits. Nobody finds it by trying, so a cheap hash with a key is enough. Argon2 is for passwords
-- that people choose; here it would only cost the house 64 MiB for each of thirty guesses.

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
