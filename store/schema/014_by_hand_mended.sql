-- By another's hand, mended (RULES 1.8). That it happened both sides may say by hand: two words, not one.

UPDATE hand_word SET kind = 'helped' WHERE kind = 'done'
    AND EXISTS (SELECT 1 FROM aid_match m WHERE m.id = hand_word.subject AND m.helper = hand_word.member);

-- When a strike ended what two had agreed on. What they wrote to each other is kept for a day, and so is the way back.
ALTER TABLE aid_match ADD COLUMN struck INTEGER NOT NULL DEFAULT 0;
