-- Joy and sorrow (RULES 8.3): they are threads; this is what is said to a sorrow (include/feelings.h).

CREATE TABLE sorrow_with ( -- "I am with you": only the thread's writer sees who said it
    thread INTEGER NOT NULL REFERENCES thread,
    member INTEGER NOT NULL REFERENCES member,
    at     INTEGER NOT NULL,
    PRIMARY KEY (thread, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX sorrow_with_by_member ON sorrow_with (member);

INSERT INTO retention VALUES ('with', 2592000, 'who said "I am with you" to a sorrow: 30 days');
