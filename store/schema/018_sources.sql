-- From where a member logged in, hashed with keys that are outside this file (RULES 1.5, 1.11, 1.12). There are so few
-- addresses that a hash without a key is found in seconds. So the old rows are removed.

DROP TABLE known_source;
CREATE TABLE known_source (
    id      INTEGER PRIMARY KEY,
    member  INTEGER NOT NULL REFERENCES member,
    place   BLOB NOT NULL, -- BLAKE2b-256 of source and member, with a key that is made from keys/source_key
    last    INTEGER NOT NULL,
    private INTEGER NOT NULL DEFAULT 0, -- 1: after a paper code she said that nobody else uses the computer there
    UNIQUE (member, place)
) STRICT;
CREATE INDEX known_source_by_time ON known_source (last);
UPDATE retention SET words = 'from where you came in, as a hash under a key: 30 days' WHERE name = 'source';

-- A member sees her last log-ins. They are sealed with another key of the same file.
UPDATE login SET source = '';
ALTER TABLE login ADD COLUMN place   TEXT NOT NULL DEFAULT '';   -- as in known_source; '' after it was forgotten
ALTER TABLE login ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0; -- 1: the line dropped, and she did not log out

-- A handle that somebody has or had. 1: it is hashed with the key in keys/handle_key. The caretaker does that for the
-- others.
ALTER TABLE handle_taken ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;

-- More letters count as look-alikes now. The caretaker makes the skeletons again from the names (store/handle.h). Two
-- members whose handles look alike by the new rule both keep them.
CREATE TABLE handle_of_all (
    skeleton BLOB NOT NULL,
    member   INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (skeleton, member)
) STRICT, WITHOUT ROWID;
INSERT INTO handle_of_all SELECT skeleton, member FROM handle_of;
DROP TABLE handle_of;
ALTER TABLE handle_of_all RENAME TO handle_of;
CREATE INDEX handle_of_by_member ON handle_of (member);
