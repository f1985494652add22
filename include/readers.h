/*
 * readers.h: who will read a text. One answer for every face, so that none can say another. RULES 2.1, 1.10.
 */
#ifndef BBS_READERS_H
#define BBS_READERS_H

#include "boards.h"
#include "deferred.h"
#include "members.h"

enum {
    READERS_WHO_BYTES = 200,
    READERS_LINE_BYTES = READERS_WHO_BYTES + 60,
    READERS_PAGE_BYTES = READERS_WHO_BYTES + 120,
};

struct readers {
    bool everybody;                /* strangers and the police too: drawn in the warning style */
    char who[READERS_WHO_BYTES];   /* "THE STREET", "EVERYBODY (POLICE TOO)", "only sipho", "the two of you" */
    char brief[READERS_WHO_BYTES]; /* the same without what it says of the author, for a narrow screen: "THE STREET" */
    char line[READERS_LINE_BYTES]; /* "Read by: THE STREET": stands before a text goes out */
    char page[READERS_PAGE_BYTES]; /* the sentence at the foot of a page that few may read: "Only the two of you.
                                    * Whoever holds the machine can read this."; "" for what a street or more reads */
};

/* Of what is written on a board. */
void readers_of_board(const struct house *house, const struct board *board, struct readers *out);
/* Of letters: the whole list of hers, and one of them. */
void readers_of_inbox(struct readers *out);
void readers_of_letter(struct readers *out);
/* Of what two who meet write to each other. `voice`: one of the two, or the hand that writes for her (RULES 1.8). */
void readers_of_match(const struct actor *voice, const char *other, struct readers *out);
/* Of a text that she is about to write: place and target as its draft has them (deferred.h); `voice` is she, or the
 * hand that writes for somebody. Refused with a sentence where there is no such place for her. */
enum result readers_of(struct store *store, const struct actor *voice, enum draft_place place, int64_t target,
    int64_t now, struct readers *out);

/* The boards she may write on: first those that her own street reads, public ones last. */
enum result readers_boards(
    struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count);

#endif
