-- From where a member came in, under keys that lie outside this file (RULES 1.5, 1.11, 1.12). An address has so few
-- forms that its hash without a key is found in seconds: what stands here so far goes.

DROP TABLE known_source;
CREATE TABLE known_source (
    id      INTEGER PRIMARY KEY,
    member  INTEGER NOT NULL REFERENCES member,
    place   BLOB NOT NULL, -- BLAKE2b-256 of source and member, under a key made of keys/source_key
    last    INTEGER NOT NULL,
    private INTEGER NOT NULL DEFAULT 0, -- she said, after a paper code, that the computer there is hers alone
    UNIQUE (member, place)
) STRICT;
CREATE INDEX known_source_by_time ON known_source (last);
UPDATE retention SET words = 'from where you came in, as a hash under a key: 30 days' WHERE name = 'source';

-- Her last log-ins are shown to her: sealed under another key of the same file.
UPDATE login SET source = '';
ALTER TABLE login ADD COLUMN place   TEXT NOT NULL DEFAULT '';   -- as above, in digits; '' once the address is forgotten
ALTER TABLE login ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0; -- its line dropped: it did not log out

-- A handle that is or was somebody's. 1: under the key of keys/handle_key; the caretaker wraps what is not.
ALTER TABLE handle_taken ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;

-- Look-alikes are reckoned by more letters now. The caretaker makes the skeletons anew from the names (store/handle.h);
-- two who are one by the new reckoning both stay.
CREATE TABLE handle_of_all (
    skeleton BLOB NOT NULL,
    member   INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (skeleton, member)
) STRICT, WITHOUT ROWID;
INSERT INTO handle_of_all SELECT skeleton, member FROM handle_of;
DROP TABLE handle_of;
ALTER TABLE handle_of_all RENAME TO handle_of;
CREATE INDEX handle_of_by_member ON handle_of (member);
