-- Mutual aid: two who are kept apart (RULES 3.4, 3.6) differ from others at the second yes alone. Until now one side
-- alone knew of some matches; whoever watched from a second account could tell.

-- A helper who waited in vain, and whose asker knew nothing, reads "not this time". It held nothing.
UPDATE aid_match SET state = 4, refused = 1, until = unixepoch() + 86400 WHERE state = 1 AND quiet = 1;
-- A neighbour who was asked for her offer, and did not know it, is asked like any other.
UPDATE aid_match SET quiet = 0 WHERE state = 1 AND quiet = 2;
