-- A line that closed properly has dropped at once (RULES 1.7); one that fell silent, after two minutes without a sign.
ALTER TABLE room_present ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0; -- when it closed; 0: it gave a sign since
