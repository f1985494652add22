-- Whoever is in a room by single commands over ssh alone has no line that could drop: when they fall silent it is no
-- power cut (RULES 1.7).
ALTER TABLE room_present ADD COLUMN by_commands INTEGER NOT NULL DEFAULT 0; -- 1: no session of theirs is in the room
-- The minutes tell how many answered a question on paper (RULES 1.8): the papers themselves go when it closes.
ALTER TABLE question ADD COLUMN papers INTEGER NOT NULL DEFAULT 0; -- that two people of two homes counted
-- A meeting ends later by as long as power cuts took (RULES 1.7).
ALTER TABLE room ADD COLUMN stood INTEGER NOT NULL DEFAULT 0; -- those seconds, since it was opened or opened again
