/*
 * limit.h: how many may stand in the doorway. Pure: no clock of its own, no descriptors.
 *
 * Only those who are not logged in yet are counted by where they come from; a township shares one address, so the
 * bounds are wide, and nobody who is in counts against those who come.
 */
#ifndef BBS_LIMIT_H
#define BBS_LIMIT_H

#include <stdbool.h>
#include <stddef.h>

enum { LIMIT_SOURCES = 1024, LIMIT_SOURCE_BYTES = 48 };

struct limit {
    int all_most, waiting_most, waiting_most_source;
    int all, waiting;
    struct {
        char source[LIMIT_SOURCE_BYTES];
        int waiting;
    } sources[LIMIT_SOURCES];
};

enum limit_answer { LIMIT_WELCOME, LIMIT_HOUSE_FULL, LIMIT_DOOR_FULL, LIMIT_SOURCE_FULL };

void limit_begin(struct limit *limit, int all_most, int waiting_most, int waiting_most_source);
/* Counts the newcomer when the answer is LIMIT_WELCOME. */
enum limit_answer limit_come(struct limit *limit, const char *source);
void limit_in(struct limit *limit, const char *source); /* she logged in: no longer waiting */
void limit_leave(struct limit *limit, const char *source, bool was_in);
const char *limit_sentence(enum limit_answer answer);

#endif
