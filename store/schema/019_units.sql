-- Several communes in one house (RULES 1.0). What belonged to the house, because it had one street, belongs to a unit
-- now. Foreign keys are off during this step, because it rebuilds tables that others refer to.

-- A short name of letters a-z, digits and -. People type it after --in and before the name of a board. The next step,
-- in open.c, makes it from the name.
ALTER TABLE unit ADD COLUMN slug    TEXT    NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN founded INTEGER NOT NULL DEFAULT 0; -- when its tenth home came in; 0: founding time
ALTER TABLE unit ADD COLUMN closed  INTEGER NOT NULL DEFAULT 0; -- when its members closed it; 0: it is open
UPDATE unit SET slug = '-' || id;
CREATE UNIQUE INDEX unit_by_slug ON unit (slug);
UPDATE unit SET founded = coalesce((SELECT CAST(value AS INTEGER) FROM house WHERE name = 'founded'), 0) WHERE id = 1;

-- Neighbours of units that have no unit above them; the steward names them (RULES 3.7). Each pair has two rows.
CREATE TABLE unit_neighbour (
    unit      INTEGER NOT NULL REFERENCES unit,
    neighbour INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (unit, neighbour)
) STRICT, WITHOUT ROWID;

-- Values of a unit: 'now', 'help', 'blocks'.
CREATE TABLE unit_value (
    unit  INTEGER NOT NULL REFERENCES unit,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (unit, name)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_value SELECT 1, name, value FROM house WHERE name IN ('now', 'help', 'blocks');
DELETE FROM house WHERE name IN ('now', 'help', 'blocks', 'founded');

-- "C 14" of one street and "C 14" of the next are two homes.
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
    visibility INTEGER NOT NULL,          -- 0 unit, 1 confederation, 2 public. Never changes: the search index has it
    made       INTEGER NOT NULL,
    threads    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (unit, slug)
) STRICT;
INSERT INTO board_of_unit SELECT id, uid, unit, slug, title, visibility, made, threads FROM board;
DROP TABLE board;
ALTER TABLE board_of_unit RENAME TO board;

-- The street or workplace of an invitation, of a person without a device, and of a person who waits; and who greets a
-- newcomer there.
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

-- The aid board of one commune is as fast in a house of twelve communes as in a house of one.
DROP INDEX ask_open;
DROP INDEX ask_in_order;
DROP INDEX ask_by_time;
DROP INDEX offer_open;
CREATE INDEX ask_open     ON ask   (unit, kind, id) WHERE state = 0;
CREATE INDEX ask_in_order ON ask   (unit, urgency, -again, id) WHERE state <= 2;
CREATE INDEX ask_by_time  ON ask   (unit, asked);
CREATE INDEX offer_open   ON offer (unit, kind, id) WHERE state = 0;
CREATE INDEX offer_by_unit ON offer (unit, id) WHERE state = 0;
-- Open asks and offers of one member. Without these indexes SQLite reads all open ones of the house.
CREATE INDEX ask_of_member   ON ask   (member, ends) WHERE state = 0;
CREATE INDEX offer_of_member ON offer (member, ends) WHERE state = 0;

-- The posts that answer one member are far apart in a house of many communes. This index has all columns that the home
-- screen needs of them.
DROP INDEX post_by_answered;
CREATE INDEX post_by_answered ON post (answered, id, thread, author, at, state) WHERE answered <> 0;

-- These find, among those of the whole house: the members of a home, boards that more than one unit reads, and the
-- invitations and people without a device of a home.
CREATE INDEX member_by_household  ON member (household);
CREATE INDEX board_by_slug        ON board (slug);
CREATE INDEX board_for_more       ON board (unit, id) WHERE visibility <> 0;
CREATE INDEX invitation_by_home   ON invitation (unit, home);
CREATE INDEX invitation_by_joined ON invitation (joined) WHERE joined <> 0;
CREATE INDEX hand_person_by_home  ON hand_person (unit, home);

-- The last ask and offer that a member has seen, for each unit.
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

-- A draft of a new ask, offer, rota or thing belongs to the unit where she began it.
UPDATE draft      SET target = 1 WHERE place IN (5, 6, 8, 9);
UPDATE draft_shut SET target = 1 WHERE place IN (5, 6, 8, 9);
