-- Unmet asks climb to other units of the house, where their asker agreed (RULES 3.7). ask.climbs has a third answer: 2,
-- and who says "I can" to it there reads its one line.

ALTER TABLE ask ADD COLUMN climb_at INTEGER NOT NULL DEFAULT 0; -- when it climbs next, if it is open then; 0: never
UPDATE ask SET climb_at = asked + CASE urgency WHEN 0 THEN 7200 WHEN 1 THEN 172800 WHEN 2 THEN 604800 ELSE 1209600 END
    WHERE climbs > 0 AND state <= 2 AND who_may < 2;
CREATE INDEX ask_climbing ON ask (climb_at) WHERE state = 0 AND climb_at > 0;

CREATE TABLE ask_climbed ( -- where an ask is shown besides its own unit, while nobody is agreed on
    ask   INTEGER NOT NULL REFERENCES ask,
    unit  INTEGER NOT NULL REFERENCES unit,
    above INTEGER NOT NULL,                       -- 0: a neighbouring unit 1: further away, below the same unit
    at    INTEGER NOT NULL,
    PRIMARY KEY (ask, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_climbed_by_unit ON ask_climbed (unit, ask);
