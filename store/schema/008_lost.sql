-- A lost password (RULES 1.9): who may vouch for her at once, what is asked in her name, and what follows.

CREATE TABLE voucher ( -- chosen beforehand
    member  INTEGER NOT NULL REFERENCES member,
    voucher INTEGER NOT NULL REFERENCES member,
    since   INTEGER NOT NULL,
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE lost ( -- a new password was asked for in her name
    member   INTEGER PRIMARY KEY REFERENCES member,
    begun    INTEGER NOT NULL,
    begun_by INTEGER NOT NULL, -- a member; 0: the steward
    hash     TEXT,             -- of the password that waits; null once she stopped it
    stopped  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE vouched (
    member  INTEGER NOT NULL REFERENCES lost ON DELETE CASCADE,
    voucher INTEGER NOT NULL REFERENCES member,
    at      INTEGER NOT NULL,
    code    INTEGER NOT NULL, -- 1: with one of her paper codes
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE restored ( -- her password was set anew so: for some days her account may not do all
    member INTEGER PRIMARY KEY REFERENCES member,
    at     INTEGER NOT NULL
) STRICT;

CREATE TABLE restored_said ( -- somebody of her caucus says that it is she
    member INTEGER NOT NULL REFERENCES restored ON DELETE CASCADE,
    mate   INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (member, mate)
) STRICT, WITHOUT ROWID;

INSERT INTO retention VALUES
    ('lost', 1209600, 'requests for a lost password: 14 days'),
    ('restored', 604800, 'what an account may not do after a lost password: 7 days');
