-- Mutual aid (RULES 3.1): one helper for every week of a weekly ask.

CREATE TABLE aid_every_week (
    first      INTEGER NOT NULL REFERENCES ask,    -- the ask of its first week
    helper     INTEGER NOT NULL REFERENCES member,
    offer      INTEGER REFERENCES offer,           -- null: without one
    asker_yes  INTEGER NOT NULL DEFAULT 0,         -- when; both: the ask of each next week is agreed at once
    helper_yes INTEGER NOT NULL DEFAULT 0,
    served     INTEGER NOT NULL DEFAULT 0,         -- end of the last week that was agreed so
    ended      INTEGER NOT NULL DEFAULT 0,         -- when one of them ended it: told for two days
    PRIMARY KEY (first, helper)
) STRICT, WITHOUT ROWID;
CREATE INDEX aid_every_week_by_offer ON aid_every_week (offer) WHERE offer IS NOT NULL;
CREATE INDEX aid_every_week_by_helper ON aid_every_week (helper);
CREATE INDEX ask_by_first ON ask (first) WHERE first > 0; -- the weeks of one ask
