-- Joining by invitation, and who greets whom (RULES 1.1, 1.2). Who invited whom is forgotten with its row.

CREATE TABLE invitation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    code    BLOB NOT NULL UNIQUE,           -- BLAKE2b-256 of the code, which is on the card alone
    home    TEXT NOT NULL COLLATE NOCASE,   -- a label: a home new to the house has no row yet
    inviter INTEGER NOT NULL,               -- 0: the operator, in founding time
    made    INTEGER NOT NULL,
    second  INTEGER NOT NULL DEFAULT 0,     -- who said yes, of a second home
    joined  INTEGER NOT NULL DEFAULT 0      -- the member it made; 0: nobody yet
) STRICT;
CREATE INDEX invitation_by_inviter ON invitation (inviter, made);

CREATE TABLE greeter ( -- who meets a newcomer
    member  INTEGER PRIMARY KEY REFERENCES member,
    greeter INTEGER NOT NULL REFERENCES member,
    since   INTEGER NOT NULL
) STRICT;
CREATE INDEX greeter_by_greeter ON greeter (greeter);

INSERT INTO retention VALUES ('invitation', 7776000, 'who invited whom, and who greeted whom: 90 days');

-- Founding time is over when the tenth home is in, and stays so (RULES 1.2).
INSERT INTO house (name, value)
    SELECT 'founded', min(joined) FROM member WHERE gone = 0 GROUP BY household ORDER BY min(joined) LIMIT 1 OFFSET 9;
