-- A log-in begins a visit. While its session lives it says so now and then, and it can be ended from elsewhere
-- (RULES 1.6). Rows of before have no visit: they are over.
ALTER TABLE login ADD COLUMN visit INTEGER NOT NULL DEFAULT 0; -- drawn by its session; nobody else can name it
ALTER TABLE login ADD COLUMN seen  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE login ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
CREATE INDEX login_by_visit ON login (member, visit) WHERE visit <> 0;
