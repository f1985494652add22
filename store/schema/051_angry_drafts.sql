-- RULES 2.6: an angry post that was cut off is asked "what would help?" when it comes back, but not what was answered
-- already, or tells of violence. 0: not angry; 1: angry; 2: angry, and asked already, or somebody was hurt.
ALTER TABLE draft ADD COLUMN anger INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft_shut ADD COLUMN anger INTEGER NOT NULL DEFAULT 0;
