-- Whoever is in a room by single commands over ssh alone has no line that could drop: when they fall silent it is no
-- power cut (RULES 1.7).
ALTER TABLE room_present ADD COLUMN by_commands INTEGER NOT NULL DEFAULT 0; -- 1: no session of theirs is in the room
