/*
 * hurt.h: "somebody was hurt": numbers of help outside, and people here to talk to. RULES 2.6, 6.7.
 *
 * The house keeps no note of a visit to this page: neither that it was opened, nor by whom.
 */
#ifndef BBS_HURT_H
#define BBS_HURT_H

#include "members.h"
#include "util.h"

enum { HURT_NUMBERS_MOST = 12, HURT_PEOPLE_MOST = 12, HURT_NUMBER_BYTES = 200 };

struct hurt {
    char numbers[HURT_NUMBERS_MOST][HURT_NUMBER_BYTES]; /* "Women's line 0800 150 150" */
    size_t number_count;
    struct hurt_person {
        char handle[HANDLE_BYTES], home[32];
        const char *task;       /* in the reader's language: "your greeter", "keeper of circles" */
    } people[HURT_PEOPLE_MOST]; /* for a member; a guest reads only the numbers */
    size_t people_count;
    char stewards[200]; /* the people who can set the numbers, "sipho, nomsa"; "" when nobody has that task */
};
enum result hurt_get(struct store *store, const struct actor *actor, int64_t now, struct hurt *out);
/* Says all of it in paragraphs with empty lines between them. */
void hurt_words(const struct hurt *hurt, bool member, struct buffer *out);

#endif
