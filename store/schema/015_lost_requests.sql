-- A lost password (RULES 1.9): up to three requests at the same time. An older request has no digits that a voucher
-- could type. So it ends with this step, the member is told, and she begins again.

CREATE TABLE lost_request ( -- a request for a new password for this member
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    member   INTEGER NOT NULL REFERENCES member,
    begun    INTEGER NOT NULL,
    begun_by INTEGER NOT NULL, -- a member; 0: the steward
    hash     TEXT,             -- of the password that waits; null once the request ended
    salt     BLOB,             -- of the six digits. Only the member who began the request saw them
    digits   BLOB,             -- hash of the digits
    ended    INTEGER NOT NULL DEFAULT 0,
    how      INTEGER NOT NULL DEFAULT 0 -- enum lost_end
) STRICT;
CREATE INDEX lost_request_by_member ON lost_request (member);

INSERT INTO lost_request (member, begun, begun_by, ended, how)
    SELECT member, begun, begun_by, CASE WHEN hash IS NULL THEN stopped ELSE max(begun, unixepoch()) END,
           CASE WHEN hash IS NULL THEN 1 ELSE 3 END FROM lost;
DROP TABLE vouched;
DROP TABLE lost;

CREATE TABLE lost_vouch ( -- one row for each voucher: the request whose digits she typed last
    member  INTEGER NOT NULL REFERENCES member,
    voucher INTEGER NOT NULL REFERENCES member,
    request INTEGER NOT NULL REFERENCES lost_request ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    code    INTEGER NOT NULL, -- 1: with one of her paper codes
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;
CREATE INDEX lost_vouch_by_request ON lost_vouch (request);

CREATE TABLE lost_wrong ( -- how often somebody typed wrong digits for her
    member  INTEGER NOT NULL REFERENCES member,
    voucher INTEGER NOT NULL REFERENCES member,
    tries   INTEGER NOT NULL,
    first   INTEGER NOT NULL, -- when the count began
    PRIMARY KEY (member, voucher)
) STRICT, WITHOUT ROWID;

-- 1: a steward set the password from the shell in founding time, and not neighbours
ALTER TABLE restored ADD COLUMN by_shell INTEGER NOT NULL DEFAULT 0;

CREATE TABLE draft_shut ( -- drafts that are older than a restored password. They stay closed as long as old letters do
    id          INTEGER PRIMARY KEY,
    member      INTEGER NOT NULL REFERENCES member,
    place       INTEGER NOT NULL,
    target      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    written_for INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_shut_by_member ON draft_shut (member);
INSERT INTO draft_shut (member, place, target, at, title, body, written_for)
    SELECT d.member, d.place, d.target, d.at, d.title, d.body, d.written_for FROM draft d
    JOIN restored r ON r.member = d.member WHERE d.at < r.at;
DELETE FROM draft WHERE EXISTS (SELECT 1 FROM restored r WHERE r.member = draft.member AND draft.at < r.at);

-- What a steward did from the shell stays on the member's home screen until she has read it.
UPDATE retention SET words = 'what a steward did to you from the shell: 30 days after you read it' WHERE name = 'shell';
