-- A question that is answered on paper (RULES 1.7, 1.8). Both tables are emptied when it closes.

CREATE TABLE question_paper ( -- who answers on paper, and no other way
    question INTEGER NOT NULL REFERENCES question,
    member   INTEGER NOT NULL,
    PRIMARY KEY (question, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_typed ( -- what a note-taker counted of these papers
    question INTEGER NOT NULL REFERENCES question,
    member   INTEGER NOT NULL,
    home     INTEGER NOT NULL, -- a household; the member with a minus where she has none
    counts   TEXT NOT NULL,    -- a line for each kind of paper, as it is typed, in order
    compared TEXT NOT NULL,    -- the same in small letters and digits alone: two people copy the same words
    PRIMARY KEY (question, member)
) STRICT, WITHOUT ROWID;
