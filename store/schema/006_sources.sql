-- From where a member came in this month: there nobody's guessing is in her way (RULES 1.11). Each row has a salt of
-- its own, so that no two members can be seen to share an address.

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
