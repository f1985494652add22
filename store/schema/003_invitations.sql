-- Joining by invitation, and who greets a newcomer (RULES 1.1, 1.2). When its row is removed, nobody knows any more who
-- invited a member.

CREATE TABLE invitation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    code    BLOB NOT NULL UNIQUE,           -- BLAKE2b-256 of the code. The code itself stands only on the card
    home    TEXT NOT NULL COLLATE NOCASE,   -- text, because a home that is new to the house has no row yet
    inviter INTEGER NOT NULL,               -- 0: the operator, in founding time
    made    INTEGER NOT NULL,
    second  INTEGER NOT NULL DEFAULT 0,     -- the member of a second home who said yes
    joined  INTEGER NOT NULL DEFAULT 0      -- the member who came in with it; 0: nobody yet
) STRICT;
CREATE INDEX invitation_by_inviter ON invitation (inviter, made);

CREATE TABLE greeter ( -- who meets a newcomer
    member  INTEGER PRIMARY KEY REFERENCES member,
    greeter INTEGER NOT NULL REFERENCES member,
    since   INTEGER NOT NULL
) STRICT;
CREATE INDEX greeter_by_greeter ON greeter (greeter);

INSERT INTO retention VALUES ('invitation', 7776000, 'who invited whom, and who greeted whom: 90 days');

-- Founding time ends when the tenth home is in, and does not begin again (RULES 1.2).
INSERT INTO house (name, value)
    SELECT 'founded', min(joined) FROM member WHERE gone = 0 GROUP BY household ORDER BY min(joined) LIMIT 1 OFFSET 9;
