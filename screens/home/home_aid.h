/* home_aid.h: what home says of mutual aid. RULES 9.1. */
#ifndef BBS_HOME_AID_H
#define BBS_HOME_AID_H

#include "aid.h"
#include "screens/ui/ui.h"

enum { HOME_AID_MOST = 20 };
struct home_aid {
    struct aid_due due[HOME_AID_MOST];
    size_t count;
    /* RULES 1.8: what comes of what her hand wrote: for whom, of the same place; 0 and "": for herself */
    int64_t written_for[HOME_AID_MOST];
    char handle[HOME_AID_MOST][HANDLE_BYTES];
};
void home_aid_load(struct ui *ui, struct home_aid *out);
/* Is it about somebody who waits (true), or about what begins or ends? */
bool home_aid_person(const struct aid_due *due);
void home_aid_words(const struct home_aid *aid, size_t place, char *words, size_t size, char *brief, size_t brief_size);
/* "3 asks, 5 offers" that are new to her; "" when none is. */
void home_aid_new(struct ui *ui, char *out, size_t size);
void home_aid_go(struct ui *ui, bool is_offer, int64_t id, int64_t match, int64_t written_for);

#endif
