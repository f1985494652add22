-- Several communes in one house (RULES 1.0). What was the house's own, and belonged to its one street, is a unit's. The
-- runner has turned foreign keys off for this step, since tables that others refer to are made anew.

-- A short name, typed in --in and before a board's: letters a-z, digits and -. The step after this one in open.c makes
-- it of the name.
ALTER TABLE unit ADD COLUMN slug    TEXT    NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN founded INTEGER NOT NULL DEFAULT 0; -- when its tenth home came in; 0: founding time
ALTER TABLE unit ADD COLUMN closed  INTEGER NOT NULL DEFAULT 0; -- when its people closed it; 0: it goes on
UPDATE unit SET slug = '-' || id;
CREATE UNIQUE INDEX unit_by_slug ON unit (slug);
UPDATE unit SET founded = coalesce((SELECT CAST(value AS INTEGER) FROM house WHERE name = 'founded'), 0) WHERE id = 1;

-- Neighbours that the steward named, of units without a unit above them (RULES 3.7). Each pair stands twice.
CREATE TABLE unit_neighbour (
    unit      INTEGER NOT NULL REFERENCES unit,
    neighbour INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (unit, neighbour)
) STRICT, WITHOUT ROWID;

-- What a unit says of itself: 'now', 'help', 'blocks'.
CREATE TABLE unit_value (
    unit  INTEGER NOT NULL REFERENCES unit,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (unit, name)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_value SELECT 1, name, value FROM house WHERE name IN ('now', 'help', 'blocks');
DELETE FROM house WHERE name IN ('now', 'help', 'blocks', 'founded');

-- "C 14" of one street is not "C 14" of the next.
CREATE TABLE household_of_unit (
    id    INTEGER PRIMARY KEY,
    uid   TEXT NOT NULL UNIQUE,
    unit  INTEGER NOT NULL REFERENCES unit,
    label TEXT NOT NULL COLLATE NOCASE, -- a block and a number, "C 14"; never a street address
    UNIQUE (unit, label)
) STRICT;
WITH random (id, label, hex) AS (SELECT id, label, lower(hex(randomblob(16))) FROM household)
    INSERT INTO household_of_unit
    SELECT id, substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-4' || substr(hex, 14, 3) || '-a' || substr(hex, 18, 3)
        || '-' || substr(hex, 21, 12), 1, label FROM random;
DROP TABLE household;
ALTER TABLE household_of_unit RENAME TO household;

-- Two units' boards may have the same short name: `general`, and `second-street/general`.
CREATE TABLE board_of_unit (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    unit       INTEGER NOT NULL REFERENCES unit,
    slug       TEXT NOT NULL,
    title      TEXT NOT NULL,
    visibility INTEGER NOT NULL,          -- 0 unit, 1 confederation, 2 public; never changed, the search index holds it
    made       INTEGER NOT NULL,
    threads    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (unit, slug)
) STRICT;
INSERT INTO board_of_unit SELECT id, uid, unit, slug, title, visibility, made, threads FROM board;
DROP TABLE board;
ALTER TABLE board_of_unit RENAME TO board;

-- Into which street or workplace a card, a told person, a waiting one comes; and who meets her there.
ALTER TABLE invitation  ADD COLUMN unit INTEGER NOT NULL DEFAULT 1 REFERENCES unit;
ALTER TABLE hand_person ADD COLUMN unit INTEGER NOT NULL DEFAULT 1 REFERENCES unit;
ALTER TABLE at_door     ADD COLUMN unit INTEGER NOT NULL DEFAULT 1 REFERENCES unit;
CREATE TABLE greeter_of_unit (
    member  INTEGER NOT NULL REFERENCES member,
    unit    INTEGER NOT NULL REFERENCES unit,
    greeter INTEGER NOT NULL REFERENCES member,
    since   INTEGER NOT NULL,
    PRIMARY KEY (member, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO greeter_of_unit SELECT member, 1, greeter, since FROM greeter;
DROP TABLE greeter;
ALTER TABLE greeter_of_unit RENAME TO greeter;
CREATE INDEX greeter_by_greeter ON greeter (greeter);

-- The aid board of one commune is found as fast beside eleven others as alone.
DROP INDEX ask_open;
DROP INDEX ask_in_order;
DROP INDEX ask_by_time;
DROP INDEX offer_open;
CREATE INDEX ask_open     ON ask   (unit, kind, id) WHERE state = 0;
CREATE INDEX ask_in_order ON ask   (unit, urgency, -again, id) WHERE state <= 2;
CREATE INDEX ask_by_time  ON ask   (unit, asked);
CREATE INDEX offer_open   ON offer (unit, kind, id) WHERE state = 0;
CREATE INDEX offer_by_unit ON offer (unit, id) WHERE state = 0;
-- What is open of one member's own. Without these the planner reads all that is open in the house.
CREATE INDEX ask_of_member   ON ask   (member, ends) WHERE state = 0;
CREATE INDEX offer_of_member ON offer (member, ends) WHERE state = 0;

-- Answers to one member lie far apart among the posts of many communes: the index holds all that home asks of them.
DROP INDEX post_by_answered;
CREATE INDEX post_by_answered ON post (answered, id, thread, author, at, state) WHERE answered <> 0;

-- Whoever has a home in one commune is found among all members of the house; so are the boards that are not for one
-- unit alone, and the cards and told people of a home.
CREATE INDEX member_by_household  ON member (household);
CREATE INDEX board_by_slug        ON board (slug);
CREATE INDEX board_for_more       ON board (unit, id) WHERE visibility <> 0;
CREATE INDEX invitation_by_home   ON invitation (unit, home);
CREATE INDEX invitation_by_joined ON invitation (joined) WHERE joined <> 0;
CREATE INDEX hand_person_by_home  ON hand_person (unit, home);

-- Up to where she has seen each board.
CREATE TABLE aid_looked_there (
    member INTEGER NOT NULL REFERENCES member,
    unit   INTEGER NOT NULL REFERENCES unit,
    ask    INTEGER NOT NULL,
    offer  INTEGER NOT NULL,
    PRIMARY KEY (member, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO aid_looked_there SELECT member, 1, ask, offer FROM aid_looked;
DROP TABLE aid_looked;
ALTER TABLE aid_looked_there RENAME TO aid_looked;

-- A draft of something new belongs to the unit where it was begun.
UPDATE draft      SET target = 1 WHERE place IN (5, 6, 8, 9);
UPDATE draft_shut SET target = 1 WHERE place IN (5, 6, 8, 9);
