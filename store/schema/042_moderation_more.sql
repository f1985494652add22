-- Moderation (RULES 7): turns that were folded in a meeting stand in the log; posts that quote covered words.

-- Of a folded turn. It has no person, and its moderator is the row with letter 0: people of three homes.
ALTER TABLE mod_act ADD COLUMN meeting INTEGER NOT NULL DEFAULT 0;

CREATE TABLE post_quoting ( -- a post that quotes covered words, as it was before those lines were taken out
    post INTEGER PRIMARY KEY REFERENCES post,
    body TEXT NOT NULL
) STRICT;
