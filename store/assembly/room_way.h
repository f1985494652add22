/* room_way.h: how somebody is present, as a piece of SQL. Private to store/assembly/. */
#ifndef BBS_ROOM_WAY_H
#define BBS_ROOM_WAY_H

/* SQL: how the row `p` of room_present is present: enum room_way. ?2 is room_since(). */
#define ROOM_WAY(p)                                                                                                    \
    "CASE WHEN " p ".line > ?2 THEN " SQL_ROOM_LINE " WHEN " p ".door = 1 THEN " SQL_ROOM_DOOR " WHEN " p              \
    ".hand <> 0 AND EXISTS (SELECT 1 FROM room_present h WHERE h.meeting = " p ".meeting AND h.member = " p            \
    ".hand AND h.line > ?2) THEN " SQL_ROOM_HAND " ELSE " SQL_ROOM_AWAY " END"

#endif
