-- Words are folded by the program before they are indexed (text_fold.h), so that every script is found as its readers
-- type it. The tokenizer only cuts them apart: letters, marks, digits, and signs of one's own. The caretaker indexes the
-- posts of an old house anew, in steps, while it is open (index_renew in store/boards/search.c).
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
ALTER TABLE search_state ADD COLUMN below INTEGER NOT NULL DEFAULT 0; -- posts before this one are not indexed yet; 0: all are
UPDATE search_state SET stale = 0, below = coalesce((SELECT max(id) + 1 FROM post), 0);
