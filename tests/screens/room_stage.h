/* room_stage.h: a street of five homes whose assembly is held at this moment, for scenes and tests of its room. */
#ifndef TESTS_SCREENS_ROOM_STAGE_H
#define TESTS_SCREENS_ROOM_STAGE_H

#include "proposals.h"
#include "tests/screens/stage.h"

struct room_stage {
    struct actor bongi;
    int64_t meeting, light, pipe, key; /* its items */
    int64_t proposal;
};
/* How far the assembly is. lerato, a facilitator, has the chair. */
enum room_stage_at {
    ROOM_STAGE_CALLED,   /* it may be opened; nobody did so */
    ROOM_STAGE_TALK,     /* on the second item; nomsa and sipho wait to speak again */
    ROOM_STAGE_PROPOSED, /* nomsa proposed */
    ROOM_STAGE_PUT,      /* the question is put */
    ROOM_STAGE_DECIDED,  /* it was closed, and passed */
    ROOM_STAGE_OVER,     /* the assembly was closed */
};
/* Into a stage that was just opened. `thandi_is_in`: she was there from the beginning. */
void room_stage_make(struct stage *stage, struct room_stage *room, enum room_stage_at at, bool thandi_is_in);
/* nomsa and bongi are ticked at the door, too: they can sit down at a table. */
void room_stage_door(struct stage *stage, const struct room_stage *room);
/* Raises a hand, gets the turn and says it, at that time. */
void room_stage_says(
    struct stage *stage, const struct room_stage *room, const struct actor *who, const char *words, int64_t at);

#endif
