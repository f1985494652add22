-- Boards, threads, what each member has read, letters, drafts. Texts and titles are in tables of their own. They can be
-- removed there (RULES 1.12), and the trees of posts stay complete.

CREATE TABLE board (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL,
    unit       INTEGER NOT NULL REFERENCES unit,
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    visibility INTEGER NOT NULL,          -- 0 unit, 1 confederation, 2 public. Never changes: the search index has it
    made       INTEGER NOT NULL,
    threads    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE thread (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL,
    board      INTEGER NOT NULL REFERENCES board,
    first_post INTEGER NOT NULL DEFAULT 0,
    last_post  INTEGER NOT NULL DEFAULT 0,
    last_at    INTEGER NOT NULL,
    opened     INTEGER NOT NULL,
    posts      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX thread_by_last ON thread (board, last_post);

CREATE TABLE thread_title (
    thread INTEGER PRIMARY KEY REFERENCES thread,
    title  TEXT NOT NULL,
    salt   BLOB NOT NULL
) STRICT;

-- Posts are never deleted, so a newer post always has a higher id. Read marks rely on it.
CREATE TABLE post (
    id       INTEGER PRIMARY KEY,
    uid      TEXT NOT NULL,
    thread   INTEGER NOT NULL REFERENCES thread,
    parent   INTEGER NOT NULL DEFAULT 0,
    answered INTEGER NOT NULL DEFAULT 0,  -- the author of the parent
    author   INTEGER NOT NULL REFERENCES member,
    at       INTEGER NOT NULL,
    edited   INTEGER NOT NULL DEFAULT 0,
    state    INTEGER NOT NULL DEFAULT 0,  -- 0 shown, 1 withdrawn, 2 covered
    depth    INTEGER NOT NULL,
    children INTEGER NOT NULL DEFAULT 0,  -- posts that hang directly below it in the tree
    path     BLOB NOT NULL                -- tree order: 4 bytes a level, big-endian
) STRICT;
CREATE UNIQUE INDEX post_by_path ON post (thread, path);
CREATE INDEX post_by_thread ON post (thread, id, author, state); -- counts unread posts without touching the table
CREATE INDEX post_by_answered ON post (answered, id) WHERE answered <> 0;

CREATE TABLE post_text (
    post INTEGER PRIMARY KEY REFERENCES post,
    body TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE post_version ( -- old and withdrawn texts, 24 h
    id        INTEGER PRIMARY KEY,
    post      INTEGER NOT NULL REFERENCES post,
    at        INTEGER NOT NULL,           -- when another text replaced it
    withdrawn INTEGER NOT NULL DEFAULT 0, -- 1: it can be restored
    held      INTEGER NOT NULL DEFAULT 0, -- 1: reported, so it is kept until that is settled
    body      TEXT NOT NULL,
    title     TEXT                        -- the thread's title, when the first post was withdrawn or changed with it
) STRICT;
CREATE INDEX post_version_by_post ON post_version (post, id);
CREATE INDEX post_version_by_time ON post_version (at);

-- Two indexes: a reader who may read only public posts searches only the second one. Tags say who may read a post and
-- on which board it is; see search.c. The code updates them; there are no triggers.
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, body, tags, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE public_words USING fts5 ( -- of posts on public boards
    title, body, tags, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE search_state ( -- 0 clean; 1 the index has forgotten words; 2 a merge removes them; 3 there are more
    stale INTEGER NOT NULL
) STRICT;
INSERT INTO search_state VALUES (0);

CREATE TABLE read_mark (
    member INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    upto   INTEGER NOT NULL,              -- all posts of the thread up to this one are read
    above  BLOB NOT NULL DEFAULT x'',     -- and these posts after it: mark_set.h
    PRIMARY KEY (member, thread)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_mark (
    member INTEGER NOT NULL,
    board  INTEGER NOT NULL,
    upto   INTEGER NOT NULL,              -- a thread whose last post is not newer than this one has no unread post
    PRIMARY KEY (member, board)
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmark (
    member INTEGER NOT NULL REFERENCES member,
    post   INTEGER NOT NULL REFERENCES post,
    thread INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookmark_by_thread ON bookmark (member, thread);

CREATE TABLE muted_thread (
    member INTEGER NOT NULL REFERENCES member,
    thread INTEGER NOT NULL REFERENCES thread,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, thread)
) STRICT, WITHOUT ROWID;

CREATE TABLE muted_member (
    member INTEGER NOT NULL REFERENCES member,
    other  INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    writer      INTEGER NOT NULL REFERENCES member,
    reader      INTEGER NOT NULL REFERENCES member,
    at          INTEGER NOT NULL,
    answers     INTEGER NOT NULL DEFAULT 0,
    about       INTEGER NOT NULL DEFAULT 0, -- a post
    arrived     INTEGER NOT NULL,           -- 0: the reader had muted the writer
    read_at     INTEGER NOT NULL DEFAULT 0,
    writer_kept INTEGER NOT NULL DEFAULT 0,
    reader_kept INTEGER NOT NULL DEFAULT 0,
    writer_gone INTEGER NOT NULL DEFAULT 0, -- removed from the writer's side
    reader_gone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX letter_by_writer ON letter (writer, id);
CREATE INDEX letter_by_reader ON letter (reader, id);
CREATE INDEX letter_by_time ON letter (at);
CREATE INDEX letter_unread ON letter (reader, id) WHERE read_at = 0 AND arrived = 1 AND reader_gone = 0;

CREATE TABLE letter_text (
    letter INTEGER PRIMARY KEY REFERENCES letter,
    body   TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    member INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    target INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    title  TEXT NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (member, place, target)
) STRICT, WITHOUT ROWID;
