-- In the index of posts that are not public each unit has a range of row numbers now, which its members read without
-- the others (store/boards/search.c). The caretaker indexes the posts of an old house anew, in steps, while it is open.
DROP TABLE post_words;
DROP TABLE public_words;
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, body, tags, content = '', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);
CREATE VIRTUAL TABLE public_words USING fts5 ( -- of posts on public boards
    title, body, tags, content = '', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);
UPDATE search_state SET stale = 0, below = coalesce((SELECT max(id) + 1 FROM post), 0);
