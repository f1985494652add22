-- Mutual aid: words are compared by another rule; an end is told to its owner; pairs that a coordinator left out.

-- Asks and offers that stand: the caretaker makes their hashes anew (aid_tick.c).
UPDATE ask SET words = NULL WHERE state <= 2;
UPDATE offer SET words = NULL WHERE state = 0;
CREATE INDEX ask_without_words ON ask (id) WHERE words IS NULL AND state <= 2;
CREATE INDEX offer_without_words ON offer (id) WHERE words IS NULL AND state = 0;

ALTER TABLE ask ADD COLUMN told INTEGER NOT NULL DEFAULT 0;   -- 1: its owner has read that it expired
ALTER TABLE offer ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE ask SET told = 1 WHERE state = 5;                      -- those of before are no news
UPDATE offer SET told = 1 WHERE state = 5;
CREATE INDEX ask_untold ON ask (member, id) WHERE state = 5 AND told = 0;
CREATE INDEX offer_untold ON offer (member, id) WHERE state = 5 AND told = 0;

CREATE TABLE aid_dropped ( -- a coordinator left this pair out of the matching night. It says nothing of people
    ask    INTEGER NOT NULL REFERENCES ask,
    offer  INTEGER NOT NULL REFERENCES offer,
    reason INTEGER NOT NULL,                                  -- enum aid_drop
    at     INTEGER NOT NULL,
    PRIMARY KEY (ask, offer)
) STRICT, WITHOUT ROWID;
