-- How fast a member may write (pace.h). One row a kind: when all that she may write at once will have come back. It is
-- emptied a little later, and says no more than the time of what she wrote last.

CREATE TABLE pace (
    member   INTEGER NOT NULL,
    kind     INTEGER NOT NULL, -- 1 posts, 2 letters
    whole_at INTEGER NOT NULL,
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;
