-- Boards, thread trees, what each has read, letters, drafts.

CREATE TABLE board (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    unit       INTEGER NOT NULL REFERENCES unit,
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    visibility INTEGER NOT NULL, -- 0 unit, 1 confederation, 2 public
    made       INTEGER NOT NULL
) STRICT;

CREATE TABLE thread (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
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
    title  TEXT NOT NULL
) STRICT;

CREATE TABLE post (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- grows with time: read marks rely on it
    uid      TEXT NOT NULL UNIQUE,
    thread   INTEGER NOT NULL REFERENCES thread,
    parent   INTEGER NOT NULL DEFAULT 0,
    author   INTEGER NOT NULL REFERENCES member,
    at       INTEGER NOT NULL,
    edited   INTEGER NOT NULL DEFAULT 0,
    state    INTEGER NOT NULL DEFAULT 0, -- 0 shown, 1 withdrawn, 2 covered
    depth    INTEGER NOT NULL,
    children INTEGER NOT NULL DEFAULT 0, -- hung below it in the tree, ever
    path     BLOB NOT NULL               -- 4 bytes a level, in tree order
) STRICT;
CREATE UNIQUE INDEX post_by_path ON post (thread, path);
CREATE INDEX post_by_thread ON post (thread, id);
CREATE INDEX post_by_parent ON post (parent, id) WHERE parent <> 0;
CREATE INDEX post_by_author ON post (author, id);

CREATE TABLE post_text ( -- can be emptied
    post INTEGER PRIMARY KEY REFERENCES post,
    body TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE post_version ( -- old and withdrawn text, 24 h
    id   INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES post,
    at   INTEGER NOT NULL, -- when it stopped being the text
    body TEXT NOT NULL,
    title TEXT             -- of the thread, where the first post took it along
) STRICT;
CREATE INDEX post_version_by_post ON post_version (post, id);
CREATE INDEX post_version_by_time ON post_version (at);

CREATE VIRTUAL TABLE post_words USING fts5 (
    title, body, tags, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE read_mark (
    member INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    upto   INTEGER NOT NULL,        -- all of the thread up to here is read
    above  BLOB NOT NULL DEFAULT x'', -- and these beyond it (mark_set.h)
    PRIMARY KEY (member, thread)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_mark (
    member INTEGER NOT NULL,
    board  INTEGER NOT NULL,
    upto   INTEGER NOT NULL, -- no thread of the board with an older last post holds anything unread
    PRIMARY KEY (member, board)
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmark (
    member INTEGER NOT NULL REFERENCES member,
    post   INTEGER NOT NULL REFERENCES post,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, post)
) STRICT, WITHOUT ROWID;

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
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    writer   INTEGER NOT NULL REFERENCES member,
    reader   INTEGER NOT NULL REFERENCES member,
    at       INTEGER NOT NULL,
    answers  INTEGER NOT NULL DEFAULT 0,
    about    INTEGER NOT NULL DEFAULT 0, -- a post
    read_at  INTEGER NOT NULL DEFAULT 0,
    arrived  INTEGER NOT NULL DEFAULT 1, -- 0: the reader had muted the writer
    kept_by_writer INTEGER NOT NULL DEFAULT 0,
    kept_by_reader INTEGER NOT NULL DEFAULT 0,
    gone_for_writer INTEGER NOT NULL DEFAULT 0,
    gone_for_reader INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX letter_by_reader ON letter (reader, id);
CREATE INDEX letter_by_writer ON letter (writer, id);
CREATE INDEX letter_by_time ON letter (at);

CREATE TABLE letter_text (
    letter INTEGER PRIMARY KEY REFERENCES letter,
    body   TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    member INTEGER NOT NULL REFERENCES member,
    place  INTEGER NOT NULL,
    target INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    title  TEXT NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (member, place, target)
) STRICT, WITHOUT ROWID;
