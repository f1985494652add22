-- A proposal lives over several meetings. A stop is met, asked about, set aside, entered late, or entered by a caucus.
-- A late stop suspends a decision. RULES 4.5. Kinds of a question: include/proposals.h.

ALTER TABLE proposal ADD COLUMN post INTEGER NOT NULL DEFAULT 0; -- the post that it was written in; 0: none

ALTER TABLE meeting_item ADD COLUMN failed INTEGER NOT NULL DEFAULT 0; -- how often too few people came to its meeting

ALTER TABLE question ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN stop_asked INTEGER NOT NULL DEFAULT 0; -- the stop that it is about; 0: none
ALTER TABLE question ADD COLUMN no INTEGER NOT NULL DEFAULT 0;

ALTER TABLE stop ADD COLUMN agreement INTEGER NOT NULL DEFAULT 0; -- the decision about the rules that it names
ALTER TABLE stop ADD COLUMN safety INTEGER NOT NULL DEFAULT 0; -- 1: it names somebody's safety
ALTER TABLE stop ADD COLUMN lapses INTEGER NOT NULL DEFAULT 0; -- a new text came: it ends then; 0: it stands on
ALTER TABLE stop ADD COLUMN met_owner INTEGER NOT NULL DEFAULT 0; -- when each of the three said that they met; 0: not
ALTER TABLE stop ADD COLUMN met_mover INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stop ADD COLUMN met_keeper INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stop ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0; -- when two thirds said that it does not stand
ALTER TABLE stop ADD COLUMN caucus INTEGER NOT NULL DEFAULT 0; -- a caucus enters it
ALTER TABLE stop ADD COLUMN late INTEGER NOT NULL DEFAULT 0; -- the decision against which it came; 0: it came in time
ALTER TABLE stop ADD COLUMN waits INTEGER NOT NULL DEFAULT 0; -- 1: for support, and until then it stops nothing
UPDATE stop SET lapses = at + 604800; -- until now every stop ended after 7 days

-- Of a late stop, by members of other homes; of a caucus's, by its members. It goes when the stop is entered.
CREATE TABLE stop_support (
    stop   INTEGER NOT NULL REFERENCES stop,
    member INTEGER NOT NULL REFERENCES member,
    PRIMARY KEY (stop, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX stop_support_by_member ON stop_support (member);

ALTER TABLE decision ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0; -- since when; 0: it is not
ALTER TABLE decision ADD COLUMN ended INTEGER NOT NULL DEFAULT 0; -- when a later meeting ended it
ALTER TABLE decision ADD COLUMN again INTEGER NOT NULL DEFAULT 0; -- the item by which it came back to a meeting
ALTER TABLE decision ADD COLUMN review INTEGER NOT NULL DEFAULT 0; -- a day; 0: none
