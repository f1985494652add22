-- A lost password (RULES 1.9): who may vouch for a member, requests in her name, and what her account may not do after.

CREATE TABLE voucher ( -- chosen beforehand
    member  INTEGER NOT NULL REFERENCES member,
    voucher INTEGER NOT NULL REFERENCES member,
    since   INTEGER NOT NULL,
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE lost ( -- a request for a new password for this member
    member   INTEGER PRIMARY KEY REFERENCES member,
    begun    INTEGER NOT NULL,
    begun_by INTEGER NOT NULL, -- a member; 0: the steward
    hash     TEXT,             -- of the new password; null after she stopped the request
    stopped  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE vouched (
    member  INTEGER NOT NULL REFERENCES lost ON DELETE CASCADE,
    voucher INTEGER NOT NULL REFERENCES member,
    at      INTEGER NOT NULL,
    code    INTEGER NOT NULL, -- 1: with one of her paper codes
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;

CREATE TABLE restored ( -- she got a new password in this way. For some days her account has fewer rights
    member INTEGER PRIMARY KEY REFERENCES member,
    at     INTEGER NOT NULL
) STRICT;

CREATE TABLE restored_said ( -- a member of her caucus confirmed that it is really she
    member INTEGER NOT NULL REFERENCES restored ON DELETE CASCADE,
    mate   INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (member, mate)
) STRICT, WITHOUT ROWID;

INSERT INTO retention VALUES
    ('lost', 1209600, 'requests for a lost password: 14 days'),
    ('restored', 604800, 'what an account may not do after a lost password: 7 days');
