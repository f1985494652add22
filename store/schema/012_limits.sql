-- How fast a member may write (pace.h). One row for each kind: the time when she may again write as much at once as
-- anybody. The row is removed soon after. It tells only when she wrote last.

CREATE TABLE pace (
    member   INTEGER NOT NULL,
    kind     INTEGER NOT NULL, -- 1 posts, 2 letters
    whole_at INTEGER NOT NULL,
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;
