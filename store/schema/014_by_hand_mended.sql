-- Entries by hand, corrected (RULES 1.8). Both sides may say by hand that it happened. These are two entries, not one.

UPDATE hand_word SET kind = 'helped' WHERE kind = 'done'
    AND EXISTS (SELECT 1 FROM aid_match m WHERE m.id = hand_word.subject AND m.helper = hand_word.member);

-- When a strike ended an agreement. For one day the messages of the two are kept, and the strike can be undone.
ALTER TABLE aid_match ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;
