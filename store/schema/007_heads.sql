-- What the house said its book was, once a day: who writes the past anew cannot say it again without the house's key.

CREATE TABLE signed_head (
    seq       INTEGER PRIMARY KEY REFERENCES ledger, -- the last entry then
    at        INTEGER NOT NULL,
    head      BLOB NOT NULL,
    house     BLOB NOT NULL, -- the public key that it was signed with
    signature BLOB NOT NULL  -- Ed25519
) STRICT;
CREATE INDEX signed_head_by_time ON signed_head (at);
