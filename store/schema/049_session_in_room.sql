-- A member may be in a room with a phone and a laptop: when one leaves, the other one is still there.
ALTER TABLE login ADD COLUMN room INTEGER NOT NULL DEFAULT 0;      -- the meeting in whose room this session is; 0: none
ALTER TABLE login ADD COLUMN room_seen INTEGER NOT NULL DEFAULT 0; -- when it last said so
