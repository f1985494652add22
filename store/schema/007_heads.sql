-- Once a day the house signs the head of its book. Whoever changes the past cannot sign again without the house's key.

CREATE TABLE signed_head (
    seq       INTEGER PRIMARY KEY REFERENCES ledger, -- the last entry at that time
    at        INTEGER NOT NULL,
    head      BLOB NOT NULL,
    house     BLOB NOT NULL, -- the public key that it was signed with
    signature BLOB NOT NULL  -- Ed25519
) STRICT;
CREATE INDEX signed_head_by_time ON signed_head (at);
