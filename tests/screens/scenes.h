/* scenes.h: every main screen, and the keys that lead there from log-in. */
#ifndef TESTS_SCREENS_SCENES_H
#define TESTS_SCREENS_SCENES_H

#include "tests/screens/stage.h"

struct scene {
    const char *name;
    enum {
        AS_THANDI,
        AS_SHARED,
        AS_GUEST,
        AS_NEW,
        AS_FIRST,
        AS_DUE,
        AS_NEWCOMER,
        AS_ASKED,
        AS_OTHER_HOME,
        AS_HAND,
        AS_LOST,
        AS_NEXT,
        AS_CAUCUS,
        AS_ASSEMBLY,
        AS_ASSEMBLY_SOON,
        AS_ROOM,
        AS_ROOM_LATE,
        AS_ROOM_CHAIR,
        AS_ROOM_MOVER,
        AS_ROOM_PUT,
        AS_ROOM_TABLE,
        AS_ROOM_TABLE_PUT,
        AS_ROOM_TABLE_VOTE,
        AS_ROOM_SECRET,
        AS_ROOM_OVER,
        AS_CIRCLE_ASKED,
        AS_CIRCLE_QUARREL,
        AS_CIRCLE_LOBBY,
        AS_CIRCLE_GATHERS,
        AS_CIRCLE_LISTENS,
        AS_CIRCLE_HOLDS,
        AS_CIRCLE_PAUSED,
        AS_CIRCLE_STEPS,
        AS_CIRCLE_OUT,
        AS_CIRCLE_SHORT,
        AS_CIRCLE_OVER,
        AS_CIRCLE_VISIT,
        AS_CIRCLE_CUT,
        AS_CIRCLE_KEEPER,
        AS_CIRCLE_SHARED,
        AS_UNITS,
        AS_UNITS_SHARED,
        AS_UNITS_GUEST,
        AS_COVERED,
        AS_MODERATOR,
        AS_PANEL
    } who; /* AS_FIRST: alone in a new house; AS_DUE: a password; AS_SHARED: by password; AS_ASKED: thandi, when
            * neighbours asked and offered, and one of them can what she asked for; AS_HAND: where Gogo Maria has no
            * device, the one who writes for her (sipho), AS_OTHER_HOME: one who can confirm it (thandi); AS_LOST:
            * thandi, for whom and for nomsa new passwords were asked, and to whom a steward did something; AS_NEXT:
            * thandi, when an ask of the next street climbed to hers; AS_CAUCUS:
            * thandi, of a caucus, and asked by it and to found another; AS_ASSEMBLY:
            * thandi, who called one, while another is asked for; AS_ASSEMBLY_SOON: it begins in 40 minutes; AS_ROOM:
            * thandi, in an assembly that is held, where nomsa proposed; AS_ROOM_LATE: she was not there yet;
            * AS_ROOM_CHAIR: lerato, who has its chair; AS_ROOM_MOVER: nomsa; AS_ROOM_SECRET: thandi, in a secret vote;
            * AS_ROOM_PUT: thandi, when the question is put; AS_ROOM_TABLE, AS_ROOM_TABLE_PUT, AS_ROOM_TABLE_VOTE: when
            * nomsa and bongi came in at the door; AS_ROOM_OVER: when it is closed; AS_CIRCLE_*: thandi, as enum
            * circle_stage_at says; AS_CIRCLE_KEEPER: lerato, who keeps the circle; AS_CIRCLE_SHARED: thandi by
            * password, when it is open; AS_UNITS: thandi, with a street, a workplace and a caucus; AS_UNITS_SHARED: by
            * password; AS_UNITS_GUEST: a guest there; AS_COVERED: thandi, of whom a post is covered; AS_MODERATOR:
            * sipho, who did that, and to whom another post was reported; AS_PANEL: lerato, who was drawn for its panel
            */
    const char *keys;
};
extern const struct scene scenes[];
extern const size_t scene_count;

/* Opens the house, goes there. stage_close is the caller's. */
void scene_play(struct stage *stage, const struct scene *scene, const struct view *view, int larger_by);

#endif
