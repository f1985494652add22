/* circle_stage.h: a street in which a circle is called, held, or over, for scenes and tests of its pages. */
#ifndef TESTS_SCREENS_CIRCLE_STAGE_H
#define TESTS_SCREENS_CIRCLE_STAGE_H

#include "circles.h"
#include "tests/screens/stage.h"
#include "tests/support/memory_only.h"

enum { CIRCLE_STAGE_PEOPLE = 7 };
/* thandi, sipho, lerato, nomsa, petrus, anna, bongi. lerato and petrus keep it. */
struct circle_stage {
    struct memory_only memory; /* the process `ephemeral`; who acts in the screens is thandi */
    struct actor person[CIRCLE_STAGE_PEOPLE];
    int64_t circle;
};
enum circle_stage_at {
    CIRCLE_STAGE_ASKED,   /* lerato called it; thandi is asked */
    CIRCLE_STAGE_QUARREL, /* about a quarrel; thandi comes, and the question for her alone waits */
    CIRCLE_STAGE_LOBBY,   /* it is open; the others are in */
    CIRCLE_STAGE_GATHERS, /* she is in, too */
    CIRCLE_STAGE_LISTENS, /* second round: nomsa has the piece and said two lines; bongi stepped out */
    CIRCLE_STAGE_HOLDS,   /* thandi has it */
    CIRCLE_STAGE_PAUSED,
    CIRCLE_STAGE_STEPS, /* next steps; one waits for her yes, one stands */
    CIRCLE_STAGE_OUT,   /* she stepped out, and lerato came along into lines for two */
    CIRCLE_STAGE_SHORT, /* a short circle: petrus shows his lines; one is for her */
    CIRCLE_STAGE_OVER,
    CIRCLE_STAGE_VISIT, /* petrus left it, and asks thandi to come by */
    CIRCLE_STAGE_CUT,   /* the house stopped while it was held */
};
/* Into a stage that was just opened. `as`: whose screens will be looked at; 0 is thandi. */
void circle_stage_make(struct stage *stage, struct circle_stage *circle, enum circle_stage_at at, int as);
void circle_stage_end(struct circle_stage *circle);
/* One act of somebody; the screens are told by the hint. */
void circle_stage_acts(struct stage *stage, struct circle_stage *circle, int person, const struct ring_ask *ask);
/* The caretaker looks, so many seconds later. */
void circle_stage_tends(struct stage *stage, struct circle_stage *circle, int64_t seconds);

#endif
