-- What home counts and gathers costs the same in a house of many communes as in a house of one: open asks and offers of
-- a unit are counted from an index alone, and the units around a unit are found without the others.
DROP INDEX offer_by_unit;
CREATE INDEX offer_by_unit ON offer (unit, id, member) WHERE state = 0;
CREATE INDEX ask_by_unit ON ask (unit, id, member, who_may) WHERE state = 0;
CREATE INDEX unit_by_parent ON unit (parent);
