-- The addresses from which a member logged in this month. There she never waits because of other people's guesses
-- (RULES 1.11). Each row has its own salt, so that nobody sees that two members share an address.

CREATE TABLE known_source (
    id     INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES member,
    salt   BLOB NOT NULL,
    source BLOB NOT NULL, -- BLAKE2b-256 of salt and address without its last part
    last   INTEGER NOT NULL
) STRICT;
CREATE INDEX known_source_by_member ON known_source (member, last);
CREATE INDEX known_source_by_time ON known_source (last);

INSERT INTO retention VALUES ('source', 2592000, 'from where you came in, as a salted hash: 30 days');
