-- The house, its people, how they log in, and the book. Names, texts and salts are in tables of their own. They can be
-- removed there (RULES 1.12), and the book can still be checked.

CREATE TABLE house (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
    id     INTEGER PRIMARY KEY,
    uid    TEXT NOT NULL UNIQUE,
    kind   INTEGER NOT NULL,
    parent INTEGER REFERENCES unit,
    name   TEXT NOT NULL,
    made   INTEGER NOT NULL
) STRICT;

CREATE TABLE household (
    id    INTEGER PRIMARY KEY,
    label TEXT NOT NULL UNIQUE COLLATE NOCASE -- a block and a number, "C 14"; never a street address
) STRICT;

CREATE TABLE member (
    id        INTEGER PRIMARY KEY AUTOINCREMENT, -- AUTOINCREMENT: a deleted member's number is not used again
    uid       TEXT NOT NULL UNIQUE,
    household INTEGER REFERENCES household,
    joined    INTEGER NOT NULL,
    gone      INTEGER NOT NULL DEFAULT 0, -- when she left; 0: she is still a member
    floor     INTEGER NOT NULL DEFAULT 0  -- posts up to this one count as read (RULES 1.1)
) STRICT;

CREATE TABLE member_name ( -- emptied when she leaves
    member INTEGER PRIMARY KEY REFERENCES member,
    handle TEXT NOT NULL
) STRICT;

CREATE TABLE handle_taken ( -- never removed, so no handle is used again (RULES 1.5). A hash, which names nobody
    skeleton BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE handle_of ( -- finds a member by the handle that is typed; removed when she leaves
    skeleton BLOB PRIMARY KEY,
    member   INTEGER NOT NULL REFERENCES member
) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
    member INTEGER NOT NULL REFERENCES member,
    unit   INTEGER NOT NULL REFERENCES unit,
    since  INTEGER NOT NULL,
    PRIMARY KEY (member, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_unit ON membership (unit, member);

CREATE TABLE seat ( -- a task, given for a term (RULES 5.5)
    id     INTEGER PRIMARY KEY,
    unit   INTEGER NOT NULL REFERENCES unit,
    member INTEGER NOT NULL REFERENCES member,
    name   TEXT NOT NULL,
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL
) STRICT;
CREATE INDEX seat_by_member ON seat (member);

CREATE TABLE password (
    member INTEGER PRIMARY KEY REFERENCES member,
    hash   TEXT NOT NULL,
    due    INTEGER NOT NULL DEFAULT 0, -- 1: somebody else set it. She changes it at the first log-in (RULES 1.4)
    set_at INTEGER NOT NULL
) STRICT;

CREATE TABLE key (
    id      INTEGER PRIMARY KEY,
    member  INTEGER NOT NULL REFERENCES member,
    blob    BLOB NOT NULL,
    type    TEXT NOT NULL,
    comment TEXT NOT NULL,
    added   INTEGER NOT NULL,
    UNIQUE (member, blob)
) STRICT;

CREATE TABLE setting (
    member INTEGER NOT NULL REFERENCES member,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE presence (
    member INTEGER PRIMARY KEY REFERENCES member,
    seen   INTEGER NOT NULL,
    there  INTEGER NOT NULL
) STRICT;

CREATE TABLE login ( -- kept 7 days
    id     INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    source TEXT NOT NULL,
    method TEXT NOT NULL
) STRICT;
CREATE INDEX login_by_time ON login (at);
CREATE INDEX login_by_member ON login (member, at);

CREATE TABLE ledger ( -- the book. Rows are only added
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    unit    INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    thread  INTEGER NOT NULL,
    actor   INTEGER NOT NULL,
    seen_by INTEGER NOT NULL,
    digest  BLOB,          -- salted hash of the text that the entry is about
    data    TEXT NOT NULL, -- small JSON of numbers
    entry   BLOB NOT NULL, -- BLAKE2b-256 of the entry's salt and its canonical form
    head    BLOB NOT NULL  -- BLAKE2b-256 of the head before it and of `entry`
) STRICT;
CREATE INDEX ledger_by_thread ON ledger (thread, seq) WHERE thread <> 0;

CREATE TABLE ledger_salt ( -- can be removed. Then nobody can guess the entry, and the chain of hashes is still complete
    seq  INTEGER PRIMARY KEY REFERENCES ledger,
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE notice ( -- tells one member that a letter came. This is private and never in the book
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    member  INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_by_member ON notice (member, seq);

CREATE TABLE retention ( -- RULES 1.12: how long each kind of data is kept. forget.c reads it
    name    TEXT PRIMARY KEY,
    seconds INTEGER NOT NULL,
    words   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO retention VALUES
    ('login', 604800, 'log-in addresses: 7 days'),
    ('version', 86400, 'old versions and withdrawn text: 24 hours'),
    ('letter', 7776000, 'letters: 90 days, unless kept'),
    ('notice', 604800, 'notices of letters: 7 days');

CREATE TABLE erased ( -- what was removed and when. It is removed again from a restored backup
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    row  INTEGER NOT NULL,
    at   INTEGER NOT NULL
) STRICT;
