-- A meeting while it is held (RULES 4.1 to 4.4). When the minutes stand, only `room` and
-- `room_item` stay.

CREATE TABLE room (
    meeting    INTEGER PRIMARY KEY REFERENCES meeting,
    opened     INTEGER NOT NULL,
    closed     INTEGER NOT NULL DEFAULT 0,
    paused     INTEGER NOT NULL DEFAULT 0, -- since when there is a break; 0: there is none
    chair      INTEGER NOT NULL, -- a member; 0: nobody
    notes      INTEGER NOT NULL DEFAULT 0,
    active     INTEGER NOT NULL, -- members and homes at opening; homes 0: they are not counted there
    homes      INTEGER NOT NULL,
    counted    INTEGER NOT NULL DEFAULT 0, -- how many were present when the first item began
    item       INTEGER NOT NULL DEFAULT 0, -- the open item; 0: none
    item_began INTEGER NOT NULL DEFAULT 0,
    item_more  INTEGER NOT NULL DEFAULT 0, -- seconds that were added: "five more", and breaks
    more_at    INTEGER NOT NULL DEFAULT 0, -- when the last five minutes were added
    turn_began INTEGER NOT NULL DEFAULT 0,
    turn_alive INTEGER NOT NULL DEFAULT 0, -- when the speaker was last seen writing
    read_until INTEGER NOT NULL DEFAULT 0, -- until then the last turn is read
    straw      TEXT NOT NULL DEFAULT '',   -- the question of the open straw poll
    proposal   INTEGER NOT NULL DEFAULT 0, -- the present proposal, and its open question; 0: none
    test       INTEGER NOT NULL DEFAULT 0,
    forgotten  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE room_item (
    meeting INTEGER NOT NULL REFERENCES meeting,
    item    INTEGER NOT NULL REFERENCES meeting_item,
    began   INTEGER NOT NULL,
    ended   INTEGER NOT NULL DEFAULT 0,
    parked  INTEGER NOT NULL DEFAULT 0, -- 1: it will be on the next agenda
    moved   INTEGER NOT NULL DEFAULT 0, -- the item on that agenda; 0: none yet
    PRIMARY KEY (meeting, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_present (
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    line    INTEGER NOT NULL DEFAULT 0, -- when she was last seen on line; 0: never, or she left
    door    INTEGER NOT NULL DEFAULT 0, -- 1: two door-keepers ticked her
    hand    INTEGER NOT NULL DEFAULT 0, -- the helper who says that she is there
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_present_by_member ON room_present (member);

CREATE TABLE room_tick ( -- a name that a door-keeper ticked on the door list
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    keeper  INTEGER NOT NULL REFERENCES member,
    gone    INTEGER NOT NULL DEFAULT 0, -- 1: the keeper says that she left
    PRIMARY KEY (meeting, member, keeper)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_act ( -- acts of the order of speakers. They are played again when it is read: enum room_act
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meeting,
    kind    INTEGER NOT NULL,
    member  INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX room_act_by_meeting ON room_act (meeting, id);

CREATE TABLE room_line ( -- the transcript
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meeting,
    item    INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    event   INTEGER NOT NULL DEFAULT 0,
    member  INTEGER NOT NULL, -- who said it, or who is meant; 0 after she left
    hand    INTEGER NOT NULL DEFAULT 0, -- who typed it for her
    number  INTEGER NOT NULL DEFAULT 0,
    yes     INTEGER NOT NULL DEFAULT 0, -- of a straw poll
    no      INTEGER NOT NULL DEFAULT 0,
    unsure  INTEGER NOT NULL DEFAULT 0,
    struck  INTEGER NOT NULL DEFAULT 0,
    text    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX room_line_by_meeting ON room_line (meeting, id);
CREATE INDEX room_line_by_member ON room_line (member);

CREATE TABLE room_signal ( -- signals on the present turn: one for each member
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    signal  INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_straw ( -- answers to the open straw poll
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    answer  INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_voice ( -- how many letters each has said
    meeting INTEGER NOT NULL REFERENCES meeting,
    member  INTEGER NOT NULL REFERENCES member,
    letters INTEGER NOT NULL,
    PRIMARY KEY (meeting, member)
) STRICT, WITHOUT ROWID;

INSERT INTO retention VALUES ('transcript', 604800,
    'what was said in a meeting, hands, signals and the door list: 7 days after it closed, when its minutes stand');
