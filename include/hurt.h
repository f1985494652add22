/*
 * hurt.h: "somebody was hurt": numbers of help outside, and people here to talk to. RULES 2.6, 6.7.
 *
 * A page that is read, and of which nothing is noted: not that it was opened, not by whom.
 */
#ifndef BBS_HURT_H
#define BBS_HURT_H

#include "members.h"
#include "util.h"

enum { HURT_NUMBERS_MOST = 12, HURT_PEOPLE_MOST = 12, HURT_NUMBER_BYTES = 200 };

struct hurt {
    char numbers[HURT_NUMBERS_MOST][HURT_NUMBER_BYTES]; /* "Women's line 0800 150 150"; none: nobody set them yet */
    size_t number_count;
    struct hurt_person {
        char handle[HANDLE_BYTES], home[32];
        const char *task;       /* in the reader's language: "your greeter", "keeper of circles" */
    } people[HURT_PEOPLE_MOST]; /* of whoever is a member; a guest reads numbers alone */
    size_t people_count;
    char stewards[200]; /* who can set numbers, "sipho, nomsa"; "" where nobody has that task */
};
enum result hurt_get(struct store *store, const struct actor *actor, int64_t now, struct hurt *out);
/* All of it as a text for people: paragraphs with empty lines between them. */
void hurt_words(const struct hurt *hurt, bool member, struct buffer *out);

#endif
