-- In a house of many units the rows of one unit lie close together in the file, so that a page of her threads, posts or
-- finds costs her as few reads as in a house of one.

-- Threads of one unit get numbers that follow each other (threads.c). Threads that exist keep theirs.
ALTER TABLE board ADD COLUMN newest INTEGER NOT NULL DEFAULT 0; -- the last thread that was opened since this step

-- The texts of one unit's posts, in the order of their posts: TEXT_PLACE in access.h.
CREATE TABLE post_text_of_unit (
    id     INTEGER PRIMARY KEY,           -- 2^40 * the unit of its board, and the post
    post   INTEGER NOT NULL REFERENCES post,
    thread INTEGER NOT NULL,              -- what a search shows of the post: as in `post`, and never changed
    author INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL,
    salt   BLOB NOT NULL
) STRICT;
WITH placed AS MATERIALIZED ( -- sorted without the texts; the limit keeps SQLite from dropping the order
    SELECT (b.unit << 40) | p.id AS id, p.id AS post, p.thread, p.author, p.at FROM post p
    JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board ORDER BY 1 LIMIT -1
)
INSERT INTO post_text_of_unit
SELECT o.id, o.post, o.thread, o.author, o.at, x.body, x.salt FROM placed o CROSS JOIN post_text x ON x.post = o.post;
DROP TABLE post_text;
ALTER TABLE post_text_of_unit RENAME TO post_text;

-- The boards that more than one unit reads are listed and counted from this index alone.
DROP INDEX board_for_more;
CREATE INDEX board_for_more ON board (visibility, unit, id) WHERE visibility <> 0;

-- A page of a thread is read from this index alone. The code numbers siblings, so no two posts have one path.
DROP INDEX post_by_path;
CREATE INDEX post_by_path ON post (thread, path, parent, author, at, edited, state, depth);
