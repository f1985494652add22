-- A log-in begins a visit. Its session says from time to time that it is still there. Another session of the member can
-- end it (RULES 1.6). Older rows have no visit, because they are over.
ALTER TABLE login ADD COLUMN visit INTEGER NOT NULL DEFAULT 0; -- a random number that only its session knows
ALTER TABLE login ADD COLUMN seen  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE login ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
CREATE INDEX login_by_visit ON login (member, visit) WHERE visit <> 0;
