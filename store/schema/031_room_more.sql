-- What else a meeting needs while it is held (RULES 4.1 to 4.4, 5.5, 7.1), and what came of it: gains (RULES 8.3).

ALTER TABLE meeting_item ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0; -- 1: three quarters of those present took it
ALTER TABLE meeting_item ADD COLUMN angry INTEGER NOT NULL DEFAULT 0; -- 1: it was called in anger
ALTER TABLE room_item ADD COLUMN stage INTEGER NOT NULL DEFAULT 0; -- of one called in anger: enum room_anger

ALTER TABLE room ADD COLUMN urgent TEXT NOT NULL DEFAULT '';      -- the title of an urgent item that is asked for
ALTER TABLE room ADD COLUMN urgent_by INTEGER NOT NULL DEFAULT 0; -- who asked for it
ALTER TABLE room ADD COLUMN lent INTEGER NOT NULL DEFAULT 0;      -- who gets the chair back when the item ends
ALTER TABLE room ADD COLUMN lot_from INTEGER NOT NULL DEFAULT 0;  -- from when a lot gives the empty chair; 0: not yet
ALTER TABLE room ADD COLUMN mood INTEGER NOT NULL DEFAULT 0;      -- who says how the room feels
ALTER TABLE room ADD COLUMN mood_item INTEGER NOT NULL DEFAULT 0; -- the last item on which it was said
ALTER TABLE room ADD COLUMN groups INTEGER NOT NULL DEFAULT 0;    -- how many small groups talk now
ALTER TABLE room ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;   -- since when; 0: their words are wiped
ALTER TABLE room ADD COLUMN unsigned_due INTEGER NOT NULL DEFAULT 0; -- the item whose unsigned lines are shown now
ALTER TABLE room ADD COLUMN ending INTEGER NOT NULL DEFAULT 0;    -- since when the last two questions are asked
ALTER TABLE room ADD COLUMN dared INTEGER NOT NULL DEFAULT 0;     -- their result: enum room_dared
ALTER TABLE room ADD COLUMN spoke INTEGER NOT NULL DEFAULT 0;     -- how many people spoke; set at closing

ALTER TABLE room_present ADD COLUMN willing INTEGER NOT NULL DEFAULT 0; -- 1: she would take the empty chair
ALTER TABLE room_present ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;  -- 1: take the urgent item
ALTER TABLE room_present ADD COLUMN blames INTEGER NOT NULL DEFAULT 0;  -- the line that blames people, as she says
ALTER TABLE room_present ADD COLUMN team INTEGER NOT NULL DEFAULT 0;    -- her small group, from 1
ALTER TABLE room_present ADD COLUMN reports INTEGER NOT NULL DEFAULT 0; -- 1: she reports back for it

ALTER TABLE room_line ADD COLUMN folded INTEGER NOT NULL DEFAULT 0; -- enum room_fold

CREATE TABLE gain ( -- a demand, what is done for it, and what came of it
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uid    TEXT NOT NULL UNIQUE,
    unit   INTEGER NOT NULL REFERENCES unit,
    item   INTEGER NOT NULL DEFAULT 0, -- of a meeting; 0: none
    member INTEGER NOT NULL, -- who named it; 0 once she left
    made   INTEGER NOT NULL,
    state  INTEGER NOT NULL, -- enum gain_state
    day    INTEGER NOT NULL, -- of the act, or until when it rests
    ended  INTEGER NOT NULL DEFAULT 0 -- won or lost
) STRICT;
CREATE INDEX gain_by_unit ON gain (unit, state);
CREATE INDEX gain_by_item ON gain (item);

CREATE TABLE gain_text (
    gain    INTEGER PRIMARY KEY REFERENCES gain,
    demand  TEXT NOT NULL,
    act     TEXT NOT NULL,
    result  TEXT NOT NULL DEFAULT '',
    learned TEXT NOT NULL DEFAULT '' -- of one that was lost
) STRICT;

CREATE TABLE gain_hand ( -- who comes
    gain   INTEGER NOT NULL REFERENCES gain,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (gain, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX gain_hand_by_member ON gain_hand (member);
