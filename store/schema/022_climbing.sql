-- Unmet asks are shown in other units of the house, if the asker agreed (RULES 3.7). ask.climbs may be 2 now: then the
-- helper there who says "I can" also reads its line.

ALTER TABLE ask ADD COLUMN climb_at INTEGER NOT NULL DEFAULT 0; -- when others see it, if it is open then; 0: never
UPDATE ask SET climb_at = asked + CASE urgency WHEN 0 THEN 7200 WHEN 1 THEN 172800 WHEN 2 THEN 604800 ELSE 1209600 END
    WHERE climbs > 0 AND state <= 2 AND who_may < 2;
CREATE INDEX ask_climbing ON ask (climb_at) WHERE state = 0 AND climb_at > 0;

CREATE TABLE ask_climbed ( -- the other units that see an ask, as long as nobody agreed to it
    ask   INTEGER NOT NULL REFERENCES ask,
    unit  INTEGER NOT NULL REFERENCES unit,
    above INTEGER NOT NULL,                       -- 0: a neighbouring unit; 1: further away, below the same unit
    at    INTEGER NOT NULL,
    PRIMARY KEY (ask, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_climbed_by_unit ON ask_climbed (unit, ask);
