-- Rotas and the lending shelf (RULES 8.1). A day is the number of days since 1970-01-01, by the local calendar.

CREATE TABLE rota (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    unit     INTEGER NOT NULL REFERENCES unit,
    starter  INTEGER NOT NULL, -- a member; 0 once she left
    made     INTEGER NOT NULL,
    hands    INTEGER NOT NULL, -- that each day needs
    weekdays INTEGER NOT NULL, -- bit 0: Sunday; 0: named dates, in rota_date
    minutes  INTEGER NOT NULL, -- after midnight; -1: no time
    closed   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rota_by_unit ON rota (unit, closed);

CREATE TABLE rota_text (
    rota    INTEGER PRIMARY KEY REFERENCES rota,
    task    TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE TABLE rota_date (
    rota INTEGER NOT NULL REFERENCES rota,
    day  INTEGER NOT NULL,
    PRIMARY KEY (rota, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE rota_hand ( -- a member who signed up for a day
    rota   INTEGER NOT NULL REFERENCES rota,
    day    INTEGER NOT NULL,
    member INTEGER NOT NULL REFERENCES member,
    first  INTEGER NOT NULL, -- 1: she says that it is her first time
    at     INTEGER NOT NULL,
    PRIMARY KEY (rota, day, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX rota_hand_by_member ON rota_hand (member, day);

CREATE TABLE rota_swap ( -- she asks others to take her day. It stays hers until somebody takes it
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    rota   INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    member INTEGER NOT NULL,
    asked  INTEGER NOT NULL, -- a member; 0: everybody
    at     INTEGER NOT NULL,
    UNIQUE (rota, day, member),
    FOREIGN KEY (rota, day, member) REFERENCES rota_hand ON DELETE CASCADE
) STRICT;
CREATE INDEX rota_swap_by_asked ON rota_swap (asked);

CREATE TABLE thing ( -- on the lending shelf
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uid    TEXT NOT NULL UNIQUE,
    unit   INTEGER NOT NULL REFERENCES unit,
    keeper INTEGER NOT NULL REFERENCES member,
    made   INTEGER NOT NULL,
    gone   INTEGER NOT NULL DEFAULT 0 -- taken from the shelf
) STRICT;
CREATE INDEX thing_by_unit ON thing (unit, gone);
CREATE INDEX thing_by_keeper ON thing (keeper, gone);

CREATE TABLE thing_text ( -- emptied when it is taken from the shelf
    thing   INTEGER PRIMARY KEY REFERENCES thing,
    line    TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE TABLE loan ( -- a loan is asked for, then lent, then brought back
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    thing    INTEGER NOT NULL REFERENCES thing,
    borrower INTEGER NOT NULL REFERENCES member,
    until    INTEGER NOT NULL, -- a day
    asked    INTEGER NOT NULL,
    lent     INTEGER NOT NULL DEFAULT 0,
    back     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX loan_out ON loan (thing) WHERE lent <> 0 AND back = 0; -- only one person has a thing at a time
CREATE UNIQUE INDEX loan_asked ON loan (thing, borrower) WHERE lent = 0;
CREATE INDEX loan_by_borrower ON loan (borrower, back);

INSERT INTO retention VALUES
    ('rota', 7776000, 'who was on which day of a rota: 90 days'),
    ('loan', 7776000, 'who borrowed what: 90 days after it is back');
