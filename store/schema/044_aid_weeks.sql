-- Mutual aid (RULES 3): the time that two agreed on, the week that a weekly offer serves, and places that stay given.

-- Of an offer: places that were given away, and whose matches are emptied by now. They do not come back.
ALTER TABLE offer ADD COLUMN given INTEGER NOT NULL DEFAULT 0;

-- End of the time that ask and offer share; `starts` is its beginning. A weekly offer's place is taken in that week.
ALTER TABLE aid_match ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;
UPDATE aid_match SET ends = (SELECT a.ends FROM ask a WHERE a.id = aid_match.ask);
-- With an offer that ends before. (Some begin only after the ask ended: then the offer's time counts.)
UPDATE aid_match SET ends = (SELECT min(CASE WHEN aid_match.ends > aid_match.starts THEN aid_match.ends ELSE x.ends END, x.ends)
    FROM (SELECT id, CASE weekly WHEN 0 THEN ends ELSE aid_match.starts + ends - starts END AS ends FROM offer) x
    WHERE x.id = aid_match.offer)
    WHERE EXISTS (SELECT 1 FROM offer o WHERE o.id = aid_match.offer
        AND CASE o.weekly WHEN 0 THEN o.ends > aid_match.starts ELSE aid_match.starts > 0 END);

-- A weekly ask is asked anew for each week. `next` is the ask of the week after, `first` the one of the first week.
ALTER TABLE ask ADD COLUMN next INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ask ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
