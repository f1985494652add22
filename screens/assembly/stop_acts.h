/* stop_acts.h: the menu of what can be done with the stops of a proposal. Private to screens/assembly/. */
#ifndef BBS_STOP_ACTS_H
#define BBS_STOP_ACTS_H

#include "screens/assembly/room_page.h"

enum { STOP_ACTS_MOST = 8 };
enum stop_act {
    STOP_ACT_NONE,
    STOP_ACT_MENU, /* it asks which */
    STOP_ACT_NAMES,
    STOP_ACT_MET,
    STOP_ACT_YES,
    STOP_ACT_ASK,
    STOP_ACT_CAUCUS,
};
struct stop_acts { /* of the page that shows the menu; zeroed at first */
    int64_t proposal;
    enum stop_act asked; /* what waits for an outcome */
    int count, chosen;
    struct {
        enum stop_act what;
        int64_t stop;
    } act[STOP_ACTS_MOST];
};
/* Asks what to do. */
void stop_acts_menu(struct ui *ui, struct stop_acts *acts, int64_t proposal);
/* The outcome of what it asked. True: something was done, or refused: *result. */
bool stop_acts_back(struct ui *ui, struct stop_acts *acts, const struct outcome *outcome, enum result *result);

#endif
